from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.toast import toast
from .debt_action_channel import ADDRESS_FIELDS

# the order for customers without one of their own
USUAL_WAYS = ("email", "fax", "post")


class DebtNoteMixin(models.AbstractModel):
    """By which way a note leaves: the customer's own order, else e-mail, fax, post; the first that
    works. One method for each code of a channel: `_leave_by_<code>(now)`, `_fault_by_<code>()`.
    """

    _inherit = "debt.note.mixin"

    way_id = fields.Many2one(
        "debt.channel", "Way", readonly=True, copy=False, ondelete="restrict", help="It goes by."
    )
    to_print = fields.Boolean(
        "To be posted",
        readonly=True,
        copy=False,
        help="Waits on paper: print it, post it and mark it as sent.",
    )

    def _send(self):
        """Hand notes over to the first way that works; those on paper wait for a person.

        :raise UserError: a note isn't posted yet, can't reach its customer, or has no PDF
        """
        ways = {note: note._first_way() for note in self}
        if unknown := self.filtered(lambda note: not ways[note]):
            raise UserError(
                self.env._(
                    "No e-mail address, fax number or full postal address for %(notes)s. Enter "
                    "one, or print them and mark them as sent.",
                    notes=", ".join(unknown.mapped("display_name")),
                )
            )
        now = fields.Datetime.now()
        for note in self:
            note._check_can_leave()
            # one that waits has a way already: its customer was told
            is_first = not (note.sent_on or note.way_id)
            if note.way_id and note.way_id != ways[note]:
                note._stop_waiting()  # it doesn't wait for two ways
            note.sudo().way_id = ways[note]  # see _mark
            ways[note]._method(note, "leave")(now)
            if is_first:
                note._tell_by_sms(now)

    def _first_way(self):
        """Return the channel (`debt.channel`) by which this note goes, or none."""
        # sudo: accountants read no debtors, only where notes go
        own, channels = self.debtor_id.sudo().channel_ids, self.env["debt.channel"].sudo()
        usual = channels.search([("code", "in", USUAL_WAYS)])
        usual = usual.sorted(lambda way: USUAL_WAYS.index(way.code))
        ways = (own | usual).filtered(self._knows_way)
        return next((way for way in ways if not way._method(self, "fault")()), channels)

    def _knows_way(self, way):
        return way.is_paper or hasattr(self, f"_leave_by_{way.code}")

    # what keeps a note from a way: a word, or False

    def _fault_by_email(self):
        debtor = self.debtor_id.sudo()  # as in _first_way
        if self.contact_id != debtor._collections_contact():
            return False if self.contact_id.email_normalized else "none"
        return debtor._email_fault(debtor._blocked_emails())

    def _fault_by_fax(self):
        return False if self._fax_address()[1] else "no_fax"

    def _fault_by_edelivery(self):
        if self._edeliveries().filtered(lambda one: one.state == "failed"):
            return "failed"
        return False if self._edelivery_address() else "no_edelivery"

    def _fault_by_paper(self):
        partner = self.partner_id
        if partner._debt_has_wrong_address():
            return "wrong_address"
        return False if all(partner[name] for name in ADDRESS_FIELDS) else "address"

    # handing over

    def _leave_by_email(self, _now):
        self._email()
        self._mark_sent()

    def _leave_by_fax(self, _now):
        self._fax()
        self._mark_sent()

    def _leave_by_paper(self, _now):
        self._mail_attachments()
        self.sudo().to_print = True  # see _mark

    def _leave_by_edelivery(self, now):
        """Hand the note to the company's provider; else it waits on the list of e-Delivery."""
        self._mail_attachments()
        if self._edeliveries().filtered(lambda one: one.state != "cancelled"):
            return
        # sudo: what is handed over is written by methods only
        delivery = self.env["debt.edelivery"].sudo()._make(self)
        delivery._provider()._hand_over(delivery, now)
        if delivery.state == "sent":
            self._handed_over(now)

    def _stop_waiting(self):
        """A note that is taken back is neither posted nor handed over."""
        self.sudo().to_print = False  # see _mark
        waiting = self._edeliveries().filtered(lambda one: one.state == "waiting")
        waiting.state = "cancelled"

    # as `debt.edelivery` asks its papers

    def _edeliveries(self):
        """Return the e-Deliveries of these notes, with all rights: accountants don't read them."""
        deliveries = self.env["debt.edelivery"].sudo()
        return deliveries.search([("note_model", "=", self._name), ("note_id", "in", self.ids)])

    def _as_note(self):
        """Return the values of a `debt.edelivery` that say which note it brings."""
        return {"note_model": self._name, "note_id": self.id}

    def _edelivery_address(self):
        return self.debtor_id.sudo()._edelivery_address()

    def _edelivery_title(self):
        return self.with_context(lang=self.lang)._paper_title()

    def _handed_over(self, _now):
        self._mark_sent()

    def _edelivered(self, day, content, name):
        note = self.sudo()  # whoever registers the proof
        files = [(name, content)] if content else None
        text = self.env._("Delivered by e-Delivery on %(day)s.", day=note._day_text(day))
        note.message_post(body=text, attachments=files, subtype_xmlid="mail.mt_note")

    def _edelivery_failed(self, reason, _day):
        """It has to go another way: back to the notes to be sent, with a task."""
        note = self.sudo()  # whoever or whatever learns of it
        text = self.env._("e-Delivery failed: %(reason)s. Send it another way.", reason=reason)
        note.write({"sent_on": False, "sent_by_id": False})
        user = note.posted_by_id or note.prepared_by_id
        note.message_post(body=text, partner_ids=user.partner_id.ids, subtype_xmlid="mail.mt_note")

    # buttons

    def action_send(self):
        self._send()
        waiting = self.filtered(lambda note: not note.sent_on)
        if not waiting:
            return None
        return toast(
            self.env._(
                "Waiting for a person, to be posted or handed over: %(notes)s",
                notes=", ".join(waiting.mapped("display_name")),
            ),
            kind="warning",
        )
