"""What a customer is worth in a period: sums, no Odoo. Money is Decimal of one currency."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

YEAR = 365


class Worth(NamedTuple):
    """Figures of a period; None: not known. `share`: result in per cent of the turnover."""

    turnover: Decimal
    margin: Decimal
    known_share: Decimal
    interest: Decimal
    delay: Decimal
    collecting: Decimal
    result: Decimal
    share: Decimal
    late_on_average: Decimal


def worth(facts, rate, days):
    """Return the Worth of `facts`.

    :param facts: {turnover, known, cost, interest, late, collecting}: money, `late` money x days
    :param rate: what money costs, per cent a year
    :param days: length of the period; 0: not known
    """
    figure = {name: Decimal(str(facts.get(name) or 0)) for name in FACTS}
    turnover, known = figure["turnover"], figure["known"]
    # what is known of a part is taken for all of it, as in the payment profile
    margin = turnover * (known - figure["cost"]) / known if known > 0 else None
    delay = figure["late"] * Decimal(str(rate)) / 100 / YEAR
    result = share = None
    if margin is not None:
        result = _cents(margin + figure["interest"] - delay - figure["collecting"])
        share = _rounded(100 * result / turnover, "0.1") if turnover > 0 else None
    return Worth(
        _cents(turnover),
        None if margin is None else _cents(margin),
        _rounded(100 * known / turnover, "1") if turnover > 0 and known > 0 else None,
        _cents(figure["interest"]),
        _cents(delay),
        _cents(figure["collecting"]),
        result,
        share,
        _average(figure["late"], days),
    )


FACTS = ("turnover", "known", "cost", "interest", "late", "collecting")


def _average(late, days):
    """What was overdue on a day of the period; None where its length isn't known."""
    return _cents(late / max(days, 1)) if days or not late else None


def _cents(amount):
    return _rounded(amount, "0.01")


def _rounded(amount, step):
    return amount.quantize(Decimal(step), rounding=ROUND_HALF_UP)


class Bar(NamedTuple):
    """A bar of a chart: corner, size, label of the month, its figure, the middle of the bar."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: float
    middle: float


def bars(values, width, height):
    """Return a Bar for each (label, figure or None); a month without figure has no height.

    :param width, height: of the drawing, in its own units
    """
    highest = max([1, *(value or 0 for _label, value in values)])
    step = width / max(len(values), 1)
    return [
        Bar(
            round(number * step + step * 0.15, 1),
            round(height - height * (value or 0) / highest, 1),
            round(step * 0.7, 1),
            round(height * (value or 0) / highest, 1),
            label,
            value,
            round(number * step + step / 2, 1),
        )
        for number, (label, value) in enumerate(values)
    ]
