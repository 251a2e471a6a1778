from odoo import fields, models

from ..models.debt_item_limitation import LIMITATION_KINDS


class DebtLimitationWizard(models.TransientModel):
    """What a person knows of the limitation of some items: an interruption, the kind of claim."""

    _name = "debt.limitation.wizard"
    _description = "Limitation"

    item_ids = fields.Many2many("debt.item", required=True)
    what = fields.Selection(
        [("interrupted", "Limitation was interrupted"), ("kind", "It is another kind of claim")],
        required=True,
        default="interrupted",
    )
    date = fields.Date("On", default=fields.Date.context_today)
    why = fields.Char(
        "What happened", help="Acknowledgement, agreement, claim filed: with its number."
    )
    kind = fields.Selection(LIMITATION_KINDS, "Kind of claim")

    def action_confirm(self):
        if self.what == "interrupted":
            self.item_ids._check_alive(self.date)
            self.item_ids._restart_limitation(self.date, self.why)
        else:
            self.item_ids._set_limitation_kind(self.kind)
        return {"type": "ir.actions.act_window_close"}
