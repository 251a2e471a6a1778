"""Interest on interest: an act of its own, never part of a calculation (art. 482 KC)."""


def capitalised(balances, interest, day):
    """Return the balances with `interest` (> 0) added to the debt from `day` on.

    Only by suing for it, from that day, or by an agreement made after the delay (art. 482 KC).
    """
    if interest < 0:
        raise ValueError("interest can't be negative")
    steps = dict(balances)
    before = [start for start in steps if start <= day]
    steps[day] = steps[max(before)] if before else 0
    return [
        (start, amount + interest if start >= day else amount)
        for start, amount in sorted(steps.items())
    ]
