from odoo import fields, models


class DebtLetterWithdraw(models.TransientModel):
    """Withdraw a letter: why, and what takes its place."""

    _name = "debt.letter.withdraw"
    _description = "Withdraw a Letter"

    letter_id = fields.Many2one("debt.letter", required=True, readonly=True)
    case_id = fields.Many2one(related="letter_id.case_id")
    state = fields.Selection(related="letter_id.state")
    reason = fields.Text("Why", required=True)
    replaced_by_id = fields.Many2one(
        "debt.letter",
        "Replaced by the letter",
        domain="[('case_id', '=', case_id), ('id', '!=', letter_id), ('state', '!=', 'void')]",
    )

    def action_confirm(self):
        self._withdraw()
        return {"type": "ir.actions.act_window_close"}

    def action_replace(self):
        """Withdraw it and write the letter that takes its place."""
        self._withdraw()
        action = self.case_id.action_new_letter(self.letter_id.letter_type_id)
        action["context"]["default_replaces_id"] = self.letter_id.id
        return action

    def _withdraw(self):
        self.letter_id.check_access("write")
        # states and evidence change by methods only; the right to change it was just checked
        self.letter_id.sudo()._withdraw(self.env.user, self.reason, self.replaced_by_id)
