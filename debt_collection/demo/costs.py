"""What collecting costs, why customers pay late, and the report of payment practices."""

from .partners import find_customer

# key of the customer: what he said
CAUSES = {
    "habitual_big": "unpaid_himself",
    "habitual_medium": "no_funds",
    "ladder_14": "no_invoice",
    "ladder_22": "acceptance",
    "ladder_31": "no_funds",
    "disputed": "complaint",
    "hospital": "acceptance",
    "part_payer": "no_funds",
}


def set_costs(env, company, today):
    """Value work and SMS, log what customers said, find who grows fast, report last year."""
    company.write({"debt_hour_cost": 60.0, "debt_sms_cost": 0.12})
    for key, cause in CAUSES.items():
        _ask(env, company, find_customer(env, company, key), cause)
    env["debt.case"]._find_growth(company, today)
    report = env["debt.practice"].create({"company_id": company.id, "year": today.year - 1})
    report.action_compute()
    return report


def _ask(env, company, partner, cause):
    case = partner and env["debt.debtor"]._get_or_create(company, partner)._open_case()
    if not case:
        return
    env["debt.action"]._log_contact(
        case.debtor_id,
        case,
        {"contact_channel": "other", "contact_result": "other", "cause": cause},
        {"follow_on": False},
    )
