"""The decision for one debtor: facts in, what is done, held or waits out. No database, no clock."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ..tools.gathering import Means, Reached, gather
from ..tools.ladder import ZERO, Debtor, Item, choose
from ..tools.netting import cover, share
from .debt_run_debt import NOTHING, Debt

DAY = timedelta(days=1)
# held without being collected at all: not shown as a debt of the ladder
OUTSIDE = ("no_followup", "before_start")


class Decision:
    """All that was decided for one debtor."""

    def __init__(self, settings, facts, rows):
        self.settings, self.facts, self.who, self.day = settings, facts, facts.who, settings.day
        self.mark = 0
        self.debts, self.far_debts, self.far = [], [], []
        self.credits, self.credit_rows = defaultdict(list), {}
        self.total = self.overdue_open = ZERO
        self.actions, self.replied = [], self.who.replied
        self._sort(rows)
        self._hold()
        self._net()
        self._assign()
        self._climb()

    # --- facts

    def _sort(self, rows):
        settings, day, advances = self.settings, self.day, self.settings.advances
        for row in rows:
            self.mark ^= row.mark
            if row.open[0] == "-":
                self.total += Decimal(row.company_open)
                if row.line_id not in advances:
                    self.credits[row.currency_id].append((row.line_id, -Decimal(row.open)))
                    self.credit_rows[row.line_id] = row
                    self.overdue_open += Decimal(row.company_open)
                continue
            debt = Debt(row, settings.due(row.due), day)
            self.debts.append(debt)
            self.total += debt.company_open
            if debt.late > 0:
                self.overdue_open += debt.company_open
        self.debts.sort(key=lambda debt: (debt.due, debt.row.line_id))

    def _hold(self):
        """What isn't collected, or is held wholly or in part."""
        for debt in self.debts:
            row = debt.row
            if row.no_followup:
                debt.hold = ("no_followup", {})
            elif self._is_before_start(debt):
                debt.hold = ("before_start", {"date": self.settings.start_date.isoformat()})
            elif row.line_id in self.settings.suspected:
                debt.hold = self.settings.suspected[row.line_id]
            elif self._is_remainder(debt):
                debt.hold = ("remainder", {"amount": [float(debt.open), row.currency_id]})
        for hold in self.facts.holds:
            self._apply_hold(hold)

    def _is_before_start(self, debt):
        mode, start = self.settings.start_mode, self.settings.start_date
        if mode == "all" or debt.row.item_id:
            return False
        return debt.row.due < (
            start - self.settings.start_days * DAY if mode == "gently" else start
        )

    def _is_remainder(self, debt):
        """A few cents left of a part-paid item, or what a bank abroad took from the transfer."""
        limits = self.settings.remainders.get(debt.row.currency_id)
        if not limits:
            return False
        is_foreign = self.who.country_id and self.who.country_id != self.settings.country_id
        return debt.open <= limits[bool(is_foreign)] and debt.open < Decimal(debt.row.gross)

    def _apply_hold(self, hold):
        case_id, item_id, line_id, kind, currency_id, amount, since, until = hold
        if case_id and case_id != self.who.case_id and not item_id:
            return
        if kind == "reply":
            self.replied = since
            return
        left = Decimal(amount or 0)
        data = {"date": since.isoformat()}
        if until:
            data["date_until"] = until.isoformat()
        for debt in self.debts:
            if debt.hold or (item_id and debt.row.line_id != line_id):
                continue
            if not Decimal(amount or 0):
                debt.hold = (f"hold_{kind}", data)
            elif left and debt.row.currency_id == currency_id:
                part = min(left, debt.demandable)
                left -= part
                debt.demandable -= part
                if not debt.demandable:
                    debt.hold = (f"hold_{kind}", data)

    def _net(self):
        """Credits cover the oldest due first, currency by currency."""
        for debt in self.debts:
            debt.rest = ZERO if debt.hold else debt.demandable
        for currency_id, credits in self.credits.items():
            free = [
                (debt, debt.due, debt.demandable)
                for debt in self.debts
                if not debt.hold and debt.row.currency_id == currency_id
            ]
            rests, _left = cover(
                [(n, due, part) for n, (_d, due, part) in enumerate(free)], credits
            )
            for n, (debt, _due, _part) in enumerate(free):
                debt.rest, debt.credits = rests[n]
                if not debt.rest:
                    used = sum(part for _key, part in debt.credits)
                    debt.hold = ("credit", {"amount": [float(used), currency_id]})
        for debt in self.debts:
            if debt.rest != debt.open:
                debt.value = self._round(share(debt.company_open, debt.open, debt.rest))
        self.net = sum((debt.value for debt in self.debts if debt.late > 0), ZERO)
        self.overdue = max(self.overdue_open, ZERO)
        collected = [d.late for d in self.debts if not d.hold or d.hold[0] not in OUTSIDE]
        self.days_late = max([0, *collected])

    def _round(self, value):
        digits = self.settings.digits[self.settings.currency_id]
        return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

    # --- the ladder

    def _assign(self):
        """The strategy: by hand, that of the case, the first rule that fits, the company's."""
        who, settings = self.who, self.settings
        chosen = who.strategy_id or who.case_strategy_id or self._by_rule()
        leaving = settings.leavings.get(chosen)
        self.floor = -1
        if leaving and not who.strategy_id and self._leaves(leaving):
            chosen = leaving.strategy_id
            self.floor = getattr(settings.ladders[chosen], "index", {}).get(leaving.step_id, 0) - 1
        self.strategy_id = chosen
        self.ladder = settings.ladders[chosen]
        if isinstance(self.ladder, Exception):
            raise self.ladder

    def _by_rule(self):
        who = self.who
        kind = who.kind or ("business" if who.is_business else "consumer")
        for n, rule in enumerate(self.settings.rules):
            if (
                (not rule.is_selective or n in self.facts.fits)
                and (not rule.kind or rule.kind == kind)
                and (not rule.profile or rule.profile == (who.profile or "standard"))
                and self.net >= rule.net_min
                and self.days_late >= rule.days_min
            ):
                return rule.strategy_id
        return self.settings.default_strategy_id

    def _leaves(self, leaving):
        limit = Decimal(self.who.net_limit or 0)
        return (leaving.days and self.days_late >= leaving.days) or (
            leaving.by_limit and limit and self.net > limit
        )

    def _climb(self):
        """Each item's verdict, then one voice for all that reached a step."""
        reached, near = {}, []
        debtor = Debtor(self.net, bool(self.who.wants_list), self.replied)
        for debt in self.debts:
            if not debt.row.item_id and self.day < self.ladder.reach_day(debt.due):
                self.far.append(self.ladder.reach_day(debt.due))
                self.far_debts.append(debt)
                continue
            near.append(debt)
            self._change_ladder(debt)
            if debt.hold:
                self._keep(debt)
                continue
            verdict = choose(self.ladder, self._item(debt), debtor, self.day, self.settings.approx)
            if verdict.index is not None:
                reached[debt.row.line_id] = (debt, verdict)
            elif verdict.reason != "under_way" or debt.reason != "under_way":
                self._say(debt, verdict.reason, verdict.data, verdict.next_date)
                debt.is_refused = verdict.is_held
            index = verdict.next_index
            debt.next_step_id = None if index is None else self.ladder.steps[index].id
        self.debts = near
        if reached:
            self._speak(reached)

    def _change_ladder(self, debt):
        """On leaving a strategy the item goes to its place on the new ladder, or to the floor."""
        if self.floor < 0 or not debt.step_id or debt.step_id in self.ladder.index:
            return
        position = max(self.ladder.position(debt, self.settings.approx), self.floor)
        if position >= 0:
            debt.step_id = self.ladder.steps[position].id

    def _item(self, debt):
        row, settings = debt.row, self.settings
        step_id, step_date, history = debt.step_id, debt.step_date, {}
        pending = debt.pending_step_id and (debt.pending_step_id, debt.next_date)
        if row.item_id:
            history = self.facts.history.get(row.item_id, {})
        if settings.is_past:
            # as of then: what was under way doesn't count, what had been done does
            pending = None
            done = {step: record.reached for step, record in history.items()}
            step_id = max(done, key=lambda s: (done[s], settings.approx.get(s, 0)), default=None)
            step_date = done.get(step_id)
        cap = "demand"
        if settings.start_mode == "gently" and row.due < settings.start_date:
            cap = "monit"
        misfits = self.facts.misfits.get(row.line_id, NOTHING)
        return Item(
            row.line_id,
            debt.due,
            row.issued,
            debt.value,
            step_id,
            step_date,
            pending,
            history,
            misfits,
            cap,
            row.next_step_id if row.reason == "pause" else None,
        )

    def _keep(self, debt):
        """Held: it stays where it is."""
        reason, data = debt.hold
        until = data.get("date_until")
        next_date = None
        if reason.startswith("suspected"):
            next_date = self.day + DAY
        elif until:
            next_date = date.fromisoformat(until) + DAY
        self._say(debt, reason, data, next_date)

    def _say(self, debt, reason, data, next_date):
        if "number" in data:
            currency_id = self.settings.currency_id
            data = {
                key.replace("number", "amount"): [float(value), currency_id]
                for key, value in data.items()
            }
        debt.reason, debt.reason_data, debt.next_date = reason, data, next_date

    def _speak(self, reached):
        means = Means(self.net, bool(self.who.has_email), self.replied)
        items = [Reached(key, v.index, debt.value) for key, (debt, v) in reached.items()]
        self.actions, waits = gather(self.ladder, items, self.facts.contacts, means, self.day)
        again = self.day + self.ladder.pause_days * DAY
        for key, (debt, verdict) in reached.items():
            step_id = self.ladder.steps[verdict.index].id
            wait = waits.get(key)
            debt.is_turn = True
            if wait:
                self._say(debt, wait.reason, {"step": step_id, **wait.data}, wait.date)
                debt.is_refused = wait.is_held
                debt.next_step_id = step_id
            else:
                debt.pending_step_id = step_id
                self._say(debt, "under_way", self.settings.under_way(step_id), again)
