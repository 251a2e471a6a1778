from odoo import fields, models


class AccountMove(models.Model):
    """Invoices know what became of their compensation."""

    _inherit = "account.move"

    debt_compensation_count = fields.Integer(
        compute="_compute_debt_compensation_count",
        compute_sudo=True,
        groups="account.group_account_readonly,account.group_account_invoice",
    )

    def _compute_debt_compensation_count(self):
        groups = self.env["debt.compensation.line"]._read_group(
            [("move_line_id.move_id", "in", self._origin.ids), ("state", "!=", "void")],
            ["move_line_id"],
            ["__count"],
        )
        counts = {}
        for line, count in groups:
            counts[line.move_id.id] = counts.get(line.move_id.id, 0) + count
        for move in self:
            move.debt_compensation_count = counts.get(move._origin.id, 0)

    def action_debt_compensation(self):
        """Show the rights to compensation for this invoice and their notes."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_compensation_line_action"
        )
        return {**action, "context": {}, "domain": [("move_line_id.move_id", "=", self.id)]}
