from odoo import fields, models


class DebtAction(models.Model):
    """Kind letter: the draft is built, approved if needed, read again, and handed over."""

    _inherit = "debt.action"

    # act
    def _run_letter(self, now):
        """Build the drafts; then each waits for approval or for its hour."""
        day = self._local_day(now)
        actions = self - self._too_late(day)
        actions -= actions._reread(day)["empty"]
        actions -= actions._choose_channels(day)
        actions -= actions._refuse_register(day)
        renewed = actions.filtered(lambda action: action.letter_id.state == "draft")
        if renewed:
            renewed.letter_id._rebuild(day)
        if actions - renewed:
            self.env["debt.letter"]._build(actions - renewed, day)
        actions.letter_id._ask_for_copies()
        actions.write({"acted_on": now, "waits_for": False})
        actions._ask_or_queue(now)

    def _too_late(self, day):
        """A reminder before the due date says nothing any more once the date has passed: cancel and
        return.
        """
        late = self.filtered(
            lambda action: (
                action._is_before_due()
                and any(due < day for due in action._demanded().mapped("date_due") if due)
            )
        )
        if late:
            late._cancel("too_late")
        return late

    def _is_before_due(self):
        """Tell whether this is a reminder of a day still to come."""
        if self.kind == "letter":
            return self.letter_type_id.rank == "0_reminder"
        return self.step_id.anchor == "due" and self.step_id.offset < 0

    # render
    def _render_drafts(self):
        """Make the missing PDFs, many in one call of the renderer and without holding any lock."""
        drafts = self.letter_id.filtered(lambda letter: letter.state == "draft")
        letters = drafts.filtered(lambda letter: letter.has_pdf and not letter.attachment_id)
        self.filtered(lambda action: action.letter_id in letters)._isolated("_render_letter")
        drafts._make_copies()

    def _render_letter(self, _now=None):
        for letter in self.letter_id._render_pdfs():
            letter.action_id._fail(letter.error or self.env._("The PDF could not be made."))

    # send
    def _send_letter(self, now):
        """Hand over what is due: e-mails to Odoo's queue, paper to the list "To print"."""
        day = self._local_day(now)
        actions = self - self._wait_for_window(now)
        actions -= actions._too_late(day)
        changes = actions._reread(day)
        actions -= changes["empty"]
        # a renewed draft leaves with a new PDF, in the next round of this cron
        actions -= actions._renew(changes, day, dated=True)
        actions -= actions._choose_channels(day)
        actions -= actions._refuse_register(day)
        actions._hand_over(now, day)

    def _wait_for_window(self, now):
        """Put actions outside the contact hours of their way off to the next ones; return these."""
        late = self.browse()
        kinds = {action: action._window_kind() for action in self}
        moments = {}
        for action in self.filtered(lambda action: kinds[action]):
            partner = action.debtor_id.partner_id
            key = (partner.country_id, kinds[action])
            if key not in moments:
                moments[key] = self.env["debt.calendar"]._next_window(
                    action.company_id, partner, kinds[action], now
                )
            if moments[key] > now:
                action._wait_until(moments[key])
                late |= action
        return late

    def _wait_until(self, moment):
        """Put sending off to `moment` (UTC) and say so."""
        local = self.env["debt.calendar"]._local(self.company_id, moment)
        data = {"date": local.date().isoformat(), "time": local.strftime("%H:%M")}
        self.write({"not_before": moment, "waits_for": "hours", "waits_data": data})

    def _window_kind(self):
        """Return whose contact hours apply: "email", "phone", or False for paper."""
        if self.kind == "sms":
            return "phone"
        return next(filter(None, (channel._window() for channel in self.channel_ids)), False)

    def _hand_over(self, now, day):
        """Letters whose amounts were just confirmed leave by each of their channels, in one
        transaction with their state.

        A letter that left by one channel is final and moves its items on; its action ends once no
        channel waits for a person (paper that is still to be posted).
        """
        left = waiting = self.browse()
        for channel in self.channel_ids.sorted():
            actions = self.filtered(lambda action, one=channel: one in action.channel_ids)
            gone = actions.letter_id._leave_by(channel, now).action_id
            left, waiting = left | gone, waiting | (actions - gone)
        left.letter_id._finalize(day)
        left._advance_items(day)
        (left - waiting)._done(now)

    def _posted(self, now, day):
        """Letters of these actions were handed to the post on `day`: they are done, their items
        move on.
        """
        self.filtered(lambda action: not action.letter_id.sent_on)._advance_items(day)
        self._done(now)

    def action_preview_letter(self):
        """Open the letter with its PDF."""
        self.ensure_one()
        return self.letter_id._get_records_action(name=self.env._("Letter"))

    def _window_start(self, now):
        """Return the earliest moment at which this action's letter may leave (UTC)."""
        kind = self._window_kind()
        moment = now
        if kind:
            moment = self.env["debt.calendar"]._next_window(
                self.company_id, self.debtor_id.partner_id, kind, now
            )
        return max(moment, self.not_before or moment, fields.Datetime.to_datetime(now))
