from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools import sms_text


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_sms_ascii = fields.Boolean(
        "SMS without Polish letters", default=True, help="160 instead of 70 characters a part."
    )
    debt_sms_name = fields.Char(
        "Name in SMS", help="Empty: the company's name without its legal form."
    )

    def _debt_sms_letters(self, text):
        """Return `text` as it leaves: in one line, without accents if the company wants that."""
        return sms_text.as_sent(text, self.debt_sms_ascii)


class DebtAction(models.Model):
    """Kind sms: handed to Odoo's own queue, in the hours for phone calls, never ahead of its
    letter.
    """

    _inherit = "debt.action"

    # act
    def _run_sms(self, now):
        day = self._local_day(now)
        actions = self - self._too_late(day)
        actions -= actions._reread(day)["empty"]
        actions -= actions._unwanted("sms", day)
        actions -= actions._unreachable(day)
        actions.write({"acted_on": now, "waits_for": False})
        actions._ask_or_queue(now)

    def _unreachable(self, day):
        """End SMS without a number that may be used; return them. Optional ones are skipped without
        a remark.
        """
        numbers = self._sms_numbers()
        blocked = self._blocked_numbers(numbers.values())
        without = self.filtered(lambda action: (numbers[action] or False) in blocked | {False})
        for blocked_ones in (True, False):
            code = "sms_blocked" if blocked_ones else "no_number"
            same = without.filtered(lambda action, one=blocked_ones: bool(numbers[action]) == one)
            optional = same.filtered("task_id.optional")
            if optional:
                optional._skip(code, {}, day)
            for action in same - optional:
                action._fail(self._reason_text(code, {}))
                action._schedule("activity_type_address", "collector", day, note=action.error)
        return without

    def _sms_numbers(self):
        return {action: action.debtor_id._collections_number() for action in self}

    def _blocked_numbers(self, numbers):
        # collectors have no access to the phone blacklist, only to its effect
        blacklist_sudo = self.env["phone.blacklist"].sudo()
        return set(
            blacklist_sudo.search([("number", "in", list(filter(None, numbers)))]).mapped("number")
        )

    # send
    def _send_sms(self, now):
        """Hand over the SMS whose amounts were just confirmed, in one transaction with state."""
        day = self._local_day(now)
        actions = self - self._wait_for_window(now)
        actions -= actions._too_late(day)
        actions -= actions._behind_letter()
        changes = actions._reread(day)
        actions -= changes["empty"]
        actions -= actions._renew(changes, day)
        actions -= actions._unwanted("sms", day)
        actions -= actions._unreachable(day)
        actions._queue_sms()
        actions._advance_items(day)
        actions._done(now)

    def _behind_letter(self):
        """Return the SMS whose letter of the same step hasn't left yet: both are one contact."""
        with_step = self.filtered("step_id")
        letters = with_step._siblings(["letter"]) if with_step else self.browse()
        pending = letters.filtered(
            lambda action: (
                action.state in ("planned", "waiting", "queued", "failed")
                and not action.letter_id.sent_on
            )
        )
        keys = set(pending.mapped(self._step_key))
        return self.filtered(lambda action: self._step_key(action) in keys)

    def _queue_sms(self):
        """Create message, SMS and notification of all these actions, set-wise."""
        bodies, numbers = self._sms_bodies(), self._sms_numbers()
        messages = self._create_sms_messages(bodies)
        texts = self.env["sms.sms"].create(
            [
                {
                    "body": bodies[action],
                    "mail_message_id": message.id,
                    "number": numbers[action],
                    "partner_id": action.debtor_id._collections_contact().id,
                }
                for action, message in zip(self, messages, strict=True)
            ]
        )
        self.env["mail.notification"].create(
            [self._prepare_sms_notification_vals(sms) for sms in texts]
        )
        for action, message in zip(self, messages, strict=True):
            action.sms_message_id = message

    def _sms_bodies(self):
        own = self.filtered("sms_text")
        bodies = {action: action.company_id._debt_sms_letters(action.sms_text) for action in own}
        rest = (self - own).grouped(
            lambda action: action.sms_template_id or action.task_id.sms_template_id
        )
        for template, actions in rest.items():
            if not template:
                raise UserError(self.env._("The step has no SMS text."))
            rendered = template._render_field("body", actions.ids, compute_lang=True)
            for action in actions:
                bodies[action] = action.company_id._debt_sms_letters(rendered[action.id])
        return bodies

    def _create_sms_messages(self, bodies):
        """One message per SMS on the case: evidence of the text, and what delivery reports refer
        to.
        """
        subtype = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")
        return self.env["debt.case"]._message_create(
            [
                {
                    "author_id": action.company_id.partner_id.id,
                    "email_from": action.company_id.partner_id.email_formatted,
                    # nobody answers an SMS by e-mail: no look-up of an alias for each
                    "reply_to": action.company_id.partner_id.email_formatted,
                    "model": "debt.case",
                    "res_id": action.case_id.id,
                    "record_company_id": action.company_id.id,
                    "message_type": "sms",
                    "subtype_id": subtype,
                    "is_internal": True,
                    "body": bodies[action],
                    "partner_ids": action.debtor_id._collections_contact().ids,
                }
                for action in self
            ]
        )

    def _prepare_sms_notification_vals(self, sms):
        return {
            "author_id": sms.mail_message_id.author_id.id,
            "mail_message_id": sms.mail_message_id.id,
            "res_partner_id": sms.partner_id.id,
            "sms_number": sms.number,
            "notification_type": "sms",
            "sms_id_int": sms.id,
            "sms_tracker_ids": [Command.create({"sms_uuid": sms.uuid})],
            "is_read": True,
            "notification_status": "ready",
        }
