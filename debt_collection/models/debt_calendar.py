from datetime import timedelta
from functools import lru_cache

import holidays
import pytz

from odoo import api, fields, models

from ..tools import business_days

# of a cron's environment nothing is known about time; the add-on starts from Poland
DEFAULT_TZ = "Europe/Warsaw"


@lru_cache(maxsize=1024)
def _country_holidays(code, year):
    """Public holidays of a country (ISO code) in a year; none where the library knows none."""
    try:
        return frozenset(holidays.country_holidays(code, years=year))
    except NotImplementedError:
        return frozenset()


class DebtCalendar(models.AbstractModel):
    """Local days and hours of a company, days off of countries: the one reader of the clock."""

    _name = "debt.calendar"
    _description = "Working Days and Delivery Hours"

    @api.model
    def _timezone(self, company):
        return pytz.timezone(company.partner_id.tz or DEFAULT_TZ)

    @api.model
    def _local(self, company, utc_now):
        """Return the company's local time (naive) of a naive UTC datetime."""
        return pytz.utc.localize(utc_now).astimezone(self._timezone(company)).replace(tzinfo=None)

    @api.model
    def _utc(self, company, local):
        """Return naive UTC of a naive local time; an hour skipped in spring moves forward."""
        zone = self._timezone(company)
        aware = zone.normalize(zone.localize(local, is_dst=False))
        return aware.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _now(self, company):
        """Return the company's local time now (naive)."""
        return self._local(company, fields.Datetime.now())

    @api.model
    def _holidays(self, country, first_year, last_year):
        """Return the public holidays (frozenset) of a `res.country`, which may be empty."""
        if not country.code:
            return frozenset()
        return frozenset().union(
            *(_country_holidays(country.code, year) for year in range(first_year, last_year + 1))
        )

    @api.model
    def _company_holidays(self, company, day):
        """Return the company's days off around `day`: enough to roll or to add a year."""
        country = company.country_id or company.partner_id.country_id
        return self._holidays(country, day.year - 1, day.year + 2)

    @api.model
    def _delivery_holidays(self, company, partner, day):
        """Return the days on which nothing is sent to `partner`: days off of both countries."""
        return self._company_holidays(company, day) | self._holidays(
            partner.country_id, day.year - 1, day.year + 2
        )

    @api.model
    def _add_working_days(self, company, day, count):
        """Return the `count`-th working day after `day` in the company's country."""
        return business_days.add_working(day, count, self._company_holidays(company, day))

    @api.model
    def _next_window(self, company, partner, channel_kind, utc_now):
        """Return the earliest moment (naive UTC) from `utc_now` on at which something may go out.

        :param channel_kind: "email" or "phone" (SMS, calls): whose hours count, local time.
        """
        opens = company[f"debt_{channel_kind}_from"]
        closes = company[f"debt_{channel_kind}_until"]
        local = self._local(company, utc_now)
        off = self._delivery_holidays(company, partner, local.date())
        window = business_days.next_window(local, opens, closes, off)
        # the autumn hour exists twice: don't send the first one back to the second
        return utc_now if window == local else max(utc_now, self._utc(company, window))

    @api.model
    def _in_window(self, company, partner, channel_kind, utc_now):
        """Tell whether something may go out at `utc_now`."""
        moment = self._next_window(company, partner, channel_kind, utc_now)
        return moment - utc_now < timedelta(seconds=1)

    @api.model
    def _for_company(self, records, company):
        """Return `records` in the company's environment: a cron has none of its own."""
        partner = company.partner_id
        return records.with_company(company).with_context(
            tz=partner.tz or DEFAULT_TZ, lang=partner.lang
        )

    @api.model
    def _effective_due(self, company, dates):
        """Return {date: effective due date}: days off move to the next working day (KC 115)."""
        dates = set(dates)
        if not dates or not company.debt_due_roll:
            return {date: date for date in dates}
        country = company.country_id or company.partner_id.country_id
        off = self._holidays(country, min(dates).year, max(dates).year + 1)
        return {date: business_days.roll_forward(date, off) for date in dates}
