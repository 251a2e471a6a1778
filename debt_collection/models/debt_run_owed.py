"""What one debtor owes on a day: what is held, what credits cover. No database, no clock."""

from collections import defaultdict
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from ..tools.ladder import ZERO
from ..tools.limitation import limitation_date
from ..tools.netting import cover, share
from .debt_item_limitation import ACCESSORY_KIND
from .debt_run_debt import Debt

DAY = timedelta(days=1)
# held without being collected at all: not shown as a debt of the ladder
OUTSIDE = ("no_followup", "before_start", "factored")
# (days later, factored journal) of an item that is paid in the usual way
USUAL = (0, None)


class Owed:
    """The debts of one debtor with their holds, netted with his credits."""

    def __init__(self, settings, facts, rows):
        self.settings, self.facts, self.who, self.day = settings, facts, facts.who, settings.day
        self.mark = 0
        self.debts = []
        self.credits, self.credit_rows = defaultdict(list), {}
        self.total = self.overdue_open = ZERO
        self.replied = self.who.replied
        self._sort(rows)
        self._hold()
        self._net()

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
            if row.is_instalment:
                # what is owed in all are the documents it pays
                continue
            self.total += debt.company_open
            if debt.late > 0:
                self.overdue_open += debt.company_open
        self.debts.sort(key=lambda debt: (debt.due, debt.row.line_id))

    def _hold(self):
        """What isn't collected, or is held wholly or in part."""
        self.kind = self.who.kind or ("business" if self.who.is_business else "consumer")
        for debt in self.debts:
            debt.limitation = self._limitation(debt)
            debt.shift, journal = self.facts.ways.get(debt.row.line_id, USUAL)
            debt.hold = self._barred(debt) or self._own_hold(debt, journal)
        for hold in self.facts.holds:
            self._apply_hold(hold)

    def _own_hold(self, debt, factored_journal):
        """(reason, data) why the item itself isn't collected, or None."""
        row, settings = debt.row, self.settings
        if row.no_followup:
            return "no_followup", {}
        if factored_journal:
            return "factored", {"journal": factored_journal}
        if self._is_before_start(debt):
            return "before_start", {"date": settings.start_date.isoformat()}
        if row.line_id in settings.suspected:
            return settings.suspected[row.line_id]
        if self._is_remainder(debt):
            return "remainder", {"amount": [float(debt.open), row.currency_id]}
        return None

    def _barred(self, debt):
        """A consumer isn't asked for what is past limitation, by whatever means (LAW 6)."""
        if self.kind == "consumer" and debt.limitation < self.day:
            return "hold_limitation", {"date": (debt.limitation + DAY).isoformat()}
        return None

    def _limitation(self, debt):
        """Last day on which the item can be claimed."""
        row = debt.row
        usual = ACCESSORY_KIND if row.is_accessory else self.settings.limitation_kind
        return limitation_date(row.limitation_kind or usual, debt.due, row.limitation_from)

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
        self.left_credits = {}
        for currency_id, credits in self.credits.items():
            self._cover(currency_id, credits)
        for debt in self.debts:
            if debt.rest != debt.open:
                debt.value = self._round(share(debt.company_open, debt.open, debt.rest))
        self.net = sum((debt.value for debt in self.debts if debt.late > 0), ZERO)
        self.overdue = max(self.overdue_open, ZERO)
        collected = [d for d in self.debts if not d.hold or d.hold[0] not in OUTSIDE]
        self.days_late = max([0, *(d.late for d in collected if not d.row.is_instalment)])
        # who keeps an agreement isn't late with the debts in it
        self.days_chased = max([0, *(d.late for d in collected if not d.is_agreed)])

    def _cover(self, currency_id, credits):
        free = [
            (debt, debt.due, debt.demandable)
            for debt in self.debts
            if not debt.hold and debt.row.currency_id == currency_id
        ]
        rests, left = cover([(n, due, part) for n, (_d, due, part) in enumerate(free)], credits)
        if left:
            self.left_credits[currency_id] = left
        for n, (debt, _due, _part) in enumerate(free):
            debt.rest, debt.credits = rests[n]
            if not debt.rest:
                used = sum(part for _key, part in debt.credits)
                debt.hold = ("credit", {"amount": [float(used), currency_id]})

    def other_credits(self, currency_ids):
        """[[amount, currency], ...] of credits that are left over in none of these currencies."""
        return [
            [float(left), currency_id]
            for currency_id, left in self.left_credits.items()
            if currency_id not in currency_ids
        ]

    def _round(self, value):
        digits = self.settings.digits[self.settings.currency_id]
        return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
