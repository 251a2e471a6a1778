from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ..models.debt_action_contact import MISSED
from .debt_contact_save import NEEDS_CASE

# results that make sense for each way; without a case nothing is owed
NO_CASE = ("no_answer", "call_back", "wrong_number", "other")
WITHOUT = {"email": MISSED, "visit": ("wrong_number",), "other": ("wrong_number",)}


class DebtContact(models.TransientModel):
    """What the dialog says: names of the choices, limits, and what saving will do."""

    _inherit = "debt.contact"

    promise_labels = fields.Json(compute="_compute_labels")
    result_labels = fields.Json(compute="_compute_labels")
    call_url = fields.Char(compute="_compute_call_url")
    owed = fields.Char("Overdue", compute="_compute_owed")
    warning = fields.Char(compute="_compute_warning")
    hint = fields.Char("What follows", compute="_compute_hint")

    @api.depends("channel", "case_id", "company_id")
    @api.depends_context("lang")
    def _compute_labels(self):
        """{key: label} of the choices to show: days with their date, results of this way."""
        for contact in self:
            days = dict(self._fields["promise_day"]._description_selection(self.env))
            for key, date in contact._handy_days().items():
                days[key] = contact._day_label(key, days[key], date)
            contact.promise_labels = days
            results = dict(self._fields["result"]._description_selection(self.env))
            # their own rows ask for a day and a reason
            hidden = {"promise", "dispute", *WITHOUT.get(contact.channel, ())}
            if not contact.case_id:
                hidden |= results.keys() - {*NO_CASE, *(NEEDS_CASE if contact.is_late else ())}
            if contact.channel == "visit":
                results["no_answer"] = self.env._("Not met")
            contact.result_labels = {k: v for k, v in results.items() if k not in hidden}

    def _day_label(self, key, label, date):
        """Return "Friday 27.11"; a tomorrow that is a day off is called by its weekday."""
        if key == "tomorrow" and (date - self._today()).days > 1:
            label = format_date(self.env, date, date_format="EEEE").capitalize()
        return f"{label} {date.day}.{date.month:02d}"

    @api.depends("number", "company_id")
    def _compute_call_url(self):
        for contact in self:
            partner, company = contact.partner_id, contact.company_id
            number = contact.number and partner._debt_number(company, contact.number)
            contact.call_url = company._debt_call_url(number)

    @api.depends("case_id")
    @api.depends_context("lang")
    def _compute_owed(self):
        """What is overdue and since when, per currency: what the call is about."""
        for contact in self:
            day = contact._today()
            items = contact.case_id._overdue_items(day)
            amounts = [
                format_amount(self.env, sum(same.mapped("amount_residual")), currency)
                for currency, same in items.grouped("currency_id").items()
            ]
            contact.owed = contact._owed_without_case(day)
            if items:
                contact.owed = self.env._(
                    "%(amounts)s, documents: %(count)s, the oldest %(days)s days late",
                    amounts=self.env._(" and ").join(amounts),
                    count=len(items),
                    days=(day - min(items.mapped("date_due"))).days,
                )

    def _owed_without_case(self, day):
        """What nobody watches yet, in company currency; or False."""
        late = not self.case_id and self.debtor_id._live_overdue(day).get(self.debtor_id)
        return late and self.env._(
            "%(amount)s, the oldest %(days)s days late",
            amount=format_amount(self.env, late.amount, self.company_id.currency_id),
            days=late.days,
        )

    @api.depends("channel", "contact_partner_id", "is_incoming")
    @api.depends_context("lang")
    def _compute_warning(self):
        """Why a contact of ours now isn't as agreed; the customer may call us whenever he wants."""
        Reason = self.env["debt.reason"]
        for contact in self:
            limits = []
            if contact.partner_id and not (contact.is_incoming and contact.channel == "call"):
                limits = self.env["debt.debtor"]._contact_limits(
                    contact.company_id,
                    contact.partner_id,
                    contact.contact_partner_id,
                    contact.channel,
                    fields.Datetime.now(),
                )
            contact.warning = "; ".join(Reason._text(code, data) for code, data in limits)

    # the live sentence

    @api.depends("result", "promise_date", "follow_on", "dispute_deadline", "item_ids", "amount")
    @api.depends_context("lang")
    def _compute_hint(self):
        for contact in self:
            build = contact.result and getattr(contact, f"_hint_{contact.result}")
            contact.hint = build() if build else False

    def _date(self, date):
        return format_date(self.env, date)

    def _hint_promise(self):
        if not self.promise_date:
            return False
        back = self.env["debt.promise"]._judged_on(self.company_id, self.promise_date)
        if not self.case_id:
            return self.env._(
                "A case opens with all that is overdue; what is promised comes back to you on"
                " %(back)s, if it isn't paid.",
                back=self._date(back),
            )
        text = self.env._(
            "%(amount)s by %(date)s. Nothing is sent about it; if it isn't paid, the case comes"
            " back to you on %(back)s.",
            amount=format_amount(self.env, self.amount, self.currency_id),
            date=self._date(self.promise_date),
            back=self._date(back),
        )
        return f"{text} {self._waits()}".strip()

    def _waits(self):
        """Name the next step that what is agreed now holds up."""
        item = self.item_ids.filtered(lambda i: i.next_step_id and i.next_date)
        item = item.sorted(lambda i: (i.next_date, i.id))[:1]
        if not item:
            return ""
        return self.env._(
            "Waits: %(step)s, %(date)s.",
            step=item.next_step_id.name,
            date=self._date(item.next_date),
        )

    def _hint_dispute(self):
        return self.env._(
            "The disputed amount waits for the answer, due on %(date)s; the rest goes on.",
            date=self._date(self.dispute_deadline),
        )

    def _hint_paid(self):
        company = self.company_id
        until = self.env["debt.calendar"]._add_working_days(
            company, company._debt_today(), company.debt_paid_wait
        )
        return self.env._(
            "Nothing is sent until %(date)s; then you are asked to look for the payment.",
            date=self._date(until),
        )

    def _hint_plan(self):
        return self.env._("The agreement opens after saving.")

    def _hint_call_back(self):
        return self.follow_on and self.env._(
            "You call again on %(date)s.", date=self._date(self.follow_on)
        )

    def _hint_no_answer(self):
        missed = self.env["debt.action"]._missed_in_row(
            self.company_id, self.partner_id, self.case_id, self.channel
        )
        limit, count = self.company_id.debt_call_attempts, missed + 1
        if (limit and count >= limit) or not self.follow_on:
            return self.env._(
                "Attempt %(count)s without an answer: this call is closed, the strategy goes on.",
                count=count,
            )
        return self.env._(
            "Attempt %(count)s; you try again on %(date)s.",
            count=count,
            date=self._date(self.follow_on),
        )

    def _hint_wrong_number(self):
        return self.env._(
            "The number isn't used any more; a task to find another one is scheduled."
        )

    def _hint_other(self):
        return self._hint_call_back()
