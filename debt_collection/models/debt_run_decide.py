"""The decision for one debtor: facts in, what is done, held or waits out. No database, no clock."""

from datetime import date, timedelta
from decimal import Decimal

from ..tools import split
from ..tools.choice import Debtor, choose
from ..tools.gathering import Means, Reached, gather
from ..tools.ladder import Item
from .debt_run_debt import NOTHING
from .debt_run_owed import Owed

DAY = timedelta(days=1)
YEAR_DAYS = 365
PRE_COURT = "2_pre_court"


class Decision(Owed):
    """All that was decided for one debtor."""

    drawn = None  # (trial, variant), where a lot was drawn for him
    chosen_by = None  # who or what chose the strategy
    rule_id = None  # the rule that did

    def __init__(self, settings, facts, rows):
        super().__init__(settings, facts, rows)
        self.far_debts, self.far, self.actions = [], [], []
        self.small_count = 0
        self._assign()
        self._climb()

    def _assign(self):
        """The strategy: by hand, that of the case, the first rule that fits, the company's; on
        trial another one.
        """
        who, settings = self.who, self.settings
        chosen = who.strategy_id or who.case_strategy_id
        if chosen:
            self.chosen_by = "hand" if who.strategy_id else "case"
        else:
            chosen = self._by_lot(self._by_rule())
        leaving = settings.leavings.get(chosen)
        self.floor = -1
        if leaving and not who.strategy_id and self._leaves(leaving):
            chosen, self.chosen_by = leaving.strategy_id, "leaving"
            self.floor = getattr(settings.ladders[chosen], "index", {}).get(leaving.step_id, 0) - 1
        self.strategy_id = chosen
        self.ladder = settings.ladders[chosen]
        if isinstance(self.ladder, Exception):
            raise self.ladder

    def _by_rule(self):
        who = self.who
        for n, rule in enumerate(self.settings.rules):
            if (
                (not rule.is_selective or n in self.facts.fits)
                and (not rule.kind or rule.kind == self.kind)
                and (not rule.profile or rule.profile == (who.profile or "standard"))
                and self.net >= rule.net_min
                and self.days_chased >= rule.days_min
            ):
                self.chosen_by, self.rule_id = "rule", rule.rule_id
                return rule.strategy_id
        self.chosen_by = "company"
        return self.settings.default_strategy_id

    def _by_lot(self, strategy_id):
        """The strategy that a trial draws for him instead of the one of the rules."""
        lot = self.settings.lots.get(strategy_id)
        if not lot:
            return strategy_id
        variant = lot.draw(self.who.partner_id)
        self.drawn, self.chosen_by = (lot.trial_id, variant), "trial"
        return lot.strategy_b_id if variant == split.B else strategy_id

    def _leaves(self, leaving):
        limit = Decimal(self.who.net_limit or 0)
        return (
            (leaving.days and self.days_chased >= leaving.days)
            or (leaving.by_limit and limit and self.net > limit)
            or (leaving.broken and (self.who.broken or 0) >= leaving.broken)
        )

    def _climb(self):
        """Each item's verdict, then one voice for all that reached a step."""
        reached, near = {}, []
        self._leave_accessory()
        debtor = Debtor(self.net, bool(self.who.wants_list), self.replied, self._gathers())
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
        self._refuse_instalments(reached)
        self._refuse_lonely(reached)
        if reached:
            self._speak(reached)

    def _gathers(self):
        """Whether he left small amounts unpaid so often within a year that they are collected in
        one letter (PRACTICE 1.6): those no letter has demanded yet are counted.
        """
        first, least = self.ladder.first_letter, self.settings.gather_from
        if not least or first is None or self.net >= self.ladder.steps[first].net_min:
            return False
        approx = self.settings.approx
        count = sum(
            0 < debt.late <= YEAR_DAYS
            and not debt.hold
            and self.ladder.position(debt, approx) < first
            for debt in self.debts
        )
        self.small_count = count if count >= least else 0
        return bool(self.small_count)

    def _leave_accessory(self):
        """Notes of interest and compensation open no case: they join what is owed besides."""
        is_near = self.who.case_id or any(
            debt.item_id or self.day >= self.ladder.reach_day(debt.due)
            for debt in self.debts
            if not debt.row.is_accessory
        )
        if is_near:
            return
        for debt in self.debts:
            if debt.row.is_accessory and debt.row.item_id:
                debt.hold = debt.hold or ("accessory", {})
        self.debts = [d for d in self.debts if d.row.item_id or not d.row.is_accessory]

    def _refuse_lonely(self, reached):
        """They don't reach the final demand alone either."""
        final = {
            key: debt
            for key, (debt, verdict) in reached.items()
            if self.ladder.steps[verdict.index].phase >= PRE_COURT
        }
        if all(debt.row.is_accessory for debt in final.values()):
            for key, debt in final.items():
                del reached[key]
                self._say(debt, "accessory", {}, None)
                debt.is_refused = True

    def _refuse_instalments(self, reached):
        """Before the court goes the whole debt, after the agreement was broken (PEERS D8)."""
        for key, (debt, verdict) in list(reached.items()):
            is_court = self.ladder.steps[verdict.index].phase >= PRE_COURT
            if debt.row.is_instalment and is_court:
                del reached[key]
                self._say(debt, "instalment", {}, None)
                debt.is_refused = True

    def _change_ladder(self, debt):
        """On leaving a strategy the item goes to its place on the new ladder, or to the floor."""
        if self.floor < 0 or not debt.step_id or debt.step_id in self.ladder.index:
            return
        position = max(self.ladder.position(debt, self.settings.approx), self.floor)
        if position >= 0:
            debt.step_id = self.ladder.steps[position].id

    def _item(self, debt):
        row, settings = debt.row, self.settings
        history = self.facts.history.get(row.item_id, {}) if row.item_id else {}
        step_id, step_date, pending = self._place(debt, history)
        is_gentle = settings.start_mode == "gently" and row.due < settings.start_date
        return Item(
            row.line_id,
            debt.due,
            row.issued,
            debt.value,
            step_id,
            step_date,
            pending,
            history,
            self.facts.misfits.get(row.line_id, NOTHING),
            "monit" if is_gentle else "demand",
            row.next_step_id if row.reason in ("pause", "pause_sms") else None,
            debt.shift,
        )

    def _place(self, debt, history):
        """(last step, its date, step under way) of an item, now or as of then."""
        if not self.settings.is_past:
            pending = debt.pending_step_id and (debt.pending_step_id, debt.next_date)
            return debt.step_id, debt.step_date, pending
        # as of then: what was under way doesn't count, what had been done does
        approx = self.settings.approx
        done = {step: record.reached for step, record in history.items()}
        step_id = max(done, key=lambda s: (done[s], approx.get(s, 0)), default=None)
        return step_id, done.get(step_id), None

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

    def _means(self):
        who = self.who
        cap, total = self.settings.call_caps[self.kind == "consumer"]
        has_email = bool(who.has_email)
        ways, wishes = tuple(who.ways or ()), (who.no_call, who.no_sms)
        caps = self.settings.other_caps
        return Means(self.net, has_email, self.replied, cap, total, *wishes, ways, *caps)

    def _speak(self, reached):
        means = self._means()
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
