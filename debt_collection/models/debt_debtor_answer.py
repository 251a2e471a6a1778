from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from .debt_promise_portal import ASKED


class DebtDebtor(models.Model):
    """What a customer tells us on his page: each answer stops what it concerns, at once.

    Called for visitors, so in superuser mode: who may is checked by the controller. Each returns
    (code, data) for `_answer_text`: what is kept is in the company's language, what he is told in
    his own.
    """

    _inherit = "debt.debtor"

    def _answer_items(self, line_ids, day):
        """Return the `debt.item` of these journal items of his; of none, what is overdue.

        :raise UserError: nothing of his that is open
        """
        lines = self._statement_moves()[self].filtered(lambda line: line.amount_residual > 0)
        # all he owes: what he doesn't speak of goes on in the same case
        items = self.env["debt.item"]._get_or_create(lines)
        if line_ids:
            items = items.filtered(lambda item: item.move_line_id.id in line_ids)
        items -= self._barred_items(items, day) | items._agreed(day)
        if not line_ids:
            items = items.filtered(lambda item: item.date_due < day) or items
        if not items:
            raise UserError(self.env._("Choose documents that are still open."))
        return items

    def _answer_case(self, items, day):
        """Return his open case; these items join it and what else is overdue, as by night."""
        case = self._get_or_open_case(day, collector_id=self.collector_id.id)
        loose = [("debtor_id", "=", self.id), ("case_id", "=", False), ("closed_on", "=", False)]
        late = self.env["debt.item"].search([*loose, ("date_due", "<", day)])
        (late | items).filtered(lambda item: not item.case_id).case_id = case
        return case

    def _check_answers(self):
        if self._account_is_silent():
            raise UserError(self.env._("Please contact us about these documents."))

    # "I have paid"

    def _answer_paid(self, visitor, line_ids, paid_on, files=()):
        """He says he has paid: letters wait for the money, somebody looks for it.

        :param visitor: `res.partner` who says so
        :param paid_on: the day he names, or False
        :param files: [(name, content, type)], checked
        """
        day = self.company_id._debt_today()
        if paid_on and paid_on > day:
            raise UserError(self.env._("A payment that was made has a day of today or before."))
        items = self._answer_items(line_ids, day)
        case = self._answer_case(items, day)
        # said again, as a rule with the proof, it is neither looked for twice nor waited for longer
        if fresh := items - self._said_paid(day):
            self._log_paid(case, visitor, fresh, paid_on)
        said = self.env._("On the portal: says he has paid.")
        self._answer_post(case, visitor, said, files, items)
        return "paid", {"days": self.company_id.debt_paid_wait}

    def _said_paid(self, day):
        """Return the items that wait for a payment he has reported."""
        holds = self.env["debt.hold"]
        mine = Domain("debtor_id", "=", self.id) & Domain("kind", "=", "payment")
        return holds.search(holds._active_domain(day) & mine).item_id

    def _log_paid(self, case, visitor, items, paid_on):
        self.env["debt.action"]._log_contact(
            self,
            case,
            {
                "contact_channel": "portal",
                "contact_result": "paid",
                "contact_partner_id": visitor.id,
                "is_incoming": True,
                "user_id": case.collector_id.id,
                "prepared_by_id": False,
                "outcome": ", ".join(items.mapped("name")),
            },
            {"paid_on": paid_on, "item_ids": items.ids},
        )

    # "I will pay on"

    def _answer_promise(self, visitor, line_ids, date):
        """He names the day on which he pays, see `debt.promise._make`."""
        self._check_answers()
        day = self.company_id._debt_today()
        items = self._answer_items(line_ids, day)
        case = self._answer_case(items, day)
        promises = self.env["debt.promise"]._make(
            case,
            {
                "date": date,
                "item_ids": items.ids,
                "channel": "portal",
                "promised_by": visitor.id,
                "user_id": False,
            },
        )
        if ASKED not in promises.mapped("state"):
            return "promise", {"date": date}
        said = self.env._("On the portal: asks to pay by %(date)s.", date=self._local_day(date))
        self._answer_post(case, visitor, said, (), items)
        return "asked", {}

    # "I dispute this"

    def _answer_dispute(self, visitor, line_ids, reason, note, files=()):
        """He contests documents: they wait until he is answered.

        :param reason: key of `debt.dispute.reason`
        """
        if not line_ids:
            raise UserError(self.env._("Choose the documents you don't agree with."))
        if not (note or "").strip():
            raise UserError(self.env._("Tell us in a few words what is wrong."))
        if reason not in dict(self.env["debt.dispute"]._fields["reason"].selection):
            raise UserError(self.env._("Choose a reason."))
        day = self.company_id._debt_today()
        items = self._answer_items(line_ids, day)
        case = self._answer_case(items, day)
        attachments = self.env["ir.attachment"].create(file_vals(files))
        disputes = self.env["debt.dispute"]._make(
            case,
            {
                "lines": [(item, 0) for item in items],
                "reason": reason,
                "note": note,
                "user_id": (case.collector_id or self.company_id.debt_head_id).id,
                "attachment_ids": attachments.ids,
            },
        )
        self._answer_post(
            case, visitor, self.env._("On the portal: contests documents."), (), items
        )
        names, last = ", ".join(disputes.mapped("name")), max(disputes.mapped("deadline"))
        return "dispute", {"number": names, "date": last}

    # what he is told

    def _answer_text(self, code, data):
        """Return what happens next, in the language of the context.

        :param code, data: what an answer has returned
        """
        _ = self.env._
        texts = {
            "paid": _(
                "Thank you. We are looking for your payment and send no reminders meanwhile. "
                "Should it not be found within %(days)s working days, we will contact you."
            ),
            "promise": _(
                "Thank you. We have noted that you pay by %(date)s and send no reminders until "
                "then."
            ),
            "asked": _(
                "Thank you. We will answer you soon whether we agree to that day; until then we "
                "send you no reminders."
            ),
            "dispute": _(
                "Thank you. Your complaint has number %(number)s; we will answer it by %(date)s. "
                "The amounts in question wait until then."
            ),
            "plan": _(
                "Thank you. We will answer your proposal soon; you will find the agreement to be "
                "accepted on this page. Until then we send you no reminders."
            ),
            "accepted": _(
                "Thank you. Agreement %(number)s is in force; the first instalment is due on "
                "%(date)s."
            ),
            "confirm": _("Thank you. We have noted your answer; there is nothing more to do."),
        }
        date = data.get("date")
        return texts[code] % {**data, "date": date and self._local_day(date)}

    def _local_day(self, day):
        return format_date(self.env, day)

    # what stays of it on the case

    def _answer_post(self, case, visitor, text, files=(), items=()):
        """Keep the answer and its files in the history of the case, in the visitor's name."""
        names = ", ".join(items.mapped("name")) if items else ""
        case.message_post(
            body=f"{text} {names}".strip(),
            author_id=visitor.id,
            message_type="notification",
            subtype_xmlid="mail.mt_note",
            attachments=[(name, content) for name, content, _type in files],
        )


def file_vals(files):
    """Return values of attachments. :param files: triples (name, bytes, MIME type)"""
    return [
        {"name": name, "raw": content, "mimetype": mimetype, "type": "binary"}
        for name, content, mimetype in files
    ]
