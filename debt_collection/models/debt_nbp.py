import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools import nbp

_logger = logging.getLogger(__name__)

RATES_URL = "https://static.nbp.pl/dane/stopy/stopy_procentowe_archiwum.xml"
MIDS_URL = "https://api.nbp.pl/api/exchangerates/rates/a/{code}/{first}/{last}/?format=json"
# the API answers for at most 367 days at once
MAX_DAYS = 360
# claims become time-barred after three years, counted to the end of the year
HISTORY_DAYS = 4 * 365


class DebtNbp(models.AbstractModel):
    """Fetches the reference rate and the mean rate of the euro from the National Bank of Poland.

    Off by default; addresses are settings. A document that can't be true changes nothing.
    """

    _name = "debt.nbp"
    _description = "Rates of the National Bank of Poland"

    @api.model
    def _cron_fetch(self):
        self._fetch(fields.Date.context_today(self.with_context(tz="Europe/Warsaw")))

    @api.model
    def _fetch(self, today):
        """Fetch both lists; one that fails doesn't stop the other.

        Returns [(whether it worked, what happened, for people)].
        """
        results = []
        for fetch in (self._fetch_reference, self._fetch_mids):
            try:
                with self.env.cr.savepoint():
                    results.append((True, fetch(today)))
            except UserError as error:
                _logger.warning("NBP: %s", error)
                results.append((False, str(error)))
        self._note(results)
        return results

    def _note(self, results):
        index = self._reference_index()
        index.fetched_on = fields.Datetime.now()
        index.fetch_result = "\n".join(text for _worked, text in results)
        index.fetch_failed = not all(worked for worked, _text in results)

    def _reference_index(self):
        return self.env["debt.interest.index"].search([("code", "=", "nbp_ref")])

    # reference rate ------------------------------------------------------------------------------

    def _fetch_reference(self, today):
        """Add new values of the reference rate. Returns what was found, for people."""
        index = self._reference_index()
        if not index:
            raise UserError(self.env._("There is no index with the code nbp_ref."))
        url = self._url("debt_collection.nbp_rates_url", RATES_URL)
        content = self._get(url)
        # decisions come into force within days; anything later is an error
        rates = self._read(nbp.reference_rates, url, content, today + timedelta(days=62))
        new = self._new_rates(index, rates, url)
        values = [{"date": day, "value": float(percent), "source": url} for day, percent in new]
        index._add_values(values, today)
        if not new:
            return self.env._(
                "NBP reference rate: no change, %(percent)s%% since %(day)s.",
                percent=index.current_value,
                day=format_date(self.env, index.current_date),
            )
        return self.env._(
            "NBP reference rate: added %(rates)s.",
            rates=", ".join(f"{format_date(self.env, day)} {percent}%" for day, percent in new),
        )

    def _new_rates(self, index, rates, url):
        """Return the published changes that aren't known. Raises UserError if the lists differ."""
        known = dict(index._values())
        published = self._changes(rates)
        newest = max(known, default=nbp.FIRST_DAY)
        old = {day: percent for day, percent in published if day <= newest}
        # the current document has the newest rate only
        start = published[0][0]
        differing = {
            day
            for day in old.keys() | known.keys()
            if day >= start and old.get(day) != known.get(day)
        }
        if known and differing:
            raise UserError(
                self.env._(
                    "%(url)s differs from the list of %(index)s on %(days)s. Compare them and "
                    "correct the wrong one; nothing was changed.",
                    url=url,
                    index=index.name,
                    days=", ".join(format_date(self.env, day) for day in sorted(differing)[:5]),
                )
            )
        return [(day, percent) for day, percent in published if day not in known]

    def _changes(self, rates):
        """Leave out entries that repeat the rate before (other NBP rates changed on that day)."""
        changes = []
        for day, percent in rates:
            if not changes or changes[-1][1] != percent:
                changes.append((day, percent))
        return changes

    # mean rates of the euro ----------------------------------------------------------------------

    def _fetch_mids(self, today, code="EUR"):
        """Add missing mean rates of a currency. Returns what was found, for people."""
        currency = self.env["res.currency"].with_context(active_test=False)
        currency = currency.search([("name", "=", code)], limit=1)
        rates = self.env["debt.exchange.rate"]
        newest = rates.search([("currency_id", "=", currency.id)], limit=1).date
        first = newest + timedelta(days=1) if newest else today - timedelta(days=HISTORY_DAYS)
        count = 0
        while first <= today:
            last = min(first + timedelta(days=MAX_DAYS - 1), today)
            count += len(self._fetch_mids_between(currency, first, last))
            first = last + timedelta(days=1)
        return self.env._("NBP mean rates of %(code)s: %(count)s added.", code=code, count=count)

    def _fetch_mids_between(self, currency, first, last):
        template = self._url("debt_collection.nbp_mids_url", MIDS_URL)
        try:
            url = template.format(code=currency.name.lower(), first=first, last=last)
        except (KeyError, IndexError, ValueError):
            raise UserError(
                self.env._(
                    "The address of NBP exchange rates must contain {code}, {first} and {last}."
                )
            ) from None
        content = self._get(url, none_on_404=True)
        if content is None:
            return []
        found = self._read(nbp.mids, url, content, currency.name, last)
        return self.env["debt.exchange.rate"].create(
            [
                {
                    "currency_id": currency.id,
                    "date": day,
                    "mid": float(mid),
                    "table_no": table_no,
                    "source": url,
                }
                for day, mid, table_no in found
                if day >= first
            ]
        )
