from odoo import fields, models
from odoo.tools import format_amount
from odoo.tools.misc import formatLang

from ..tools import confidence, split

# the difference whose search is planned
POINTS = 0.1


class DebtTrial(models.Model):
    """The result in words: figures of both sides, and whether they differ by more than luck."""

    _inherit = "debt.trial"

    result_html = fields.Html("Result", compute="_compute_result", sanitize=False)
    verdict = fields.Char("What may be said", compute="_compute_result")

    def _compute_result(self):
        for trial in self:
            if not trial.id or trial.state == "draft":
                trial.result_html = trial.verdict = False
                continue
            sides = trial._sides_counted()
            trial.verdict = trial._verdict(sides)
            trial.result_html = self.env["ir.qweb"]._render(
                "debt_collection.trial_result",
                {"rows": trial._result_rows(sides), "notes": trial._result_notes(sides)},
            )

    def action_open_members(self):
        """Open the customers who take part."""
        return self.member_ids._get_records_action(
            name=self.env._("Customers of %(trial)s", trial=self.name)
        )

    def action_open_effects(self):
        """Open what was done in this trial, and what it brought."""
        self.ensure_one()
        action = self.env["debt.effect"].action_open()
        context = {"group_by": ["variant"]}
        return {**action, "domain": [("trial_id", "=", self.id)], "context": context}

    def _verdict(self, sides):
        """Return in one sentence what the figures allow to say."""
        a, b = sides[split.A], sides[split.B]
        found = confidence.compare(a.hits, a.count, b.hits, b.count)
        if not found or found.verdict == confidence.Verdict.FEW:
            return self.env._(
                "Too few cases: at least %(least)s customers on each side must be counted.",
                least=confidence.LEAST,
            )
        values = {
            "points": self._points(found.difference),
            "low": self._points(found.interval.low),
            "high": self._points(found.interval.high),
        }
        if found.verdict == confidence.Verdict.UNCLEAR:
            return self.env._(
                "No difference can be told yet: B is %(points)s points from A, and luck alone "
                "explains anything from %(low)s to %(high)s.",
                **values,
            )
        better = "B" if found.verdict == confidence.Verdict.B else "A"
        return self.env._(
            "%(better)s is better: B is %(points)s percentage points from A (95 %% sure: from "
            "%(low)s to %(high)s).",
            better=better,
            **values,
        )

    def _result_rows(self, sides):
        """(label, A, B) as texts."""
        _, shown = self.env._, [sides[split.A], sides[split.B]]
        is_text = self.compares == "text"
        figures = [
            (_("Customers"), lambda s: str(s.customers)),
            (_("of these counted"), lambda s: str(s.count)),
            (_("Money came") if is_text else _("All paid in time"), lambda s: str(s.hits)),
            (_("Share (95 % sure)"), self._share_text),
            (_("Demanded") if is_text else _("Fell due"), lambda s: self._money(s.demanded)),
            (_("Recovered"), lambda s: self._money(s.recovered)),
            (_("Recovered, share"), lambda s: self._percent(s.recovered, s.demanded)),
            (
                _("Days to the money") if is_text else _("Days after the due date"),
                lambda s: self._number(s.weighted_days, s.recovered),
            ),
            (_("Cost"), lambda s: self._money(s.cost)),
            (_("Cost of 100 recovered"), lambda s: self._number(100 * s.cost, s.recovered, 2)),
        ]
        return [(label, *map(text, shown)) for label, text in figures]

    def _result_notes(self, sides):
        """How it was counted, and how much longer to wait."""
        a, notes = sides[split.A], []
        if self.compares == "text":
            days = self.company_id.debt_effect_days
            notes.append(
                self.env._(
                    "Each customer counts once, by his first letter: money within %(days)s days "
                    "after it and before the next step.",
                    days=days,
                )
            )
        else:
            notes.append(
                self.env._(
                    "Each customer counts once, by all that fell due since he takes part: paid at "
                    "most %(days)s days after the due date.",
                    days=self.days,
                )
            )
        if self.state == "running":
            needed = confidence.needed(confidence.share(a.hits, a.count) or 0.5, POINTS)
            notes.append(
                self.env._(
                    "To see a difference of 10 percentage points, about %(count)s customers on "
                    "each side are needed. Whoever stops at the first difference he sees is often "
                    "misled: wait for the day set before.",
                    count=needed,
                )
            )
        return notes

    def _share_text(self, side):
        """Return "43 % (31–56 %)"."""
        around = confidence.wilson(side.hits, side.count)
        if not around:
            return "–"
        ends = "–".join(self._plain(100 * end) for end in around)
        return f"{self._percent(side.hits, side.count)} ({ends} %)"

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _percent(self, part, whole):
        return f"{self._plain(100 * part / whole)} %" if whole else "–"

    def _number(self, part, whole, digits=1):
        return self._plain(part / whole, digits) if whole else "–"

    def _points(self, share):
        return f"{'+' if share > 0 else ''}{self._plain(100 * share, 1)}"

    def _plain(self, number, digits=0):
        return formatLang(self.env, number, digits=digits)
