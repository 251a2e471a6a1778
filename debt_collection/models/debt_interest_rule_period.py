from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

from ..tools import rates as rate_tools

FIXINGS = [
    ("event", "changes with the index"),
    ("half_year", "set on 1 January and 1 July"),
    ("yearly", "set on 1 January"),
    ("locked_start", "set for the whole delay when it begins"),
    ("locked_payment", "set for the whole delay by the day of payment"),
]


class DebtInterestRulePeriod(models.Model):
    """The formula of a rule in a period: (index + margin) x multiplier, or a fixed percent."""

    _name = "debt.interest.rule.period"
    _description = "Period of an Interest Rule"
    _order = "rule_id, date_from"

    rule_id = fields.Many2one("debt.interest.rule", required=True, index=True, ondelete="cascade")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", help="Last day. Empty: in force.")
    index_id = fields.Many2one("debt.interest.index", help="Empty: a fixed percent.")
    margin = fields.Float("Points above the index", digits=(7, 4))
    percent = fields.Float("Fixed percent", digits=(7, 4))
    multiplier = fields.Float(default=1.0, digits=(7, 4))
    fixing = fields.Selection(FIXINGS, "Rate", required=True, default="event")
    source = fields.Char(help="The act or notice it was taken from.")
    sentence = fields.Char("In words", compute="_compute_sentence")

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A period can't end before it begins."
    )
    _percent_plausible = models.Constraint(
        "CHECK (percent >= 0 AND percent < 100 AND margin > -100 AND margin < 100)",
        "An interest rate is between 0 and 100 percent.",
    )
    _multiplier_positive = models.Constraint(
        "CHECK (multiplier > 0)", "The multiplier must be above zero."
    )

    @api.constrains("rule_id", "date_from", "date_to")
    def _check_overlap(self):
        for rule in self.rule_id:
            periods = rule.period_ids.sorted("date_from")
            for earlier, later in zip(periods, periods[1:], strict=False):
                if not earlier.date_to or earlier.date_to >= later.date_from:
                    raise ValidationError(
                        self.env._(
                            "%(rule)s: two periods apply on %(day)s. Enter the last day of the "
                            "earlier one.",
                            rule=rule.name,
                            day=rule._day_text(later.date_from),
                        )
                    )

    @api.depends("date_from", "date_to", "index_id", "margin", "percent", "multiplier", "fixing")
    @api.depends_context("lang")
    def _compute_sentence(self):
        fixings = dict(self._fields["fixing"]._description_selection(self.env))
        for period in self:
            if not period.index_id:
                period.sentence = f"{period._number(period.percent)}%"
                continue
            formula = period.index_id.name or ""
            if period.margin:
                sign = "+" if period.margin > 0 else "−"
                formula = f"{formula} {sign} {period._number(abs(period.margin))}"
            if period.multiplier != 1:
                formula = f"{period._number(period.multiplier)} × ({formula})"
            period.sentence = f"{formula}, {fixings.get(period.fixing, '')}"

    def _number(self, value):
        return formatLang(self.env, value, digits=2)

    def _covers(self, day):
        return self.date_from <= day and (not self.date_to or day <= self.date_to)

    def _rates(self, first, last, start, paid):
        """Return the rates of this period from `first` to `last`, as far as they are known.

        Both days lie inside the period; `start` and `paid` are days of the claim.
        """
        if not self.index_id:
            return [rate_tools.Rate(first, last, Decimal(str(self.percent)))]
        return rate_tools.dated(
            self.index_id._values(),
            Decimal(str(self.margin)),
            self.fixing,
            first,
            last,
            known_until=self.index_id._known_until(),
            multiplier=Decimal(str(self.multiplier)),
            start=start,
            paid=paid,
        )

    def _missing_text(self, day):
        """Return which value of the index is missing on `day`, for people."""
        fixed = {
            "half_year": rate_tools.half_year(day),
            "locked_start": rate_tools.half_year(day),
            "yearly": day.replace(month=1, day=1),
        }.get(self.fixing, day)
        known = self.index_id._known_until()
        show = self.rule_id._day_text
        if not known:
            return self.env._(
                "%(rule)s can't be calculated: %(index)s has no values. Enter them under "
                "Configuration > Interest rates.",
                rule=self.rule_id.name,
                index=self.index_id.name,
            )
        return self.env._(
            "%(rule)s isn't known on %(day)s: it depends on %(index)s of %(fixed)s, and that index "
            "is complete up to %(known)s only. Fetch or enter it under Configuration > Interest "
            "rates.",
            rule=self.rule_id.name,
            day=show(day),
            index=self.index_id.name,
            fixed=show(fixed),
            known=show(known),
        )
