"""Running balances of a statement of account. No database, no clock."""

from decimal import Decimal


def running(amounts):
    """Return the balance after each of `amounts` (Decimal, signed: what is owed is positive)."""
    balance, result = Decimal(0), []
    for amount in amounts:
        balance += amount
        result.append(balance)
    return result
