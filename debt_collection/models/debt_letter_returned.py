import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .debt_letter_delivery import AFTER_NOTICE, AFTER_POSTING

# came back although he can be found there: a person decides whether it counts as delivered
DECIDABLE = ("not_collected", "refused")
ADDRESS_REASONS = ("moved", "unknown", "address")


class DebtLetter(models.Model):
    """What the post says about a letter, and what follows from it."""

    _inherit = "debt.letter"

    deemed_on = fields.Date(
        "Counts as delivered on",
        compute="_compute_deemed_on",
        help="Without a proof: 14 days after the first notice, else 28 days after posting.",
    )

    @api.depends("posted_on", "notice_on", "delivered_on", "returned_on")
    def _compute_deemed_on(self):
        for letter in self:
            day = letter.notice_on and letter.notice_on + timedelta(AFTER_NOTICE)
            day = day or (letter.posted_on and letter.posted_on + timedelta(AFTER_POSTING))
            letter.deemed_on = not (letter.delivered_on or letter.returned_on) and day

    def _note_event(self, event, day, reason=False):
        """Write down what the post says about these letters.

        :param event: delivered, notice, second_notice, returned or under_way
        :param day: local date of it; not before posting and not after today
        :param reason: why it came back, of RETURN_REASONS
        :raise UserError: the letter isn't posted, or the day can't be right
        """
        for letter in self:
            letter._check_event_day(day)
        if event == "delivered":
            self._mark_delivered(day)
            self._note_down({"return_reason": False})
        elif event in ("notice", "second_notice"):
            # the days of waiting run from the first one
            self.filtered(lambda letter: not letter.notice_on)._note_down({"notice_on": day})
        elif event == "returned":
            for letter in self:
                letter._returned(day, reason or "other")

    def _check_event_day(self, day):
        if fault := self._event_fault(day):
            raise UserError(self.env._("%(letter)s: %(fault)s", letter=self.name, fault=fault))

    def _event_fault(self, day):
        """Why the post can't have said something about this letter for `day`; False: it can."""
        if not self.posted_on:
            return self.env._("It isn't handed to the post yet.")
        if day > self.company_id._debt_today():
            return self.env._("The day is in the future.")
        if day < self.posted_on:
            return self.env._("It was posted later, on %(day)s.", day=self.posted_on)
        return False

    def _returned(self, day, reason):
        """The post brought the letter back: note it and have somebody do what the reason asks."""
        self._note_down({"return_reason": reason, "delivered_on": False})
        text = self.env._(
            "%(letter)s came back: %(reason)s.", letter=self.name, reason=self._reason_label()
        )
        if reason in DECIDABLE:
            ask = self.env._("Decide on the letter whether it counts as delivered.")
            self._mark_returned(day, "activity_type_task", f"{text} {ask}")
        else:
            self._mark_returned(day, note=text)
        if reason == "deceased":
            self._hold_returned("deceased", day, text)
        elif reason in ADDRESS_REASONS:
            self._lose_address(day, text)

    def _reason_label(self):
        labels = dict(self._fields["return_reason"]._description_selection(self.env))
        return labels.get(self.return_reason, "")

    def _lose_address(self, day, text):
        """Nothing is posted there any more; where no e-mail is left either, nothing at all."""
        self.partner_id._debt_mark_wrong_address()
        if not self.action_id.debtor_id._collections_contact().email_normalized:
            self._hold_returned("address", day, text)

    def _hold_returned(self, kind, day, text):
        """Hold what the customer owes until a person has looked, unless it is held so already."""
        debtor = self.action_id.debtor_id
        # who notes what the post says needn't be allowed to set holds: checked on the letter
        holds_sudo = self.env["debt.hold"].sudo()
        domain = [("debtor_id", "=", debtor.id), ("kind", "=", kind), ("ended_on", "=", False)]
        if not holds_sudo.search_count(domain, limit=1):
            holds_sudo.create(
                {
                    "company_id": self.company_id.id,
                    "debtor_id": debtor.id,
                    "kind": kind,
                    "date_from": day,
                    "reason": text,
                    "user_id": self.env.uid,
                }
            )

    def action_deem_delivered(self):
        """A person decides: the customer could have taken the letter, so it counts as delivered."""
        self.ensure_one()
        self.check_access("write")
        if self.return_reason not in DECIDABLE or not self.returned_on:
            raise UserError(
                self.env._("Only a letter that was refused or not collected can count so.")
            )
        day = self.returned_on
        if self.notice_on:
            day = min(day, self.notice_on + timedelta(AFTER_NOTICE))
        self._mark_delivered(day)

    def _keep_proof(self, content, name):
        """Keep a proof of delivery (bytes) with the letter."""
        self._note_down({"proof_file": base64.b64encode(content), "proof_name": name})


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _fault_by_paper(self, known):
        """Nothing is posted to an address from which the post brought a letter back."""
        fault = super()._fault_by_paper(known)
        return fault or (self.debtor_id.partner_id._debt_has_wrong_address() and "wrong_address")
