"""One open item, and one debtor's facts, on their way through the decision."""

from decimal import Decimal

from ..tools.gathering import Contacts

NOTHING = frozenset()
REOPEN_DAYS = 30


class Debt:
    """One open item on its way through the decision; amounts are Decimal."""

    __slots__ = (
        "company_open",
        "credits",
        "demandable",
        "due",
        "hold",
        "is_refused",
        "is_turn",
        "item_id",
        "late",
        "limitation",
        "next_date",
        "next_step_id",
        "open",
        "pending_step_id",
        "reason",
        "reason_data",
        "rest",
        "round",
        "row",
        "shift",
        "step_date",
        "step_id",
        "value",
    )

    def __init__(self, row, due, day):
        self.row, self.due = row, due
        self.late = (day - due).days
        self.open = self.demandable = self.rest = Decimal(row.open)
        self.company_open = self.value = Decimal(row.company_open)
        self.credits = ()
        self.shift = 0
        self.hold = self.limitation = None
        self.is_turn = self.is_refused = False
        self.item_id = row.item_id
        self.round, self.step_id, self.step_date = row.round or 1, row.step_id, row.step_date
        self.pending_step_id = row.pending_step_id
        self.next_step_id, self.next_date = row.next_step_id, row.next_date
        self.reason, self.reason_data = row.reason, row.reason_data
        if row.closed_on and (day - row.closed_on).days > REOPEN_DAYS:
            # paid long ago and open again: a new round from the start
            self.round += 1
            self.step_id = self.step_date = self.pending_step_id = None

    @property
    def is_agreed(self):
        """Whether it is paid by the instalments of an agreement."""
        return bool(self.hold) and self.hold[0] == "hold_plan"


class Facts:
    """What was read of one debtor besides his lines."""

    __slots__ = ("contacts", "fits", "history", "holds", "misfits", "ways", "who")

    def __init__(self, who, fits=NOTHING, holds=(), contacts=None, items=None):
        """`items`: what is known of single items, see `debt.run._item_facts`."""
        self.who, self.fits, self.holds = who, fits, holds
        self.contacts = contacts or Contacts()
        self.history, self.misfits, self.ways = items or ({}, {}, {})
