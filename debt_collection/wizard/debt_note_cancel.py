from odoo import fields, models


class DebtNoteCancel(models.TransientModel):
    """Why notes are taken back."""

    _name = "debt.note.cancel"
    _description = "Cancel Notes"

    reason = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        context = self.env.context
        notes = self.env[context["active_model"]].browse(context["active_ids"])
        notes.check_access("write")
        for company, some in notes.grouped("company_id").items():
            some._cancel(self.reason, company._debt_today())
        return {"type": "ir.actions.act_window_close"}
