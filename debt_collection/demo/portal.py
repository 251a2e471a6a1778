"""The customer's side: one who can log in (klient), one who asks for a day, online payment."""

from odoo import Command

from .partners import find_customer
from .plan import days, work_day

LOGGED_IN, ASKING = "part_payer", "habitual_medium"


def open_portal(env, company, today):
    """A customer's log-in (the password is the log-in), a day asked for, the demo provider."""
    _log_in(env, find_customer(env, company, LOGGED_IN))
    _ask(env, company, find_customer(env, company, ASKING), today)
    _pay_online(env, company)


def _log_in(env, partner):
    if env["res.users"].with_context(active_test=False).search([("login", "=", "klient")]):
        return
    env["res.users"].create(
        {
            "login": "klient",
            "password": "klient",
            "name": "Krystyna Klient",
            "email": "klient@example.com",
            "partner_id": env["res.partner"]
            .create({"name": "Krystyna Klient", "parent_id": partner.id, "lang": "pl_PL"})
            .id,
            "lang": "pl_PL",
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
            "company_id": env.company.id,
            "company_ids": [Command.set(env.company.ids)],
        }
    )


def _ask(env, company, partner, today):
    """A habitual late payer names a day on the portal: the collector has to agree."""
    debtor = env["debt.debtor"]._get_or_create(company, partner)
    debtor._answer_promise(partner, [], work_day(today + days(6)))


def _pay_online(env, company):
    provider = env.ref("payment.payment_provider_demo", raise_if_not_found=False)
    if provider and provider.code == "demo":
        provider.write({"state": "test", "is_published": True, "company_id": company.id})
