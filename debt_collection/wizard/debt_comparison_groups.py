from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import date_utils
from odoo.tools.misc import formatLang

from ..tools import confidence
from ..tools.confidence import Verdict

SIDES = ("before", "after")


class Steps(NamedTuple):
    """Steps taken, after how many of them money came, and how much."""

    count: int = 0
    hits: float = 0.0
    recovered: float = 0.0

    def plus(self, *more):
        return Steps(*map(sum, zip(self, more, strict=True)))


class DebtComparison(models.TransientModel):
    """The comparison by strategy and by letter: what was overdue, what their steps brought."""

    _inherit = "debt.comparison"

    strategy_ids = fields.One2many(
        "debt.comparison.group", "comparison_id", readonly=True, domain=[("kind", "=", "strategy")]
    )
    letter_ids = fields.One2many(
        "debt.comparison.group", "comparison_id", readonly=True, domain=[("kind", "=", "letter")]
    )

    @api.model
    def action_open_month(self):
        """Open this month beside the last one."""
        comparison = self.create({})
        comparison.action_compare_months()
        return comparison._get_records_action(name=self.env._("This month against the last"))

    def action_compare_months(self):
        """Compare this month, as far as it has come, with the last one."""
        today = self.company_id._debt_today()
        self.write({"date": date_utils.start_of(today, "month"), "months": 1})
        self.action_compute()

    def _store_groups(self, spans, books):
        """Write the comparison of the strategies and letters.

        :param books: {strategy: {overdue}} of the end of each of `spans`
        """
        steps, overdue = self._steps(spans), self._overdue_means(spans, books)
        keys = {*steps, *(("strategy", strategy) for strategy in overdue)}
        groups = [
            self._prepare_group(
                *key, steps[key], overdue.get(key[1], {}) if key[0] == "strategy" else {}
            )
            for key in keys
        ]
        (self.strategy_ids | self.letter_ids).unlink()
        self.env["debt.comparison.group"].create(groups)

    def _steps(self, spans):
        """Return {(strategy | letter, record): {side: Steps}} of the steps whose days are over."""
        sides = {first: SIDES[is_after] for first, _last, is_after in spans}
        # in the company's own currency
        effects = self.env["debt.effect"].with_context(allowed_company_ids=self.company_id.ids)
        rows = effects._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("is_over", "=", True),
                ("day", ">=", spans[0][0]),
                ("day", "<=", spans[-1][1]),
            ],
            ["day:month", "strategy_id", "letter_type_id"],
            ["__count", "paid_rate:sum", "recovered:sum"],
        )
        found = defaultdict(lambda: dict.fromkeys(SIDES, Steps()))
        for month, strategy, letter, *figures in rows:
            of_letter = [("letter", letter)] if letter else []
            for key in [("strategy", strategy), *of_letter]:
                found[key][sides[month]] = found[key][sides[month]].plus(*figures)
        return found

    def _overdue_means(self, spans, books):
        """Return {strategy: {side: mean of what was overdue at the ends of its months}}."""
        found = defaultdict(lambda: dict.fromkeys(SIDES, 0.0))
        counts = {
            side: sum(SIDES[is_after] == side for *_days, is_after in spans) for side in SIDES
        }
        for (*_days, is_after), book in zip(spans, books, strict=True):
            side = SIDES[is_after]
            for strategy, figures in book.items():
                if figures["overdue"]:
                    found[strategy][side] += figures["overdue"] / counts[side]
        return found

    def _prepare_group(self, kind, record, steps, overdue):
        values = {
            "comparison_id": self.id,
            "kind": kind,
            "name": record.display_name or self.env._("(none)"),
        }
        for side in SIDES:
            count, hits, recovered = steps[side]
            values |= {
                f"overdue_{side}": overdue.get(side, 0.0),
                f"steps_{side}": count,
                f"recovered_{side}": recovered,
                # whole per cent
                f"rate_{side}": round(confidence.share(hits, count), 2),
            }
        return {**values, **self._change(*(steps[side] for side in SIDES))}

    def _change(self, before, after):
        """What may be said of the shares of steps after which money came."""
        sums = (round(before.hits), before.count, round(after.hits), after.count)
        found = confidence.compare(*sums)
        if not found or found.verdict == Verdict.FEW:
            return {"change": self.env._("too few cases") if before.count or after.count else ""}
        points = formatLang(self.env, 100 * found.difference, digits=1)
        points = f"+{points}" if found.difference > 0 else points
        if found.verdict == Verdict.UNCLEAR:
            return {"change": self.env._("%(points)s points, may be luck", points=points)}
        return {
            "change": self.env._("%(points)s points", points=points),
            "is_better": found.verdict == Verdict.B,
            "is_worse": found.verdict == Verdict.A,
        }
