"""Rates of the NBP as the demo company knows them, and its proposals of compensation."""

from ..tools import business_days
from ..tools.compensation import rate_day

MONTHS = 40  # as far back as claims may be charged


def propose_compensation(books, today):
    """Draft notes for what is late enough; below the limits the rights are only listed."""
    env = books.env
    if "debt.compensation" not in env:
        return None
    _add_mids(books, today)
    return env["debt.compensation"]._propose(books.company, today)


def _add_mids(books, today):
    """The rate of the last working day of each month: that of the demo's books, not a real one."""
    env, euro = books.env, books.env.ref("base.EUR")
    off = env["debt.calendar"]._holidays(env.ref("base.pl"), today.year - 5, today.year + 1)
    days, due = set(), today
    for _month in range(MONTHS):
        day = rate_day(due, lambda one: business_days.is_working(one, off))
        days.add(day)
        due = day.replace(day=1)
    rates = env["debt.exchange.rate"]
    known = rates.search([("currency_id", "=", euro.id), ("date", "in", list(days))])
    rates.create(
        [
            {
                "currency_id": euro.id,
                "date": day,
                "mid": round(euro._convert(1, books.company.currency_id, books.company, day), 4),
                "table_no": f"{day.timetuple().tm_yday * 5 // 7:03d}/A/NBP/{day.year}",
                "source": "Dane przykładowe",
            }
            for day in sorted(days - set(known.mapped("date")))
        ]
    )
