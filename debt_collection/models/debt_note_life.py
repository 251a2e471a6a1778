from odoo import models
from odoo.exceptions import UserError


class DebtNoteMixin(models.AbstractModel):
    """From one state of a note to the next."""

    _inherit = "debt.note.mixin"

    def _approve(self, day):
        """Give drafts their numbers. `day`: the company's date.

        :raise UserError: a note isn't a draft, is dated in the future or its hooks refuse
        """
        for note in self:
            note._check_state("draft")
            note._check_can_approve(day)
            note._mark("approved", name=note._number())
            note._drop_pdf()
            if not note._posts_now():
                note.sudo().move_id = note._create_entry()  # a draft; see _mark

    def _post_entries(self):
        """Post the entries of approved notes (see debt_note_post)."""
        for note in self:
            note._check_state("approved", "sent")
            if note.posted_on:
                note._refuse()
            note.env["account.move"].check_access("create")
            move = note.move_id or note._create_entry()
            move._post(soft=False)
            note._mark("posted", move_id=move.id)

    def _check_can_leave(self):
        allowed = ("posted", "sent", "settled") + (() if self._posts_now() else ("approved",))
        self._check_state(*allowed)

    def _mark_sent(self):
        """Keep that notes have left."""
        for note in self:
            note._check_can_leave()
            note._mark("sent")
        self._stop_waiting()

    def _cancel(self, reason, day):
        """Take notes back: a posted one is reversed on `day`, its number stays.

        Money already paid for it becomes an unallocated payment of the customer.

        :raise UserError: no reason given, already cancelled, or a hook refuses
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is cancelled."))
        for note in self:
            if note.state == "cancelled":
                note._refuse()
            note._check_can_cancel()
            if note.move_id.state == "posted":
                note._reverse_entry(day)
            elif note.move_id:
                note.move_id.sudo().button_cancel()  # a draft of ours, see _posts_now
            note._stop_waiting()
            note._mark("cancelled", cancel_reason=reason)

    def _check_state(self, *states):
        if self.state not in states:
            self._refuse()

    def _refuse(self):
        state = dict(self._fields["state"]._description_selection(self.env))[self.state]
        raise UserError(
            self.env._(
                "%(note)s: this can't be done, its state is: %(state)s.",
                note=self.display_name,
                state=state,
            )
        )

    # buttons -------------------------------------------------------------------------------------

    def action_approve(self):
        for company, notes in self.grouped("company_id").items():
            notes._approve(company._debt_today())

    def action_post(self):
        self._post_entries()

    def action_mark_sent(self):
        """They left on paper or another way."""
        self._mark_sent()

    def action_cancel(self):
        view = "debt_collection.debt_note_cancel_view_form"
        return self._ask_to_cancel(self.env._("Cancel the note"), view)

    def action_open_entry(self):
        self.ensure_one()
        return self.move_id._get_records_action(name=self.name)

    def action_open_pdf(self):
        """Show the note's PDF; a draft's is made anew."""
        self.ensure_one()
        if not self.approved_on:
            self._drop_pdf()
        return self._open_pdf()
