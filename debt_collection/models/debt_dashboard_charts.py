from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import date_utils, format_date

WEEKS = 12
WEEKS_AHEAD = 8
MONTHS = 12


class DebtDashboard(models.AbstractModel):
    """Charts of the dashboard, each read when the client asks for it."""

    _inherit = "debt.dashboard"

    def _chart_keys(self, asked):
        keys = ["aging", "inflow", "phases", "forecast", "trend"]
        if self._sees_all() and not asked["collector"]:
            keys.insert(3, "collectors")
        return keys

    def _chart(self, title, labels, series, kind="bar", actions=()):
        """`series`: {label: [figures]}, amounts in the company's currency."""
        return {
            "title": title,
            "type": kind,
            "labels": labels,
            "series": [{"label": label, "data": data} for label, data in series.items()],
            "actions": list(actions),
        }

    def _chart_aging(self, asked):
        # sudo: see _result
        aging = self.env["debt.aging"].sudo()._on_day(asked["company"], asked["last"])
        domain = self._domain_of(asked["company"], asked["people"])
        rows = aging._read_group(domain, ["bucket"], ["amount:sum"])
        rows = sorted((bucket, amount) for bucket, amount in rows if amount)
        return self._chart(
            self.env._("Receivables by age (days late)"),
            # names are numbered, so that they sort as ages do
            [bucket.split(". ", 1)[-1] for bucket, _amount in rows],
            {self.env._("Open"): [amount for _bucket, amount in rows]},
            actions=[
                self._aging_action(asked, asked["last"], Domain("bucket", "=", bucket))
                for bucket, _amount in rows
            ],
        )

    def _chart_phases(self, asked):
        return self._chart_of_cases(asked, "phase", self.env._("Overdue in cases by phase"))

    def _chart_collectors(self, asked):
        return self._chart_of_cases(
            asked, "collector_id", self.env._("Overdue in cases by collector")
        )

    def _chart_of_cases(self, asked, name, title):
        """What is overdue in open cases, by a field of theirs; a bar opens its cases."""
        Case = self.env["debt.case"]
        domain = self._case_domain(asked) & Domain("overdue", ">", 0)
        rows = Case._read_group(domain, [name], ["overdue:sum"])
        field = Case._fields[name]
        is_user = field.type == "many2one"
        words = {} if is_user else dict(field._description_selection(self.env))
        labels = [
            (key.name or self.env._("Nobody")) if is_user else words[key] for key, _sum in rows
        ]
        keys = [key.id if is_user else key for key, _sum in rows]
        return self._chart(
            title,
            labels,
            {self.env._("Overdue"): [amount for _key, amount in rows]},
            actions=[
                self._list_action("debt_case_action", domain & Domain(name, "=", key), label)
                for key, label in zip(keys, labels, strict=True)
            ],
        )

    def _chart_inflow(self, asked):
        """Overdue money that came in each week, beside what was promised for it."""
        company, result = asked["company"], self._result()
        monday = date_utils.start_of(asked["last"], "week")
        weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
        received = result._recovered_by_week(company, weeks[0], asked["last"])
        promised = result._promised_by_week(company, weeks[0], monday + timedelta(6))
        return self._chart(
            self.env._("Money received and promises, by week"),
            [self._week_name(week) for week in weeks],
            {
                self.env._("Received"): self._own_by_week(asked, received, weeks),
                self.env._("Promised"): self._own_by_week(asked, promised, weeks),
            },
            actions=[
                [
                    self._recovered_action(asked, week, min(week + timedelta(6), asked["last"])),
                    self._promise_action(asked, week, week + timedelta(6)),
                ]
                for week in weeks
            ],
        )

    def _own_by_week(self, asked, figures, weeks):
        """Figures of the weeks, of {(collector, Monday): figure}; see `_own`."""
        sums = defaultdict(float)
        for (collector, week), figure in figures.items():
            if not asked["people"] or collector in asked["people"]:
                sums[week] += figure
        return [sums[week] for week in weeks]

    def _week_name(self, monday):
        return format_date(self.env, monday, date_format="d MMM")

    def _chart_forecast(self, asked):
        """What should come in soon: promised, agreed, and by each customer's usual delay."""
        monday = date_utils.start_of(asked["today"], "week")
        weeks = [monday + timedelta(weeks=ahead) for ahead in range(WEEKS_AHEAD)]
        found = self._expected(asked["company"], asked["today"], asked["people"])
        kinds = dict(self.env["debt.forecast"]._fields["kind"]._description_selection(self.env))
        return self._chart(
            self.env._("Expected in the next weeks"),
            [self._week_name(week) for week in weeks],
            {
                label: [found.get((kind, week), 0.0) for week in weeks]
                for kind, label in kinds.items()
            },
            "stacked",
            [[self._forecast_action(asked, kind, week) for kind in kinds] for week in weeks],
        )

    def _chart_trend(self, asked):
        """What was overdue at the ends of the last months: as the nights kept it, else rebuilt from
        the ledger; today always from the ledger.
        """
        ends = [asked["last"]]
        for _month in range(MONTHS):
            ends.append(date_utils.start_of(ends[-1], "month") - timedelta(1))
        ends.reverse()
        kept = self._kept(asked, [day for day in ends if day < asked["today"]])
        return self._chart(
            self.env._("Overdue at the ends of months"),
            [
                self.env._("today")
                if day == asked["today"]
                else format_date(self.env, day, date_format="LLL yy")
                for day in ends
            ],
            {
                self.env._("Overdue"): [
                    self._own(
                        asked,
                        kept.get(day) or self._result()._overdue(asked["company"], day),
                    )
                    for day in ends
                ]
            },
            "line",
            [self._aging_action(asked, day, Domain("overdue", "!=", 0)) for day in ends],
        )

    def _kept(self, asked, days):
        """Return {day: {collector of that night: overdue}} of the nights that were kept."""
        # sudo: see _result
        rows = (
            self.env["debt.snapshot"]
            .sudo()
            ._read_group(
                [("company_id", "=", asked["company"].id), ("date", "in", days)],
                ["date:day", "collector_id"],
                ["overdue:sum"],
            )
        )
        kept = defaultdict(dict)
        for day, collector, amount in rows:
            kept[day][collector] = amount
        return kept
