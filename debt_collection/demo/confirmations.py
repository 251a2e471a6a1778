"""Balances of last month asked for, with answers; a file of debtors waiting to be looked at."""

import base64

from odoo import fields

from .plan import days

ASKED = ("vip_prompt", "ladder_14", "part_payer", "foreign_prompt", "disputed", "consumer_late")
FILE = (
    "Nazwa kontrahenta;NIP;Ulica;Kod pocztowy;Miejscowość;E-mail;"
    "Nr dokumentu;Data wystawienia;Termin płatności;Do zapłaty\r\n"
    "Stolarnia Dębowa sp. z o.o.;;Leśna 4;32-400;Myślenice;biuro@debowa.example.com;"
    "12/2026;{issued};{due};4 305,00\r\n"
    "Stolarnia Dębowa sp. z o.o.;;Leśna 4;32-400;Myślenice;biuro@debowa.example.com;"
    "19/2026;{issued};{due};861,00\r\n"
    "Cukiernia Malinka;;Rynek 2;33-300;Nowy Sącz;;7/2026;{issued};{due};1 230,50\r\n"
)


def confirm_balances(env, company, customers, today):
    """A campaign by post, so that nothing leaves by e-mail: agreed, disagreed, silent, left out."""
    partners = env["res.partner"].union(*(customers[key] for key in ASKED if key in customers))
    campaign = env["debt.confirmation.campaign"].create(
        {
            "company_id": company.id,
            "date": today.replace(day=1) - days(1),
            "channel": "post",
            "domain": str([("id", "in", partners.ids)]),
            "user_id": company.debt_head_id.id,
        }
    )
    campaign.action_prepare()
    campaign.action_send()
    actions = campaign.confirmation_ids.action_ids.sudo()
    now = fields.Datetime.now()
    actions._run_statement(now)
    actions.filtered(lambda action: action.state == "queued")._send_statement(now)
    for letter in actions.letter_id:
        letter._post_by_hand(today)
    _answer(env, campaign, customers)
    _offer_file(env, company, today)


def _answer(env, campaign, customers):
    by_partner = {one.partner_id: one for one in campaign.confirmation_ids}
    agreed = by_partner.get(customers["ladder_14"])
    if agreed and agreed.state == "sent":
        env["debt.confirmation"]._answer(
            agreed.debtor_id, True, {"name": "Główna księgowa", "way": "paper"}
        )
    other = by_partner.get(customers["part_payer"])
    if other and other.state == "sent":
        line = other.line_ids[:1]
        remark = "Nie mamy ostatniej faktury, prosimy o kopię."
        amounts = {line.currency_id: line.currency_id.round(line.amount * 0.8)}
        env["debt.confirmation"]._answer(
            other.debtor_id, False, {"amounts": amounts, "remark": remark, "way": "email"}
        )


def _offer_file(env, company, today):
    content = FILE.format(issued=today - days(60), due=today - days(30))
    one = env["debt.file.import"].create(
        {
            "company_id": company.id,
            "file": base64.b64encode(content.encode("utf-8-sig")),
            "filename": "dluznicy.csv",
        }
    )
    one.action_read()
