from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import ade
from . import debt_channel
from .debt_reason import REASONS, _lt

REASONS["to_hand_over"] = _lt("Waits to be handed over by e-Delivery")
debt_channel.PROVEN.add("edelivery")


class DebtLetter(models.Model):
    """Letters by e-Doręczenia: registered delivery in electronic form."""

    _inherit = "debt.letter"

    edelivery_ids = fields.One2many("debt.edelivery", "letter_id", "e-Deliveries")

    def _edelivery_address(self):
        """Address of the customer, or of the recipient where only he has one; ""."""
        return self.action_id.debtor_id._edelivery_address()

    def _edelivery_title(self):
        """Return what the delivery is called in the list and at the provider."""
        return f"{self.letter_type_id.with_context(lang=self.lang).name} {self.name}"

    def _edelivered(self, day, content, name):
        """Its proof came: received on `day`; `content`: the proof as bytes, or nothing."""
        if content:
            self._keep_proof(content, name)
        self._mark_delivered(day)

    def _edelivery_failed(self, _reason, day):
        self._mark_returned(day)

    def _leave_by_edelivery(self, now):
        """Hand the letters to the company's provider; those he doesn't take at once wait for a
        person.
        """
        for letter in self:
            if not letter._edelivery_address():
                raise UserError(
                    self.env._(
                        "%(name)s has no address of e-Delivery.", name=letter.partner_id.name
                    )
                )
        # sudo: what is handed over is written by methods only
        Delivery = self.env["debt.edelivery"].sudo()
        deliveries = Delivery._make(self)
        deliveries._provider()._hand_over(deliveries, now)
        gone = deliveries.filtered(lambda one: one.state == "sent").letter_id.with_env(self.env)
        gone._note_hand_over(now)
        waiting = self - gone
        waiting._note_down({"to_hand_over": True})
        waiting.action_id.waits_for = "to_hand_over"
        return gone

    def _void(self, reason):
        self._stop_hand_over()
        return super()._void(reason)

    def _stop_hand_over(self):
        """A withdrawn letter isn't handed over any more."""
        # sudo: what is handed over is written by methods only
        waiting = self.sudo().edelivery_ids.filtered(lambda one: one.state == "waiting")
        waiting.state = "cancelled"
        self.filtered("to_hand_over")._note_down({"to_hand_over": False})

    def _note_hand_over(self, now):
        """Handed to the operator at `now` (UTC): as good as posted, steps and deadlines that run
        from posting start.
        """
        for company, letters in self.grouped("company_id").items():
            day = self.env["debt.calendar"]._local(company, now).date()
            letters._note_down({"to_hand_over": False, "posted_on": day})

    def _handed_over(self, now):
        """A person passed these letters on at `now` (UTC): final, their actions are done."""
        self._note_hand_over(now)
        for company, letters in self.grouped("company_id").items():
            day = self.env["debt.calendar"]._local(company, now).date()
            letters.filtered(lambda letter: letter.state == "draft")._finalize(day)
            # what waits for post besides stays open until it is posted
            actions = letters.action_id.filtered(
                lambda action: action.state == "queued" and not action.letter_id.to_print
            )
            actions._posted(now, day)


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _stop_paper(self, code, data):
        mailed = super()._stop_paper(code, data)
        mailed.letter_id._stop_hand_over()
        return mailed

    def _fault_by_edelivery(self, _known):
        if not self.letter_type_id.has_pdf:
            return "no_pdf"
        return False if self.debtor_id._edelivery_address() else "no_edelivery"


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _edelivery_address(self):
        """Return the address for e-Doręczenia of this customer, normalized, or ""."""
        self.ensure_one()
        # his own is the one in the public register; a contact may stand for a branch
        text = self.partner_id.debt_edelivery_address
        text = text or self._collections_contact().debt_edelivery_address
        address = ade.normalize(text)
        return "" if ade.fault(address) == "pattern" else address
