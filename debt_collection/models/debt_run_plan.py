"""What a decision means for the rows of a debtor: values, and whether they differ from the old."""

from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from ..tools.ladder import ZERO
from .debt_run_decide import Decision
from .debt_run_owed import OUTSIDE

DAY = timedelta(days=1)
# nobody knows when something changes by itself: look again after so many days
UNKNOWN_DAYS = 7
FAR_DAYS = 90


def number(text):
    return Decimal(text or 0)


class Plan(Decision):
    """All that is written for one debtor. `who` and `row` are the state before."""

    case_id = case_name = collector_id = debtor_id = choice = None

    # actions

    @cached_property
    def by_key(self):
        return {debt.row.line_id: debt for debt in self.debts}

    def amount(self, action):
        """What an action demands, in company currency."""
        return sum((self.by_key[key].value for key, _index, _task in action.lines), ZERO)

    @cached_property
    def whys(self):
        return {id(action): self._why(action) for action in self.actions}

    def why(self, action):
        """(reason code, data): the oldest item of the furthest step and what went before."""
        return self.whys[id(action)]

    def _why(self, action):
        debts = [self.by_key[key] for key, index, _task in action.lines if index == action.index]
        debt = min(debts, key=lambda debt: debt.due)
        data = {
            "step": self.ladder.steps[action.index].id,
            "name": debt.row.name,
            "date_due": debt.due.isoformat(),
            "days": debt.late,
            "count": len(action.lines),
        }
        if debt.step_id:
            data |= {"step_before": debt.step_id, "date_before": debt.step_date.isoformat()}
        if debt.late <= 0:
            return "reached_before", data
        currencies = {self.by_key[key].row.currency_id for key, _index, _task in action.lines}
        if others := self.other_credits(currencies):
            data["amounts_credit"] = others
        if action.index == self.ladder.first_letter and self.small_count:
            return "gathered", data | {"count": self.small_count}
        return "reached", data

    # debtor

    @property
    def next_date(self):
        """When this debtor has to be looked at again if nothing happens."""
        dates = [debt.next_date for debt in self.debts if debt.next_date]
        if any((debt.reason or "").startswith("needs_") for debt in self.debts):
            dates.append(self.day + UNKNOWN_DAYS * DAY)
        dates += [*self.far, self.day + FAR_DAYS * DAY]
        return max(min(dates), self.day + DAY)

    @property
    def is_watched(self):
        """Whether this partner gets a debtor row: not while all he owes is out of reach."""
        return bool(self.who.debtor_id or self.debts) or any(
            debt.row.due <= self.settings.horizon for debt in self.far_debts
        )

    @property
    def debtor_values(self):
        return str(self.mark), self.next_date, self.overdue, self.total, self.days_late

    @property
    def debtor_changed(self):
        who = self.who
        before = (number(who.overdue), number(who.total), who.days_late or 0)
        return self.debtor_values != (who.ledger_hash, who.next_date, *before)

    @property
    def ledger_changed(self):
        return str(self.mark) != self.who.ledger_hash

    # case

    @property
    def needs_case(self):
        return bool(self.actions and not self.who.case_id and not self.reopened_case_id)

    @property
    def reopened_case_id(self):
        """The case closed lately, if one of its items is open again or there is something to do."""
        is_back = any(d.row.closed_on and not d.hold and d.round == d.row.round for d in self.debts)
        return self.who.recent_case_id if is_back else None

    @property
    def collected(self):
        return [debt for debt in self.debts if not debt.hold or debt.hold[0] not in OUTSIDE]

    @property
    def case_values(self):
        late = [debt.due for debt in self.collected if debt.late > 0]
        since = self.who.overdue_since or (min(late) + DAY if late else None)
        next_date = min((d.next_date for d in self.debts if d.next_date), default=None)
        return (
            "open",
            None,
            self.strategy_id,
            since,
            self.overdue,
            self.total,
            self.days_late,
            next_date,
        )

    @property
    def case_changed(self):
        who = self.who
        before = (
            who.case_strategy_id,
            who.overdue_since,
            number(who.case_overdue),
            number(who.case_total),
            who.case_days_late or 0,
            who.case_next_date,
        )
        return bool(self.reopened_case_id) or self.case_values[2:8] != before

    # items

    def is_new_item(self, debt):
        return not debt.row.item_id and not (debt.hold and debt.hold[0] in OUTSIDE)

    def item_values(self, debt):
        step = self.ladder.index.get(debt.step_id)
        if step is not None:
            phase = self.ladder.steps[step].phase
        else:
            phase = debt.row.phase if debt.step_id else "0_monitoring"
        return (
            self.debtor_id,
            self.case_id or (None if debt.row.closed_on else debt.row.case_id),
            debt.due,
            debt.round,
            debt.step_id,
            debt.step_date,
            debt.pending_step_id,
            phase,
            debt.next_step_id,
            debt.next_date,
            debt.reason,
            debt.reason_data,
            None,
            debt.limitation,
        )

    def item_differs(self, debt, values):
        row = debt.row
        return values != (
            row.debtor_id,
            row.case_id,
            row.date_due,
            row.round,
            row.step_id,
            row.step_date,
            row.pending_step_id,
            row.phase,
            row.next_step_id,
            row.next_date,
            row.reason,
            row.reason_data,
            row.closed_on,
            row.limitation_date,
        )
