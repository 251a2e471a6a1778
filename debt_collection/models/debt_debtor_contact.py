from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import business_days
from ..tools.gathering import Wait, capped
from .debt_action_contact import CAUSES
from .debt_reason import REASONS, TITLES, _lt

REASONS.update(
    {
        "calls_all": _lt("%(count)s calls in this case: that is the limit with a consumer"),
        "no_call": _lt("Asked not to be called about payments"),
        "no_sms": _lt("Asked for no SMS about payments"),
        "contact_hours": _lt("Outside the contact hours; the next begin on %(date)s at %(time)s"),
        "visits": _lt("Visit on %(date)s; the next one not before %(date_until)s"),
        "pause_sms": _lt("Last SMS on %(date)s; the next one not before %(date_until)s"),
    }
)
TITLES.update(
    {
        "calls_all": _lt("All calls made"),
        "no_call": _lt("Calls not wished for"),
        "no_sms": _lt("SMS not wished for"),
        "visits": _lt("Pause between visits"),
        "pause_sms": _lt("Pause between SMS"),
    }
)
PAUSE_DAYS = 7
WAYS = ("call", "sms", "email")


class DebtDebtor(models.Model):
    """Contacts with a customer: when and how often they may be, why he pays late."""

    _inherit = "debt.debtor"

    cause = fields.Selection(CAUSES, "Cause of delay", readonly=True)
    cause_on = fields.Date("Cause as of", readonly=True)

    @api.depends(
        *(f"{owner}.debt_no_{way}" for owner in ("partner_id", "contact_id") for way in WAYS)
    )
    def _compute_next_date(self):
        """Wishes not to be contacted are read by the run like the rest."""
        return super()._compute_next_date()

    def action_log_contact(self):
        """Open the dialog that writes down a contact with this customer."""
        return self.env["debt.contact"]._open_for(self)

    def _collections_number(self):
        """Return the phone number of his contact, else his own, in E.164; or False."""
        company = self.company_id
        contact = self._collections_contact()
        return contact._debt_number(company) or self.partner_id._debt_number(company)

    def _refuses(self, channel):
        """Tell whether the customer or his contact doesn't want to be contacted by `channel`."""
        # one after the other: a union would lose the batch
        return self._collections_contact()._debt_refuses(channel) or (
            self.partner_id._debt_refuses(channel)
        )

    @api.model
    def _contact_limits(self, company, partner, contact, channel, now):
        """Return [(reason code, data)]: what speaks against contacting him now; [] when nothing.

        :param partner: the customer; `contact` the person called or visited
        :param channel: call or visit; other ways have no limits of their own here
        :param now: naive UTC
        """
        if channel not in ("call", "visit"):
            return []
        found = []
        if channel == "call" and any(p._debt_refuses("call") for p in (contact, partner)):
            found.append(("no_call", {}))
        Calendar = self.env["debt.calendar"]
        if not Calendar._in_window(company, partner, "phone", now):
            local = Calendar._local(company, Calendar._next_window(company, partner, "phone", now))
            data = {"date": local.date().isoformat(), "time": local.strftime("%H:%M")}
            found.append(("contact_hours", data))
        day = Calendar._local(company, now).date()
        if wait := self._contact_wait(company, partner, channel, day):
            found.append((wait.reason, wait.data))
        return found

    @api.model
    def _contact_wait(self, company, partner, channel, day, attempt=False):
        """Return the Wait (reason, data, day) when he was contacted often enough, or None.

        :param attempt: count a call of `day` that reached nobody, which isn't noted yet
        """
        debtor = self._of(company, partner)
        if not debtor:
            return None
        contacts = debtor._contact_days(channel)
        if attempt and debtor.kind == "consumer":
            contacts = [*contacts, (day, True)]
        days = [moment for moment, _in_case in contacts]
        pause = debtor._open_case().strategy_id.pause_days or PAUSE_DAYS
        if channel == "visit":
            return capped(days, company.debt_visit_cap, pause, day, "visits")
        cap, total = company._debt_call_caps()[debtor.kind == "consumer"]
        if total and sum(in_case for _day, in_case in contacts) >= total:
            return Wait("calls_all", {"count": total}, None)
        return capped(days, cap, pause, day, "calls")

    @api.model
    def _of(self, company, partner):
        """Return the debtor row of a customer in a company, or none."""
        return self.search(
            [("company_id", "=", company.id), ("partner_id", "=", partner.id)], limit=1
        )

    def _contact_days(self, channel):
        """Return [(local date, whether in an open case)] of the calls (or visits) made so far, in
        all companies of one voice.
        """
        self.env["debt.action"].flush_model()
        # whoever speaks with one voice counts the contacts of the others too
        rows = self.env.execute_query(
            SQL(
                """
                SELECT (a.done_on AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
                       COALESCE(c.state = 'open', FALSE)
                  FROM debt_action a
             LEFT JOIN debt_case c ON c.id = a.case_id
                 WHERE a.partner_id = %(partner)s AND a.company_id = ANY(%(companies)s)
                   AND a.state = 'done' AND (%(contacts)s)
                """,
                tz=str(self.env["debt.calendar"]._timezone(self.company_id)),
                partner=self.partner_id.id,
                companies=self.company_id._debt_voices().ids,
                contacts=self.env["debt.action"]._contacts_sql(channel),
            )
        )
        return rows

    @api.model
    def _next_call_day(self, company, partner, day):
        """Return the working day on which to try again after a call of `day` without an answer;
        None: not again.
        """
        wait = self._contact_wait(company, partner, "call", day, attempt=True)
        if wait and not wait.date:
            return None
        holidays = self.env["debt.calendar"]._company_holidays(company, day)
        following = business_days.add_working(day, 1, holidays)
        if not wait:
            return following
        return max(following, business_days.roll_forward(wait.date, holidays))
