from odoo import Command, api, fields, models

from ..models.debt_confirmation import WAYS


class DebtConfirmationReply(models.TransientModel):
    """An answer to a balance confirmation that came by post, e-mail or phone."""

    _name = "debt.confirmation.reply"
    _description = "Answer to a Balance Confirmation"

    confirmation_id = fields.Many2one("debt.confirmation", required=True, readonly=True)
    answer = fields.Selection(
        [("agreed", "Confirms the balance"), ("disagreed", "Doesn't confirm it")],
        required=True,
        default="agreed",
    )
    line_ids = fields.One2many("debt.confirmation.reply.line", "reply_id")
    way = fields.Selection(WAYS, "Came by", required=True, default="paper")
    date = fields.Date("Answered on", required=True)
    name = fields.Char("Signed by", help="Name and function of the person who signed.")
    remark = fields.Text("Remark of the customer")
    attachment_ids = fields.Many2many("ir.attachment", string="Signed letter")
    is_acknowledged = fields.Boolean(
        "Takes it for an acknowledgement of the debt",
        help="Limitation of the documents on the letter runs anew from the day it was signed."
        " Case-law isn't unanimous: only where the person who signed could bind the customer.",
    )

    @api.model
    def _open_for(self, confirmation):
        """Return the dialog for one confirmation."""
        confirmation.ensure_one()
        confirmation._check_answer(True, {})
        reply = self.create(
            {
                "confirmation_id": confirmation.id,
                "date": confirmation.company_id._debt_today(),
                "line_ids": [
                    Command.create({"line_id": line.id, "amount_theirs": line.amount})
                    for line in confirmation.line_ids
                ],
            }
        )
        title = self.env._("Enter the answer")
        return reply._get_records_action(name=title, target="new", context={})

    def action_confirm(self):
        self.ensure_one()
        one = self.confirmation_id
        agrees = self.answer == "agreed"
        one._answer(
            one.debtor_id,
            agrees,
            {
                "confirmation": one,
                "amounts": {line.currency_id: line.amount_theirs for line in self.line_ids},
                "remark": self.remark,
                "name": self.name,
                "way": self.way,
                "day": self.date,
                "attachment_ids": self.attachment_ids.ids,
            },
        )
        # sudo: who enters an answer files it there; the dialog's files are swept away with it
        self.attachment_ids.sudo().write({"res_model": one._name, "res_id": one.id})
        if agrees and self.is_acknowledged:
            one._acknowledge(self.date)
        return {"type": "ir.actions.act_window_close"}


class DebtConfirmationReplyLine(models.TransientModel):
    _name = "debt.confirmation.reply.line"
    _description = "Balance by the Customer's Books"

    reply_id = fields.Many2one(
        "debt.confirmation.reply", "Answer", required=True, ondelete="cascade"
    )
    line_id = fields.Many2one("debt.confirmation.line", required=True, readonly=True)
    currency_id = fields.Many2one(related="line_id.currency_id")
    amount = fields.Monetary(related="line_id.amount")
    amount_theirs = fields.Monetary("By the customer's books")


class DebtConfirmation(models.Model):
    _inherit = "debt.confirmation"

    def action_answer(self):
        """Open the dialog that takes the answer."""
        return self.env["debt.confirmation.reply"]._open_for(self)

    def action_acknowledge(self):
        """Take the signed confirmation for an acknowledgement of the debt, from its day on."""
        self.check_access("write")
        for one in self:
            one._acknowledge(one.answered_on)

    def action_open_letter(self):
        """Show the letter as it was sent."""
        self.ensure_one()
        return self.letter_id.action_open_pdf()
