import logging

from odoo import Command, api, fields, models
from odoo.fields import Domain

from .debt_action_channel import Known
from .debt_reason import REASONS, TITLES, _lt

_logger = logging.getLogger(__name__)

# what tells that the address is wrong; trouble with our own mail server says nothing about it
BACK = ("bounce", "exception")
WRONG_ADDRESS = ("mail_bounce", "mail_email_invalid", "mail_email_missing")

REASONS["came_back"] = _lt("E-mail %(letter)s didn't reach the customer: sent by another way")
TITLES["came_back"] = _lt("E-mail came back")


class DebtAction(models.Model):
    _inherit = "debt.action"

    replaces_id = fields.Many2one(
        "debt.letter",
        "Instead of",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        help="The letter that came back and goes another way.",
    )

    def _next_way(self, day):
        """Return the channel by which the letter of this done action can still go, or none."""
        known = Known(
            self.debtor_id._blocked_emails(),
            self._post_minimums(day)[self.company_id, self.task_id],
        )
        asked, instead = self._asked_channels()
        left = (asked | instead) - self.letter_id.channel_ids
        return self._first_channel(left, known)[0]

    def _send_again(self, channel, day):
        """Plan the letter of this done action anew, by `channel`, for what is still owed of it.

        Its consent stays good for it as long as no more is demanded.

        :return: the new action, none when nothing is owed any more or all of it is held: then the
            letter goes again when the hold ends
        """
        steps = {line.item_id.id: line.step_id.id for line in self._demanded()}
        items = self._demanded_items().filtered(
            # a later letter has gone out meanwhile: nothing to repeat
            lambda item: not item.closed_on and item.step_id.id == steps[item.id]
        )
        nets = self._live_nets(self.company_id, day, self.partner_id)
        lines = items._prepare_demand_lines(nets, day)
        held = [item for item in items if (net := nets.get(item._key())) and net.hold_reason]
        # sudo: what became of a letter is written by methods only
        self.letter_id.sudo().goes_again = bool(held and not lines)
        if not lines:
            return self.browse()
        for line in lines:
            if line["role"] == "demanded":
                line["step_id"] = steps.get(line["item_id"])
        return self.case_id._new_action(day, self._prepare_again_vals(channel), lines)

    def _prepare_again_vals(self, channel):
        same = ("kind", "phase")
        records = ("step_id", "letter_type_id", "run_id", "plan_id", "user_id")
        if not self.letter_id.is_edited:
            # the consent was given to this text
            same += ("approval_role", "approved_on", "approved_amounts")
            records += ("approved_by_id",)
        return {
            **{name: self[name] for name in same},
            **{name: self[name].id for name in records},
            "channel_ids": [Command.set(channel.ids)],
            "replaces_id": self.letter_id.id,
            "reason": "came_back",
            "reason_data": {"letter": self.letter_id.name},
        }


class DebtLetter(models.Model):
    """E-mails that came back: the letter goes the customer's next way at once."""

    _inherit = "debt.letter"

    goes_again = fields.Boolean(
        "Goes another way after the hold",
        readonly=True,
        copy=False,
        help="It came back while everything was held; it is sent again when the hold ends.",
    )
    _going_again = models.Index("(company_id) WHERE goes_again")

    @api.model
    def _send_returned_again(self, company, now):
        """Take up the e-mails of a company that came back since the last call."""
        day = self.env["debt.calendar"]._local(company, now).date()
        # before those that come back only now: each is tried once
        waiting = self.search([("company_id", "=", company.id), ("goes_again", "=", True)])
        returned = self.search(self._came_back_domain(company))
        for letter in waiting:
            letter._safely("_go_again", day)
        for letter in returned.filtered(lambda one: one._has_wrong_address()):
            letter._safely("_came_back", day)

    def _safely(self, method, day):
        """One customer's letter mustn't stop those of the others."""
        try:
            with self.env.cr.savepoint():
                getattr(self, method)(day)
        except Exception:
            _logger.exception("Collection: %s couldn't go another way", self.name)

    @api.model
    def _came_back_domain(self, company):
        wrong = Domain("notification_status", "in", BACK) & Domain(
            "failure_type", "in", WRONG_ADDRESS
        )
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "final")
            & Domain("returned_on", "=", False)
            & Domain("withdrawn_on", "=", False)
            & Domain("message_id.notification_ids", "any!", wrong)
        )

    def _has_wrong_address(self):
        """Tell whether the recipient's address is what kept the e-mail from him."""
        mine = self._email_notification()
        return mine.notification_status in BACK and mine.failure_type in WRONG_ADDRESS

    def _came_back(self, day):
        """Note that the e-mail didn't arrive and send the letter the next way.

        One that leaves by other ways as well is on its way already.
        """
        if set(self.channel_ids.mapped("code")) != {"email"}:
            return
        # some servers say so only after the days in which no answer counts as delivery
        self._note_down({"delivered_on": False})
        self._mark_returned(day)
        if self._may_go_again():
            self._go_again(day)

    def _go_again(self, day):
        """Send this letter the next way, if there is one and it hasn't been withdrawn since."""
        channel = not self.withdrawn_on and self.action_id._next_way(day)
        if not channel:
            self._note_down({"goes_again": False})
        elif self.action_id._send_again(channel, day):
            self.env.ref("debt_collection.ir_cron_act")._trigger()

    def _may_go_again(self):
        """Tell whether another way may be taken without asking: a step's letter, the first time."""
        action = self.action_id
        is_first = action.kind == "letter" and action.step_id and not action.replaces_id
        return is_first and self._has_wrong_address()

    @api.model
    def _build(self, actions, today):
        letters = super()._build(actions, today)
        for letter in letters.filtered("action_id.replaces_id"):
            # sudo: what became of a letter is written by methods only
            letter.action_id.replaces_id.sudo().replaced_by_id = letter
        return letters

    def _prepare_letter_vals(self, action, contact, today):
        """A letter that goes another way gives as many days as the first one."""
        values = super()._prepare_letter_vals(action, contact, today)
        if days := action.replaces_id.deadline_days:
            unknown = values["deadline_days"] and not values["deadline"]
            values["deadline_days"] = days
            values["deadline"] = self._deadline(action.company_id, today, 0 if unknown else days)
        return values
