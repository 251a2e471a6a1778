from odoo import models
from odoo.tools import format_amount


class DebtCase(models.Model):
    """What the customer has against us: receipts, credits in other currencies, our own debts."""

    _inherit = "debt.case"

    def _compute_alerts(self):
        result = super()._compute_alerts()
        for case in self:
            case.alerts = {
                **(case.alerts or {}),
                **case._alert_currencies(),
                **case._alert_set_off(),
            }
        return result

    def _open_lines_domain(self, account_type):
        return [
            ("company_id", "=", self.company_id.id),
            ("partner_id", "child_of", self.partner_id.id),
            ("account_id.account_type", "=", account_type),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
        ]

    def _alert_currencies(self):
        """A credit in one currency isn't counted against debts in another (PRACTICE 1.7)."""
        credits = self._credits_elsewhere()
        if not credits:
            return {}
        message = self.env._(
            "Credit in another currency (%(amounts)s): it isn't counted against what is owed.",
            amounts=", ".join(credits),
        )
        return {
            "currencies": {
                "level": "warning",
                "message": message,
                "action_text": self.env._("Show"),
                "action": self.action_open_unallocated(),
            }
        }

    def _credits_elsewhere(self):
        """Return the net credits in words, by currency, while something else is owed."""
        advances = self.env["debt.debtor"]._order_advances(
            self.company_id, self.partner_id.commercial_partner_id
        )
        sums = self.env["account.move.line"]._read_group(
            [*self._open_lines_domain("asset_receivable"), ("id", "not in", list(advances))],
            ["currency_id"],
            ["amount_residual_currency:sum"],
        )
        credits = [
            format_amount(self.env, -total, currency)
            for currency, total in sums
            if currency.compare_amounts(total, 0) < 0
        ]
        return credits if len(credits) < len(sums) else []

    def _alert_set_off(self):
        """Bills of the same partner aren't netted without a statement of set-off (art. 498-499 KC),
        the collector may propose one.
        """
        lines = self.env["account.move.line"].search(
            [*self._open_lines_domain("liability_payable"), ("amount_residual", "<", 0)]
        )
        if not lines:
            return {}
        # a fresh recordset: the lines carry accounting's own context
        bills = self.env["account.move"].browse(lines.move_id.ids)
        total = -sum(lines.mapped("amount_residual"))
        message = self.env._(
            "We owe this customer %(amount)s ourselves (bills: %(count)s). It isn't netted without "
            "a statement: propose a set-off.",
            amount=format_amount(self.env, total, self.company_id.currency_id),
            count=len(bills),
        )
        return {
            "set_off": {
                "level": "info",
                "message": message,
                "action_text": self.env._("Show"),
                "action": bills._get_records_action(name=self.env._("What we owe")),
            }
        }
