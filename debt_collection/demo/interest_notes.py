"""Interest notes of the demo company: the month's drafts, two of them booked."""

from datetime import timedelta

from .partners import find_customer

# a habitual late payer and the public hospital at its own rate
BOOKED = ("habitual_big", "hospital")


def note_interest(books, today):
    """Propose notes up to the end of last month; those of BOOKED are approved and posted."""
    env, company = books.env, books.company
    if "debt.interest.note" not in env:
        return None
    notes = env["debt.interest.note"]._propose(company, today.replace(day=1) - timedelta(days=1))
    for key in BOOKED:
        customer = find_customer(env, company, key)
        own = notes.filtered(lambda note, customer=customer: note.partner_id == customer)
        own._approve(today)
        own._post_entries()
    return notes
