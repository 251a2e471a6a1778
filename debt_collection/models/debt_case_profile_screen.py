from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount, format_date


class DebtCase(models.Model):
    """What the collector should know of the customer before anything else."""

    _inherit = "debt.case"

    limitation_stage = fields.Selection(
        [("1_first", "In some months"), ("2_second", "Soon"), ("3_last", "At once")],
        "Limitation near",
        compute="_compute_limitation_stage",
        search="_search_limitation_stage",
    )

    @api.depends("limitation_date")
    def _compute_limitation_stage(self):
        for company, cases in self.grouped("company_id").items():
            bounds = company._debt_limitation_bounds(company._debt_today())
            for case in cases:
                end = case.limitation_date
                stages = [stage for stage, bound in bounds if end and end <= bound]
                case.limitation_stage = stages[-1] if stages else False

    def _search_limitation_stage(self, operator, value):
        """Cases whose limitation is at least that near."""
        if operator != "in":
            return NotImplemented
        company = self.env.company
        bounds = dict(company._debt_limitation_bounds(company._debt_today()))
        wanted = [bounds[stage] for stage in value if stage]
        near = Domain("limitation_date", "<=", max(wanted)) if wanted else Domain.FALSE
        if False in value:
            far = Domain("limitation_date", ">", max(bounds.values()))
            near |= far | Domain("limitation_date", "=", False)
        return near

    @api.model
    def _store_limitation(self, company=None, cases=None):
        """Write the earliest limitation of the open items of a company's open cases, or `cases`."""
        self.env["debt.item"].flush_model(["case_id", "closed_on", "limitation_date"])
        self.flush_model(["state", "company_id", "limitation_date"])
        scope = (
            SQL("n.company_id = %s", company.id) if company else SQL("n.id = ANY(%s)", cases.ids)
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE debt_case c SET limitation_date = t.first
                  FROM (SELECT n.id, MIN(i.limitation_date) AS first
                          FROM debt_case n
                     LEFT JOIN debt_item i ON i.case_id = n.id AND i.closed_on IS NULL
                         WHERE n.state = 'open' AND %s
                      GROUP BY n.id) t
                 WHERE t.id = c.id AND c.limitation_date IS DISTINCT FROM t.first
                """,
                scope,
            )
        )
        self.invalidate_model(["limitation_date"], flush=False)

    def _refresh_totals(self, day):
        result = super()._refresh_totals(day)
        if self:
            self._store_limitation(cases=self)
        return result

    @api.depends("limitation_date", "debtor_id.insurance_notify_on", "debtor_id.exposure")
    def _compute_alerts(self):
        result = super()._compute_alerts()
        for case in self:
            case.alerts = {
                **case._alert_limitation(),
                **case._alert_insurance(),
                **case._alert_condition(),
                **(case.alerts or {}),
            }
        return result

    def _alert_limitation(self):
        if not self.limitation_stage:
            return {}
        items = self.open_item_ids.filtered(lambda i: i.limitation_date == self.limitation_date)
        if not items:
            return {}
        is_late = self.limitation_date < self.company_id._debt_today()
        is_near = is_late or self.limitation_stage == "3_last"
        return {
            "limitation": {
                "level": "danger" if is_near else "warning",
                "message": items._limitation_text(is_late),
            }
        }

    def _alert_insurance(self):
        debtor = self.debtor_id
        texts = []
        if debtor.insurance_policy and debtor.insurance_notify_on:
            date = format_date(self.env, debtor.insurance_notify_on)
            texts.append(self.env._("The insurer has to be told by %s.", date))
        over = debtor.exposure - debtor.insurance_limit
        if debtor.insurance_policy and debtor.insurance_limit and over > 0:
            amount = format_amount(self.env, over, debtor.currency_id)
            texts.append(self.env._("%s is owed above the insured limit.", amount))
        if not texts:
            return {}
        return {"insurance": {"level": "warning", "message": " ".join(texts)}}

    def _alert_condition(self):
        """For those who decide it: what a rule would do to a natural person."""
        debtor = self.debtor_id
        if not debtor.sale_condition_waits:
            return {}
        return {
            "condition": {
                "level": "warning",
                "message": self.env._(
                    "The rules would limit sales to this person: %s", debtor.sale_condition_why
                ),
                "action_text": self.env._("Decide"),
                "action": debtor._get_records_action(),
            }
        }
