from itertools import takewhile

from odoo import api, fields, models
from odoo.tools import format_date

from .debt_action_channel import ADDRESS_FIELDS


class DebtAction(models.Model):
    """What follows from a contact: one method `_contact_<result>(details, day)` for each result.

    `details` holds what the result needs, `day` is the local date of the contact.
    """

    _inherit = "debt.action"

    def _contact_promise(self, details, day):
        """The customer named a day: details date, amount, currency_id, item_ids,
        waives_interest.
        """
        self.env["debt.promise"]._make(
            self.case_id,
            {
                "date": details["date"],
                "amount": details["amount"],
                "currency_id": details["currency_id"],
                "item_ids": details["item_ids"],
                "promised_by": self.contact_partner_id.id,
                "channel": self.contact_channel,
                "note": self.outcome,
                "user_id": self.env.uid,
                "waives_interest": details.get("waives_interest"),
            },
        )

    def _contact_dispute(self, details, day):
        """He contests documents: details reason, lines [(item id, amount or 0)], deadline."""
        self.env["debt.dispute"]._make(
            self.case_id, {**details, "note": self.outcome, "user_id": self.env.uid}
        )

    def _contact_plan(self, details, day):
        """He asks for instalments: whoever saves the contact goes on in the agreement's dialog."""

    def _contact_paid(self, details, day):
        """He has paid, he says: letters wait for the money some days, then somebody looks.

        details: paid_on, item_ids (none: all), attachment {name, raw} as a proof
        """
        company = self.company_id
        until = self.env["debt.calendar"]._add_working_days(company, day, company.debt_paid_wait)
        reason = self.env._(
            "Paid on %(date)s by the words of %(name)s.",
            date=format_date(self.env, details.get("paid_on") or day),
            name=self.contact_partner_id.name or self.partner_id.name,
        )
        self.env["debt.hold"].create(
            [
                {**target, "kind": "payment", "date_until": until, "reason": reason}
                for target in self._hold_targets(details.get("item_ids") or [], day)
            ]
        )
        if details.get("attachment"):
            self._attach_proof(details["attachment"])
        self._plan_task(
            "task",
            self.env["debt.calendar"]._add_working_days(company, until, 1),
            self.env._("Has the announced payment come?"),
        )

    def _hold_targets(self, item_ids, day):
        """Values of holds: of the case when all that is overdue is meant, else of the items."""
        base = {
            "company_id": self.company_id.id,
            "debtor_id": self.debtor_id.id,
            "case_id": self.case_id.id,
            "date_from": day,
        }
        if not item_ids or set(self._overdue_items().ids) <= set(item_ids):
            return [base]
        return [{**base, "item_id": item_id} for item_id in item_ids]

    def _overdue_items(self):
        """Return what was overdue in the case on the day of this contact."""
        return self.case_id._overdue_items(self.date_planned)

    def _attach_proof(self, attachment):
        self.env["ir.attachment"].create(
            {
                "name": attachment["name"],
                "raw": attachment["raw"],
                "res_model": "debt.case",
                "res_id": self.case_id.id,
            }
        )

    def _contact_no_answer(self, details, day):
        """Nobody answered: the call is to be made again, unless it was tried often enough."""
        limit = self.company_id.debt_call_attempts
        again = details.get("follow_on")
        channel = self.contact_channel
        count = self._missed_in_row(self.company_id, self.partner_id, self.case_id, channel)
        if (limit and count >= limit) or not again:
            self.sudo()._end_open_tasks(fields.Datetime.now(), self.what)
        else:
            self._plan_again(again)

    @api.model
    def _missed_in_row(self, company, partner, case, channel):
        """Return how many of the last contacts by `channel` in a row reached nobody."""
        earlier = self.search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("case_id", "=", case.id),
                ("kind", "=", "contact"),
                ("contact_channel", "=", channel),
            ],
            order="done_on desc, id desc",
            limit=20,
        )
        return len(list(takewhile(lambda a: a.contact_result == "no_answer", earlier)))

    def _contact_call_back(self, details, day):
        """He asked to be called another day: details follow_on."""
        self._plan_again(details["follow_on"])

    def _contact_other(self, details, day):
        """Something else: a call only if a day for it was chosen (details follow_on), and if he
        doesn't want calls any more (no_more_calls) that is kept.
        """
        if details.get("no_more_calls"):
            # a collector doesn't edit contacts, but what a person asks of us is to be kept
            (self.contact_partner_id or self.partner_id).sudo().debt_no_call = True
        if details.get("follow_on"):
            self._plan_again(details["follow_on"])

    def _contact_wrong_number(self, details, day):
        """The number is somebody else's: it isn't used again, somebody looks for another one.

        Where that leaves no way at all to reach the customer, nothing is sent until it is found.
        """
        contact = self.contact_partner_id or self.partner_id
        (contact | self.partner_id)._debt_mark_wrong(self.contact_number)
        if not self.case_id:
            self._plan_again(self._deadline(day, 2))
            return
        text = self.env._("Wrong number: %(number)s", number=self.contact_number or "")
        # the task may be another's
        self.sudo()._schedule("activity_type_address", "collector", day, note=text)
        if not contact.email and not all(self.partner_id[name] for name in ADDRESS_FIELDS):
            base = self._hold_targets([], day)[0]
            self.env["debt.hold"].create({**base, "kind": "address", "reason": text})

    # planned contacts

    def _plan_again(self, day):
        """Put the open call (or visit) of this case off to `day`, or plan one."""
        channel = "visit" if self.contact_channel == "visit" else "call"
        task_sudo = self._open_tasks(channel)[:1]
        if not task_sudo:
            self._plan_task(channel, day)
            return
        task_sudo.date_planned = day
        task_sudo.activity_id.date_deadline = day

    def _plan_task(self, what, day, summary=False):
        """Plan a call, visit or task; for who owes nothing it stands on the customer."""
        user = self.case_id.collector_id or self.env.user
        if not self.case_id:
            # a collector has no write access to customers, only to their tasks
            self.partner_id.sudo().activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=day,
                summary=summary or self.env._("Call back"),
                user_id=user.id,
            )
            return
        # it ends when they are paid, not because they are held meanwhile
        lines = [item._prepare_contact_line(self.date_planned) for item in self._overdue_items()]
        values = {"summary": summary, "user_id": user.id, "acted_on": self.done_on}
        # people don't create actions directly: the caller checked the case
        self.case_id.sudo()._add_action(what, day, self.env.user, values=values, lines=lines)
