from datetime import date

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

# as far back as claims may still be sued for, with room
SHOWN_YEARS = 6


class DebtInterestRule(models.Model):
    """What the page of a rule shows beside its fields: the rate of a day, and all of them."""

    _inherit = "debt.interest.rule"

    probe_date = fields.Date(
        "Rate on", compute="_compute_probe_date", store=False, readonly=False, copy=False
    )
    probe_text = fields.Char("Rate", compute="_compute_probe_text")
    rate_today = fields.Char(compute="_compute_rate_today")
    rates_html = fields.Html("Rates", compute="_compute_rates_html", sanitize=False)
    rates_warning = fields.Char(compute="_compute_rates_warning")

    def _compute_probe_date(self):
        self.probe_date = fields.Date.context_today(self)

    @api.depends("probe_date", "period_ids.sentence", "cap_rule_id", "contract_id.has_floor")
    def _compute_probe_text(self):
        for rule in self:
            rule.probe_text = rule._probe(rule.probe_date) if rule.probe_date else False

    def _compute_rate_today(self):
        today = fields.Date.context_today(self)
        for rule in self:
            percent = rule._percent_on(today)
            known = percent is not None
            rule.rate_today = rule._percent_text(percent) if known else self.env._("not known")

    def _probe(self, day):
        percent = self._percent_on(day)
        return self._missing_text(day) if percent is None else self._percent_text(percent)

    def _percent_text(self, percent):
        return f"{formatLang(self.env, float(percent), digits=2)}%"

    @api.depends("period_ids.sentence", "cap_rule_id", "contract_id.has_floor")
    @api.depends_context("lang")
    def _compute_rates_html(self):
        today = fields.Date.context_today(self)
        for rule in self:
            rule.rates_html = rule._rates_table(today) if rule.period_ids else False

    def _rates_table(self, today):
        """Return the rates of the last years, newest first, as a table for people."""
        if self._is_locked():
            return Markup("<p>%s</p>") % self.env._(
                "The rate differs by claim: it is set once for the whole delay."
            )
        end = date(today.year, 6, 30) if today.month < 7 else date(today.year, 12, 31)
        rates = self._dated_rates(date(today.year - SHOWN_YEARS, 1, 1), end)
        row = Markup("<tr><td>%s</td><td>%s</td><td class='text-end'>%s</td></tr>")
        rows = [
            row
            % (
                format_date(self.env, rate.start),
                "" if rate.end == end else format_date(self.env, rate.end),
                self._percent_text(rate.percent),
            )
            for rate in reversed(rates)
        ]
        titles = (self.env._("From"), self.env._("To"), self.env._("Rate"))
        head = Markup("<thead><tr><th>%s</th><th>%s</th><th class='text-end'>%s</th></tr></thead>")
        return Markup("<table class='table table-sm w-auto'>%s<tbody>%s</tbody></table>") % (
            head % titles,
            Markup("").join(rows),
        )

    @api.depends("period_ids.index_id.verified_on", "cap_rule_id")
    def _compute_rates_warning(self):
        today = fields.Date.context_today(self)
        for rule in self:
            rules = rule | rule.cap_rule_id | rule.contract_id._floor_rule()
            rule.rates_warning = rules._stale_text(today)

    def _stale_text(self, day):
        """Return a warning if an index these rules follow wasn't verified for long, else False."""
        in_force = self.period_ids.filtered(lambda period: period._covers(day))
        for index in in_force.index_id:
            if index._is_stale_on(day):
                return index._stale_text()
        return False
