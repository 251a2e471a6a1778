"""One company, customer and document of each kind, made by the ORM: what the clones are copies of."""

from datetime import timedelta

from odoo import Command

EUR_RATE = 4.25


def company(env, name):
    poland = env.ref("base.pl")
    company = env["res.company"].create(
        {"name": name, "country_id": poland.id, "currency_id": env.ref("base.PLN").id}
    )
    env.user.company_ids += company
    company.partner_id.write({"street": "Prosta 1", "zip": "00-001", "city": "Warszawa"})
    env["account.chart.template"].try_loading("pl", company=company, install_demo=False)
    return company


def euro(env):
    euro = env.ref("base.EUR")
    env.ref("base.PLN").active = euro.active = True
    return euro


def customer(env, companies):
    salesperson = env["res.users"].create(
        {
            "name": "Bench Sales",
            "login": "bench_sales",
            "email": "sales@example.com",
            "company_id": companies[0].id,
            "company_ids": [Command.set([company.id for company in companies])],
        }
    )
    return env["res.partner"].create(
        {
            "name": "Prototype",
            "is_company": True,
            "country_id": env.ref("base.pl").id,
            "lang": "pl_PL",
            "street": "Prosta 2",
            "zip": "30-001",
            "city": "Kraków",
            "email": "prototype@example.com",
            "phone": "+48500000000",
            "user_id": salesperson.id,
        }
    )


def documents(env, company, currency, partner, today):
    """Post one invoice, one credit note and one payment entry; return their ids by kind."""
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    if currency != company.currency_id:
        env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": company.id,
                "name": today - timedelta(days=900),
                "inverse_company_rate": EUR_RATE,
            }
        )
    journal = env["account.journal"].search(
        [("type", "=", "sale"), ("company_id", "=", company.id)]
    )
    return {
        "invoice": _document(env, "out_invoice", journal[0], currency, partner, today),
        "credit": _document(env, "out_refund", journal[0], currency, partner, today),
        "payment": _payment(env, company, currency, partner, today),
    }


def _document(env, move_type, journal, currency, partner, today):
    move = env["account.move"].create(
        {
            "move_type": move_type,
            "journal_id": journal.id,
            "partner_id": partner.id,
            "currency_id": currency.id,
            "invoice_date": today,
            "invoice_date_due": today,
            "invoice_line_ids": [
                Command.create(
                    {"name": "Goods", "price_unit": 1000.0, "tax_ids": [Command.clear()]}
                )
            ],
        }
    )
    move.action_post()
    return move


def _payment(env, company, currency, partner, today):
    bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", company.id)])
    receivable = partner.with_company(company).property_account_receivable_id
    rate = 1.0 if currency == company.currency_id else EUR_RATE
    common = {"currency_id": currency.id, "partner_id": partner.id, "name": "Payment"}
    move = env["account.move"].create(
        {
            "journal_id": bank[0].id,
            "date": today,
            "line_ids": [
                Command.create(
                    {
                        **common,
                        "account_id": receivable.id,
                        "amount_currency": -1000.0,
                        "balance": -1000.0 * rate,
                    }
                ),
                Command.create(
                    {
                        **common,
                        "account_id": bank[0].default_account_id.id,
                        "amount_currency": 1000.0,
                        "balance": 1000.0 * rate,
                    }
                ),
            ],
        }
    )
    move.action_post()
    return move
