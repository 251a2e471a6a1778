from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount
from odoo.tools.misc import formatLang

from ..tools import periods

MONTHS_AT_MOST = 24
# measure: whether more of it is better
MEASURES = {
    "overdue": False,
    "overdue_share": False,
    "dso": False,
    "effectiveness": True,
    "recovered": True,
    "days_late": False,
    "delay_cost": False,
}
MONEY = ("overdue", "recovered", "delay_cost")
PERCENT = ("overdue_share", "effectiveness")


class DebtComparison(models.TransientModel):
    """What changed since collection was switched on: months before it against months since."""

    _name = "debt.comparison"
    _description = "Before and After"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        "Compared from",
        required=True,
        default=lambda self: self._switched_on(self.env.company),
        help="Its month counts as the first one after. If nobody says otherwise: the first action "
        "of a nightly run, when collection was switched on.",
    )
    months = fields.Integer("Months on each side", default=6, required=True)
    month_ids = fields.One2many("debt.comparison.month", "comparison_id", readonly=True)
    line_ids = fields.One2many("debt.comparison.line", "comparison_id", readonly=True)

    @api.model
    def _switched_on(self, company):
        """Return the day of the first action that a nightly run planned, else today."""
        [[day]] = self.env["debt.action"]._read_group(
            [("company_id", "=", company.id), ("run_id", "!=", False)], [], ["date_planned:min"]
        )
        return day or company._debt_today()

    @api.depends("date")
    def _compute_display_name(self):
        self.display_name = self.env._("Before and after")

    @api.model
    def action_open(self):
        """Open the comparison with its figures."""
        comparison = self.create({})
        comparison.action_compute()
        return comparison._get_records_action(name=self.env._("Before and after"))

    def action_compute(self):
        """Read all months again; they come from the ledger, so also those before switching on."""
        self.ensure_one()
        today = self.company_id._debt_today()
        if not 1 <= self.months <= MONTHS_AT_MOST:
            raise UserError(
                self.env._("Choose between 1 and %(most)s months.", most=MONTHS_AT_MOST)
            )
        if self.date > today:
            raise UserError(self.env._("Choose a day that isn't in the future."))
        spans = periods.months_around(self.date, today, self.months)
        books = self._books(spans)
        months = self._prepare_months(spans, books)
        self.write(
            {
                "month_ids": [Command.clear(), *map(Command.create, months)],
                "line_ids": [Command.clear(), *map(Command.create, self._prepare_lines(months))],
            }
        )
        self._store_groups(spans, books[1:])

    def _books(self, spans):
        """Return {strategy: {amount, overdue, b0}} of the day before the months, and of the end of
        each, which is read once.
        """
        days = [fields.Date.subtract(spans[0][0], days=1), *(last for _first, last, _ in spans)]
        portfolio = self.env["debt.result"]._portfolio
        return [portfolio(self.company_id, day, "strategy_id") for day in days]

    def _prepare_months(self, spans, books):
        """Values of the months, which follow each other."""
        results, period = self.env["debt.result"], (spans[0][0], spans[-1][1])
        days = self._days_late(*period)
        recovered = results._recovered_by_month(self.company_id, *period)
        before, *ends = (results._sum_up(book.values()) for book in books)
        months = []
        for (first, last, is_after), owed in zip(spans, ends, strict=True):
            months.append(
                {
                    **self._prepare_month(first, last, before, owed),
                    "side": "after" if is_after else "before",
                    "recovered": recovered[first],
                    "days_late": days.get(first, False),
                }
            )
            before = owed
        return months

    def _prepare_month(self, first, last, before, owed):
        """`before`, `owed`: receivables of the day before the month and of its last day."""
        company, results = self.company_id, self.env["debt.result"]
        share_of_year = (last - first).days + 1
        return {
            "month": first,
            "overdue": owed["overdue"],
            "overdue_share": 100 * owed["overdue"] / owed["amount"] if owed["amount"] > 0 else 0,
            "dso": results._dso_and_best(company, last, owed)[0],
            "effectiveness": results._effectiveness(company, first, last, before, owed),
            "delay_cost": owed["overdue"] * company.debt_capital_rate / 36500 * share_of_year,
        }

    def _days_late(self, first, last):
        """Return {first day of a month: days that its payments were late, weighted by amount}."""
        groups = self.env["debt.delay"].with_context(
            allowed_company_ids=self.company_id.ids,
            debt_delay_since=fields.Date.subtract(first, days=1),
        )
        rows = groups._read_group(
            [("is_paid", "=", True), ("date", ">=", first), ("date", "<=", last)],
            ["date:month"],
            ["amount:sum", "amount_days:sum"],
        )
        return {month: days / amount for month, amount, days in rows if amount}

    def _prepare_lines(self, months):
        sides = [
            [month for month in months if month["side"] == side] for side in ("before", "after")
        ]
        return [self._prepare_line(name, *sides) for name in MEASURES]

    def _prepare_line(self, name, before, after):
        old, new = self._mean(name, before), self._mean(name, after)
        values = {
            "measure": name,
            "before": self._text(name, old),
            "after": self._text(name, new),
        }
        if old is False or new is False:
            return values
        change = new - old
        return {
            **values,
            "change": ("+" if change > 0 else "") + self._text(name, change),
            "is_better": bool(change) and (change > 0) == MEASURES[name],
            "is_worse": bool(change) and (change > 0) != MEASURES[name],
        }

    def _mean(self, name, months):
        """The mean of the months in which it is known; False: nothing was paid or collectable."""
        known = [month[name] for month in months if month[name] is not False]
        return sum(known) / len(known) if known else False

    def _text(self, name, value):
        if value is False:
            return ""
        if name in MONEY:
            return format_amount(self.env, value, self.currency_id)
        text = formatLang(self.env, value, digits=1)
        return self.env._("%s %%", text) if name in PERCENT else self.env._("%s days", text)
