from odoo import api, fields, models

from ..models.debt_incoming import KINDS, WAYS
from ..models.debt_letter_posting import RETURN_REASONS


class DebtIncomingWizard(models.TransientModel):
    """A letter or scan that came in: what it is, from when, and whether the strategy waits."""

    _name = "debt.incoming.wizard"
    _description = "File Incoming Letter"

    debtor_id = fields.Many2one("debt.debtor", "Customer", required=True, readonly=True)
    partner_id = fields.Many2one(related="debtor_id.partner_id")
    case_id = fields.Many2one("debt.case", readonly=True)
    date = fields.Date("Received on", required=True)
    kind = fields.Selection(KINDS, required=True, default="letter")
    way = fields.Selection(WAYS, "By way of", required=True, default="post")
    letter_id = fields.Many2one(
        "debt.letter",
        "Our letter",
        domain="[('partner_id', '=', partner_id), ('posted_on', '!=', False)]",
    )
    reason = fields.Selection(RETURN_REASONS, default="not_collected")
    reference = fields.Char("Their reference")
    note = fields.Text("What it says")
    is_reply = fields.Boolean(
        "Wait until it is read",
        compute="_compute_is_reply",
        store=True,
        readonly=False,
        precompute=True,
        help="The next step waits until somebody has read it.",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    @api.depends("kind")
    def _compute_is_reply(self):
        for wizard in self:
            wizard.is_reply = wizard.kind in ("letter", "court")

    @api.model
    def _open_for(self, debtor, case):
        wizard = self.create(
            {
                "debtor_id": debtor.id,
                "case_id": case.id,
                "date": debtor.company_id._debt_today(),
            }
        )
        return wizard._get_records_action(
            name=self.env._("File incoming letter"), target="new", context={}
        )

    def action_confirm(self):
        self.ensure_one()
        self.env["debt.incoming"]._file(
            self.debtor_id,
            self.case_id,
            {
                "date": self.date,
                "kind": self.kind,
                "way": self.way,
                "letter_id": self.letter_id.id if self.kind in ("proof", "returned") else False,
                "reason": self.reason,
                "reference": self.reference,
                "note": self.note,
                "is_reply": self.is_reply,
                "attachment_ids": self.attachment_ids.ids,
            },
        )
        return {"type": "ir.actions.act_window_close"}
