from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date


class DebtDebtor(models.Model):
    """Credit insurance: the policy's days win over every strategy (PRACTICE 1.9)."""

    _inherit = "debt.debtor"

    insurance_policy = fields.Char("Insurance policy", help="Number of the policy. Empty: none.")
    insurer_id = fields.Many2one("res.partner", "Insurer")
    insurance_limit = fields.Monetary("Insured to", help="The insurer's limit for this customer.")
    insurance_until = fields.Date("Insured until", help="Empty: until revoked.")
    insurance_notify_days = fields.Integer(
        "Report within (days)",
        aggregator=None,
        help="Days after the due date by which the delay is reported to the insurer. 0: never.",
    )
    insurance_stop_days = fields.Integer(
        "Stop sales after (days)",
        aggregator=None,
        help="Days after the due date from which deliveries aren't insured. 0: never.",
    )
    insurance_notify_on = fields.Date(
        "To be reported by", readonly=True, help="Of the oldest insured item that isn't paid."
    )
    insurance_stop_on = fields.Date("Sales stop on", readonly=True)
    insurance_told_on = fields.Date(
        readonly=True, help="The reporting day for which a task was made."
    )

    @api.model
    def _insurance_days(self, company, day):
        """Find the insurer's days of a company's insured customers, make tasks where one is near.

        :param day: the company's date; `_profile` then stops sales whose day has come
        """
        for model in ("account.move.line", "res.partner", "debt.debtor"):
            self.env[model].flush_model()
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        self.env.cr.execute(self._insurance_sql(company, day, accounts))
        self.invalidate_model(["insurance_notify_on", "insurance_stop_on"], flush=False)
        until = day + timedelta(days=company.debt_insurance_days)
        near = self.search(
            [("company_id", "=", company.id), ("insurance_notify_on", "<=", until)]
        ).filtered(lambda debtor: debtor.insurance_told_on != debtor.insurance_notify_on)
        near._tell_insurance(day)

    def _insurance_sql(self, company, day, accounts):
        """Days of the oldest overdue item issued under the policy; none without one."""
        return SQL(
            """
            UPDATE debt_debtor d
               SET insurance_notify_on = o.due + NULLIF(d.insurance_notify_days, 0),
                   insurance_stop_on = o.due + NULLIF(d.insurance_stop_days, 0)
              FROM (SELECT n.id, MIN(COALESCE(l.date_maturity, l.date)) AS due
                      FROM debt_debtor n
                      JOIN res_partner p ON p.commercial_partner_id = n.partner_id
                 LEFT JOIN account_move_line l
                        ON l.partner_id = p.id AND l.company_id = n.company_id
                       AND l.account_id = ANY(%(accounts)s) AND l.parent_state = 'posted'
                       AND l.reconciled IS NOT TRUE AND l.amount_residual > 0
                       AND COALESCE(l.date_maturity, l.date) < %(day)s
                       AND n.insurance_policy <> ''
                       AND (n.insurance_until IS NULL OR l.date <= n.insurance_until)
                     WHERE n.company_id = %(company)s
                       AND (n.insurance_policy <> '' OR n.insurance_notify_on IS NOT NULL
                            OR n.insurance_stop_on IS NOT NULL)
                  GROUP BY n.id) o
             WHERE d.id = o.id
               AND (d.insurance_notify_on, d.insurance_stop_on) IS DISTINCT FROM
                   (o.due + NULLIF(d.insurance_notify_days, 0),
                    o.due + NULLIF(d.insurance_stop_days, 0))
            """,
            accounts=accounts.ids,
            day=day,
            company=company.id,
        )

    def _tell_insurance(self, day):
        """A task each for the collector: the insurer has to hear of the delay by his day."""
        tasks = []
        for debtor in self:
            case = debtor._open_case()
            text = self.env._(
                "Report the delay to the insurer %(insurer)s by %(date)s (policy %(policy)s)",
                insurer=debtor.insurer_id.name or "",
                date=format_date(self.env, debtor.insurance_notify_on),
                policy=debtor.insurance_policy,
            )
            tasks.append(debtor._prepare_task_vals(case, text, debtor.insurance_notify_on))
            debtor.insurance_told_on = debtor.insurance_notify_on
        # sudo: tasks of the run, for whoever collects
        self.env["mail.activity"].sudo()._debt_create([task for task in tasks if task])

    def _prepare_task_vals(self, case, text, deadline):
        """Return the values of a task for the collector, or the head; {} if there is neither.

        On the case, on the customer when there is none.
        """
        record = case or self.partner_id
        user = case.collector_id or self.collector_id or self.company_id.debt_head_id
        if not user:
            return {}
        activity_type = self.env.ref("debt_collection.activity_type_task")
        return self.env["mail.activity"]._debt_values(record, user, activity_type, text, deadline)

    def _insurance_day(self):
        """Return the last day to which payment may be put off without the insurer's consent.

        False: not insured, or nothing is overdue.
        """
        self.ensure_one()
        return self.insurance_policy and self.insurance_notify_on
