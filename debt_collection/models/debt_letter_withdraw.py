import hashlib

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.toast import toast


class DebtLetter(models.Model):
    """A letter that has left and was withdrawn: it stays as evidence, and says why."""

    _inherit = "debt.letter"

    withdrawn_on = fields.Date("Withdrawn on", readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one(
        "res.users", "Withdrawn by", readonly=True, copy=False, ondelete="restrict"
    )
    withdraw_reason = fields.Text("Why withdrawn", readonly=True, copy=False)
    replaced_by_id = fields.Many2one(
        "debt.letter", "Replaced by the letter", readonly=True, copy=False, index="btree_not_null"
    )

    def action_withdraw(self):
        """Open the dialog that asks why."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw %s", self.display_name),
            "res_model": "debt.letter.withdraw",
            "view_mode": "form",
            "target": "new",
            "context": {"default_letter_id": self.id},
        }

    def _withdraw(self, user, reason, replaced_by=None):
        """Withdraw letters: drafts become void; what has left doesn't count as a demand any more.

        An e-mail or paper that still waits doesn't leave. Who must know tells the customer.

        :param reason: the person's words
        :param replaced_by: the letter that takes its place, if there is one already
        """
        drafts = self.filtered(lambda letter: letter.state == "draft")
        drafts.action_id._cancel("cancelled_by", {"user": user.name}, reason)
        drafts.filtered(lambda letter: letter.state == "draft")._void(reason)
        (self - drafts)._withdraw_sent(user, reason)
        if replaced_by:
            self._note_down({"replaced_by_id": replaced_by.id})
        self.action_id.debtor_id._touch()

    def _withdraw_sent(self, user, reason):
        """Note it on letters that have left; what still waits to leave is stopped."""
        for letter in self:
            if letter.state != "final" or letter.withdrawn_on:
                raise UserError(
                    self.env._("%(name)s was withdrawn before.", name=letter.display_name)
                )
            letter.action_id._withdraw("cancelled_by", {"user": user.name})
            letter._note_down(
                {
                    "withdrawn_on": letter.company_id._debt_today(),
                    "withdrawn_by_id": user.id,
                    "withdraw_reason": reason,
                    "to_print": False,
                }
            )

    def action_verify_pdf(self):
        """Tell whether the file is still the one that was made: its SHA-256 says so."""
        self.ensure_one()
        # sudo: the file of a letter people may read
        content = self.attachment_id.sudo().raw or b""
        if hashlib.sha256(content).hexdigest() != self.pdf_sha256:
            raise UserError(
                self.env._("The PDF of %(name)s isn't the one that was made.", name=self.name)
            )
        return toast(self.env._("The PDF is unchanged since it was made."))
