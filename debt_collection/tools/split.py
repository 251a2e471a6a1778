"""Which customer gets which variant of a trial. Pure: the same answer every time, everywhere."""

from hashlib import sha256

A, B = "a", "b"


def variant(trial, customer, share_b):
    """Return "a" or "b" for a customer, drawn from the names of trial and customer alone.

    :param trial: what names the trial; another trial divides the same customers differently
    :param customer: what names the customer
    :param share_b: per cent of the customers who get B, 0 to 100

    >>> [variant(1, customer, 50) for customer in range(6)]
    ['a', 'b', 'a', 'b', 'b', 'b']
    """
    draw = int.from_bytes(sha256(f"{trial}/{customer}".encode()).digest()[:8])
    return B if draw % 10_000 < share_b * 100 else A
