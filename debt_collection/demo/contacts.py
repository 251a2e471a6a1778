"""Contacts of the last days: what customers said, why they pay late."""

from .partners import find_customer

# customer, fields of the contact, what its result needs
CONTACTS = (
    ("ladder_31", "no_answer", "call", False, "Sekretariat: główna księgowa na urlopie."),
    ("habitual_big", "other", "call", "unpaid_himself", "Czekają na płatność od inwestora."),
    ("vip_prompt", "other", "email", "no_invoice", "Faktura nie dotarła, wysłaliśmy kopię."),
    ("hospital", "other", "call", "acceptance", "Faktura czeka na akceptację oddziału."),
)


def log_contacts(env, company):
    """Log a few contacts of customers that have a case; returns the actions."""
    Action = env["debt.action"]
    for key, result, channel, cause, note in CONTACTS:
        partner = find_customer(env, company, key)
        if not partner:
            continue
        debtor = env["debt.debtor"]._get_or_create(company, partner)
        case = debtor._open_case()
        # whoever looks after the case made the call
        collector = case.collector_id or company.debt_collector_ids[:1]
        Action |= Action.with_user(collector)._log_contact(
            debtor.with_user(collector),
            case.with_user(collector),
            {
                "contact_channel": channel,
                "contact_result": result,
                "contact_partner_id": partner.id,
                "cause": cause,
                "outcome": note,
            },
        )
    return Action
