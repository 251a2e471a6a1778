from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_letter_posting import RETURN_REASONS

EVENTS = [
    ("delivered", "Delivered"),
    ("notice", "First notice left"),
    ("returned", "Came back"),
]


class DebtDelivery(models.TransientModel):
    """What the post says about letters: delivered, notice left, came back and why."""

    _name = "debt.delivery"
    _description = "Note a Delivery"

    letter_ids = fields.Many2many("debt.letter", readonly=True)
    count = fields.Integer("Letters", compute="_compute_count")
    event = fields.Selection(EVENTS, "What happened", required=True, default="delivered")
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    reason = fields.Selection(RETURN_REASONS)
    file = fields.Binary("Proof or scan")
    file_name = fields.Char()

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "letter_ids" in fields_list and not values.get("letter_ids"):
            letters = self.env["debt.letter"].browse(self.env.context.get("active_ids", []))
            values["letter_ids"] = [fields.Command.set(letters.ids)]
        return values

    @api.depends("letter_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.letter_ids)

    def action_confirm(self):
        if self.event == "returned" and not self.reason:
            raise UserError(self.env._("Say why it came back: what follows depends on it."))
        letters = self.letter_ids
        letters.check_access("write")
        # deadlines, tasks and holds follow by methods only
        letters.sudo()._note_event(self.event, self.date, self.reason)
        if self.file:
            letters.sudo().write({"proof_file": self.file, "proof_name": self.file_name})
        return {"type": "ir.actions.act_window_close"}
