"""What some customers of the demo company agreed about paying late."""

from dateutil.relativedelta import relativedelta

from .partners import find_customer

# key of the customer, number, what was agreed
FIXED = ("habitual_big", "U/17/2024", {"rate": "fixed", "percent": 16, "clause": "§ 9 ust. 2"})
INDEXED = (
    "part_payer",
    "U/31/2024",
    {
        "rate": "index",
        "margin": 13,
        "clause": "§ 6",
        "allocation_mode": "interest_first",
        "retention_of_title": True,
    },
)


def add_contracts(env, company, today):
    """A fixed rate, and one that follows the NBP with payments set off against interest first."""
    if "debt.contract" not in env:
        return
    signed = today - relativedelta(years=2, months=2)
    index = env.ref("debt_collection.interest_index_nbp_ref")
    for key, number, terms in (FIXED, INDEXED):
        partner = find_customer(env, company, key)
        values = {**terms, "index_id": index.id} if terms["rate"] == "index" else terms
        env["debt.contract"].create(
            {
                "name": number,
                "debtor_id": env["debt.debtor"]._get_or_create(company, partner).id,
                "date": signed,
                "date_from": signed,
                **values,
            }
        )
