from odoo import fields, models

from .res_partner import READERS

ACCOUNTANTS = "account.group_account_readonly,account.group_account_invoice"


class AccountMove(models.Model):
    """Where an invoice stands in collection, for salespeople too: no causes, only the state."""

    _inherit = "account.move"

    def _get_alerts(self):
        alerts = super()._get_alerts()
        user = self.env.user
        is_new_reader = user.has_groups(READERS) and not user.has_groups(ACCOUNTANTS)
        if self.state == "posted" and self.is_sale_document() and is_new_reader:
            item = self._debt_items().get(self._origin)
            if item:
                # salespeople have no access to items and cases, only to what becomes of them
                alerts["debt_collection"] = item.sudo()._status_alert()
        return alerts

    # what was done about it, for accountants who don't collect

    debt_history_count = fields.Integer(
        "Collection actions",
        compute="_compute_debt_history_count",
        compute_sudo=True,
        groups=ACCOUNTANTS,
        help="Letters, calls and other actions about this invoice.",
    )

    def _compute_debt_history_count(self):
        lines = self._debt_action_lines().grouped(lambda line: line.item_id.move_line_id.move_id)
        for move in self:
            own = lines.get(move._origin)
            move.debt_history_count = len(own.action_id) if own else 0

    def _debt_action_lines(self):
        """Return the lines of all actions about these invoices."""
        return self.env["debt.action.line"].search(
            [("item_id.move_line_id.move_id", "in", self._origin.ids), ("is_void", "=", False)]
        )

    def action_debt_history(self):
        """Show what was done about this invoice, and what is planned."""
        self.ensure_one()
        # sudo: which actions; the history says in words what they were
        actions = self.sudo()._debt_action_lines().action_id
        domain = [("source", "=", 1), ("res_id", "in", actions.ids)]
        return self.env["debt.timeline"]._open(domain, True)


class DebtItem(models.Model):
    _inherit = "debt.item"

    def _status_alert(self):
        """Return the banner for people who don't collect: phase, collector, next step."""
        parts = [self.env._("In collection: %(status)s.", status=self.case_id._status_text())]
        if not self.case_id:
            parts = [self._invoice_sentence()]
        elif next_step := self._next_step_text():
            parts.append(self.env._("Next: %(step)s unless payment arrives.", step=next_step))
        return {"level": "info", "message": " ".join(parts)}
