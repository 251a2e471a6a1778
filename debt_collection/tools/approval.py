"""Who has to approve a document: the first rule that fits, and what its strategy's step asks for.

Pure: no Odoo, no clock, amounts are Decimal in one currency.
"""

from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)
# from the least to the most
ROLES = ("collector", "head", "approver")


class Rule(NamedTuple):
    """One row of the matrix; empty conditions fit everything, `amount_to` 0: no upper limit."""

    id: int
    letter_type_id: int | None = None
    rank: str | None = None
    kind: str | None = None
    profile: str | None = None
    amount_from: Decimal = ZERO
    amount_to: Decimal = ZERO
    roles: tuple = ()

    def fits(self, facts):
        """Whether this row speaks of such a document. The lower limit belongs to the row above."""
        conditions = ("letter_type_id", "rank", "kind", "profile")
        if any(getattr(self, name) not in (None, getattr(facts, name)) for name in conditions):
            return False
        above = not self.amount_from or facts.amount > self.amount_from
        return above and (not self.amount_to or facts.amount <= self.amount_to)


class Facts(NamedTuple):
    """What is to be approved."""

    letter_type_id: int | None
    rank: str | None
    kind: str | None
    profile: str | None
    amount: Decimal


def first(rules, facts):
    """The first of these rules that fits, or None."""
    return next((rule for rule in rules if rule.fits(facts)), None)


def required(rule, step_role=None, step_from=ZERO, amount=ZERO):
    """Return the roles that have to approve, in their order (PRACTICE 3).

    A step of its own mind wins: one with a limit (nobody is asked below it) or one that asks for
    the board. Otherwise the rule decides, and never asks for less than the step.

    :param rule: the rule that fits, or None
    :param step_role: role of the step, or None; `step_from` its limit, in the currency of `amount`
    """
    if step_role and step_from:
        return (step_role,) if amount >= step_from else ()
    if step_role == ROLES[-1]:
        return (step_role,)
    roles = tuple(rule.roles) if rule else ()
    if step_role and all(ROLES.index(role) < ROLES.index(step_role) for role in roles):
        return (step_role,)
    return roles
