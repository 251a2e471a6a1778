from odoo import fields, models
from odoo.tools import SQL

from .debt_action_withdraw import OUTGOING


class DebtDebtor(models.Model):
    """What happens to a debtor when his receivables have changed (DESIGN 5, "refresh")."""

    _inherit = "debt.debtor"

    def _refresh(self, day):
        """Bring items, actions, sale holds and cases of these debtors in step with the ledger.

        Repeating it changes nothing. Sends nothing; the next run plans anew.
        :param day: date of their company (one)
        """
        debtors = self._follow_partners()
        changes = self.env["debt.item"]._sync_ledger(debtors, day)
        self.env["debt.promise"]._judge(debtors.company_id, day, debtors)
        self.env["debt.dispute"]._settle(debtors.company_id, day, debtors)
        self.env["debt.plan"]._follow(debtors, day)
        debtors._withdraw_actions(changes)
        # what is paid in part, or held since, is read again
        self.env["debt.action"]._react(debtors.company_id, debtors.partner_id, day)
        self.env["debt.sale.hold"]._end_settled(debtors)
        self.env["debt.sale.release"]._note_paid_down(debtors, day)
        self.env["debt.register.entry"]._follow(debtors.company_id, day, debtors)
        cases = self.env["debt.case"].search(
            [("debtor_id", "in", debtors.ids), ("state", "=", "open")]
        )
        cases._refresh_totals(day)
        cases._close_settled(day)
        debtors._touch()

    def _withdraw_actions(self, changes):
        """Take back what is paid altogether or speaks of a wrong day or customer."""
        moved = changes.due_moved | changes.customer_moved
        actions = self._outgoing_actions()
        for action in actions | self._mailed_actions():
            items = action._demanded_items()
            if items and all(item.closed_on for item in items):
                action._withdraw("paid", {"document": items[0].name or ""})
            elif action.state != "done" and items & changes.customer_moved:
                action._withdraw("customer_moved", {})
            elif action.state != "done" and items & moved:
                action._withdraw("due_moved", {"document": (items & moved)[0].name or ""})

    def _follow_partners(self):
        """Debtors whose customer now belongs to another one go over to that one's."""
        strays = self.filtered(lambda d: d.partner_id.commercial_partner_id != d.partner_id)
        result = self - strays
        for stray in strays:
            winner = self._get_or_create(stray.company_id, stray.partner_id)
            winner._merge(stray)
            result |= winner
        return result

    def _open_case(self):
        """Return the open case of this debtor, or none."""
        return self.env["debt.case"].search(
            [("debtor_id", "in", self.ids), ("state", "=", "open")], limit=1
        )

    def _get_or_open_case(self, day, **values):
        """Return the open case of this debtor, one opened on `day` with `values` without any."""
        self.ensure_one()
        if case := self._open_case():
            return case
        strategy = self.strategy_id or self.env["debt.strategy"]._default(self.company_id)
        return self.env["debt.case"].create(
            {
                "company_id": self.company_id.id,
                "debtor_id": self.id,
                "partner_id": self.partner_id.id,
                "strategy_id": strategy.id,
                "opened_on": day,
                **values,
            }
        )

    def _outgoing_actions(self):
        """Return the actions of these debtors that may still leave."""
        return self.env["debt.action"].search(
            [("debtor_id", "in", self.ids), ("state", "in", OUTGOING)]
        )

    def _mailed_actions(self):
        """Return done actions of these debtors whose e-mail or SMS still waits in Odoo's queue."""
        # the queues may be searched by administrators only
        actions_sudo = self.env["debt.action"].sudo()
        texts = self.env["sms.sms"].sudo()._search([("state", "=", "outgoing")])
        found = actions_sudo.search(
            [
                ("debtor_id", "in", self.ids),
                ("state", "=", "done"),
                "|",
                "|",
                ("letter_id.message_id.mail_ids.state", "=", "outgoing"),
                ("letter_id.fax_mail_id.state", "=", "outgoing"),
                ("sms_message_id", "in", texts.subselect("mail_message_id")),
            ]
        )
        return found.sudo(self.env.su)

    def _refresh_totals(self, day):
        """Write what these debtors of one company owe, in one statement.

        As the run shows it: overdue is net of credits, never below zero.
        """
        company = self.company_id
        self.env["debt.item"]._flush_ledger()
        advances = self.env["debt.debtor"]._order_advances(company, self.partner_id)
        self.env.cr.execute(
            SQL(
                """
                UPDATE debt_debtor d
                   SET overdue = GREATEST(COALESCE(t.overdue, 0), 0), total = COALESCE(t.total, 0),
                       days_late = COALESCE(t.days_late, 0), as_of = %(now)s
                  FROM debt_debtor o
             LEFT JOIN (%(totals)s) t ON t.id = o.id
                 WHERE o.id = d.id AND d.id = ANY(%(ids)s)
                """,
                totals=self._totals_query(day, sorted(advances)),
                now=fields.Datetime.now(),
                ids=self.ids,
            )
        )
        self.invalidate_recordset(["overdue", "total", "days_late", "as_of"])

    def _totals_query(self, day, advances):
        return SQL(
            """
            SELECT o.id, SUM(l.amount_residual) AS total,
                   SUM(l.amount_residual) FILTER (
                       WHERE l.amount_residual < 0 AND l.id <> ALL(%(advances)s)
                          OR l.amount_residual > 0
                             AND COALESCE(i.date_due, l.date_maturity, l.date) < %(day)s
                   ) AS overdue,
                   %(day)s::date - MIN(i.date_due) FILTER (WHERE i.date_due < %(day)s) AS days_late
              FROM debt_debtor o
              JOIN res_partner p ON p.commercial_partner_id = o.partner_id
              JOIN account_move_line l
                ON l.partner_id = p.id AND l.company_id = o.company_id
               AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
              JOIN account_account a
                ON a.id = l.account_id AND a.account_type = 'asset_receivable'
         LEFT JOIN debt_item i ON i.move_line_id = l.id AND i.closed_on IS NULL
             WHERE o.id = ANY(%(ids)s)
          GROUP BY o.id
            """,
            ids=self.ids,
            day=day,
            advances=advances,
        )
