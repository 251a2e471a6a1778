from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ..tools import picture, wording
from .debt_debtor_picture_facts import Span

LONG_AGO = fields.Date.to_date("1970-01-01")
MONTHS = 12
CHART = (720, 120)


class DebtDebtor(models.Model):
    """The customer's own picture: is it worth doing business with him, and how does he pay?"""

    _inherit = "debt.debtor"

    picture_html = fields.Html(
        "Profitability", compute="_compute_picture_html", sanitize=False, readonly=True
    )

    @api.depends_context("lang")
    def _compute_picture_html(self):
        pictures = self._pictures()
        for debtor in self:
            debtor.picture_html = self.env["ir.qweb"]._render(
                "debt_collection.debtor_picture", pictures[debtor]
            )

    def _pictures(self):
        """Return {debtor: what the template `debtor_picture` shows}, as of today."""
        pictures = {}
        for company, debtors in self.grouped("company_id").items():
            day = company._debt_today()
            spans = self._picture_spans(day)
            facts = debtors._picture_facts(company, spans)
            pictures |= {debtor: debtor._picture(day, spans, facts[debtor]) for debtor in debtors}
        return pictures

    def _picture(self, day, spans, facts):
        """One customer's picture; `facts`: his of `_picture_facts`."""
        rate = self.company_id.debt_capital_rate
        worths = [
            picture.worth(found, rate, self._days_of(span))
            for span, found in zip(spans, facts, strict=True)
        ]
        return {
            "head": self._picture_head(day),
            "heads": [span.label for span in spans],
            "rows": self._picture_rows(worths),
            "bars": self._picture_bars(day),
            "chart": CHART,
            "facts": self._picture_paying(),
            "sentences": list(self._worth_sentences()),
            "note": self._picture_note(day),
        }

    def _picture_head(self, day):
        return self.env._(
            "%(company)s, as of %(day)s. For internal use.",
            company=self.company_id.name,
            day=format_date(self.env, day),
        )

    def _picture_note(self, day):
        rate = wording.number_text(self.company_id.debt_capital_rate, 1, self._digit_style())
        return self.env._(
            "Cost of delay reckoned at %(rate)s %% a year, as of %(day)s.",
            rate=rate,
            day=format_date(self.env, day),
        )

    def _picture_spans(self, day):
        """The last twelve months, those before, and all that is in the books."""
        first = day - relativedelta(months=MONTHS) + timedelta(1)
        before = first - timedelta(1)
        _ = self.env._
        return [
            Span(_("Last 12 months"), first, day),
            Span(_("12 months before"), first - relativedelta(months=MONTHS), before),
            Span(_("Since the beginning"), LONG_AGO, day),
        ]

    def _days_of(self, span):
        """Days of a period in which he was a customer already; 0 where nobody knows since when."""
        since = self.customer_since
        if span.first == LONG_AGO and not since:
            return 0
        first = max(span.first, since or span.first)
        return max((span.last - first).days + 1, 0)

    def _picture_rows(self, worths):
        """Rows of the table: {label, cells (texts), is_sum, note}."""
        _ = self.env._
        known = worths[-1].known_share
        note = ""
        if known is not None and known < 100:
            note = _("Reckoned from %s %% of his purchases, whose cost is known.", known)
        rows = [
            (_("Turnover without tax"), "turnover", ""),
            (_("Margin"), "margin", note),
            (_("Interest and compensation paid"), "interest", ""),
            (_("Cost of delay"), "delay", _("Money past due x cost of capital.")),
            (_("Cost of collecting"), "collecting", _("Letters, calls, visits and people's time.")),
            (_("What he brings"), "result", ""),
            (_("Of the turnover"), "share", ""),
            (_("Overdue on average"), "late_on_average", ""),
        ]
        return [
            {
                "label": label,
                "note": note,
                "is_sum": name == "result",
                "cells": [self._picture_cell(name, getattr(worth, name)) for worth in worths],
            }
            for label, name, note in rows
        ]

    def _picture_cell(self, name, value):
        """{text, is_loss}; costs carry a minus, as they are taken away."""
        if value is None:
            return {"text": self.env._("not known"), "is_loss": False}
        if name == "share":
            text = f"{wording.number_text(value, 1, self._digit_style())} %"
        else:
            cost = name in ("delay", "collecting") and value
            text = format_amount(self.env, float(-value if cost else value), self.currency_id)
        return {"text": text, "is_loss": name in ("result", "share") and value < 0}

    def _digit_style(self):
        return wording.STYLES.get(wording.language(self.env.lang), wording.STYLES["en"])

    def _picture_paying(self):
        """Pairs of (label, text) for paper: how he pays, and what is open now."""
        pairs = [
            ("days_late_avg", "overdue"),
            ("late_share", "exposure"),
            ("late_trend", "broken_promises"),
        ]
        return [[self._picture_fact(name) for name in pair] for pair in pairs]

    def _picture_fact(self, name):
        field, value = self._fields[name], self[name]
        text = str(value)
        if field.type == "monetary":
            text = format_amount(self.env, value, self.currency_id)
        elif field.type == "float":
            text = wording.number_text(value, 1, self._digit_style())
        return field._description_string(self.env), text

    def _picture_bars(self, day):
        """Average days late of the last twelve months, as bars; none without a payment."""
        found = self.profile_months or {}
        first = day.replace(day=1)
        months = [first - relativedelta(months=back) for back in range(MONTHS - 1, -1, -1)]
        values = [
            (
                format_date(self.env, month, date_format="LLL yy"),
                found.get(fields.Date.to_string(month)),
            )
            for month in months
        ]
        return picture.bars(values, *CHART) if found else []

    @api.readonly
    def action_print_picture(self):
        report = self.env.ref("debt_collection.debtor_picture_report")
        # it has a page of its own: nobody is asked for a layout of letters first
        return report.report_action(self, config=False)
