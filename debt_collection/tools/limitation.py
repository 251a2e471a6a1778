"""Until when a claim can be enforced (KC art. 117-125, 554; prawo przewozowe art. 77)."""

from datetime import date, timedelta

DAY = timedelta(days=1)
# kind of claim: years; terms of two years and more end with the year (KC art. 118)
TERMS = {
    "sale": 2,  # by a business in its trade, KC art. 554
    "business": 3,  # KC art. 118, periodic claims such as interest included
    "carriage": 1,  # KC art. 792
    "general": 6,  # KC art. 118
    "court": 6,  # confirmed by a court or a settlement, KC art. 125
}
YEAR_END_FROM = 2


def _later(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _end(begin, years):
    end = _later(begin, years)
    return date(end.year, 12, 31) if years >= YEAR_END_FROM else end


def limitation_date(kind, due, restarted=None):
    """Return the last day on which a claim isn't time-barred.

    :param kind: a key of TERMS
    :param due: effective due date; the term runs from the day after it
    :param restarted: day of the last acknowledgement or court act, from which it runs anew (KC art.
        123, 124); one after the end revives nothing
    """
    years = TERMS[kind]
    end = _end(due + DAY, years)
    if restarted and due < restarted <= end:
        return _end(restarted, years)
    return end


def stage(end, day, warnings):
    """Return which warning `day` has reached, as its number of days; 0: past the end, None: none.

    :param end: what `limitation_date` gave
    :param warnings: days before the end on which to warn, in any order
    """
    left = (end - day).days
    if left < 0:
        return 0
    return min((days for days in warnings if days and left <= days), default=None)
