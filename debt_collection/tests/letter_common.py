"""Builders for tests of letters: letters with given rows, read back as text."""

import io
import os
from datetime import timedelta
from pathlib import Path

from odoo import Command
from odoo.tests import tagged

from .common import DebtCommon

# a folder to look at: DEBT_LETTERS_DIR=/tmp/letters ./dev test -k letter
FOLDER = os.environ.get("DEBT_LETTERS_DIR")


@tagged("post_install", "post_install_l10n", "-at_install")
class LetterCommon(DebtCommon):
    """A company with all data on its letters, a debtor in Polish, English or German."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("en_US", "pl_PL", "de_DE"):
            cls.env["res.lang"]._activate_lang(code)
        module = cls.env["ir.module.module"].search([("name", "=", "debt_collection")])
        module._update_translations(["pl_PL", "de_DE"])
        cls.company.write(
            {
                "name": "Hurtownia Żółty Kłos sp. z o.o.",
                "street": "ul. Źródlana 15",
                "zip": "31-147",
                "city": "Kraków",
                "vat": "PL5265877635",
                "phone": "+48 12 555 10 20",
                "email": "naleznosci@klos.example.com",
                "debt_krs": "0000123456",
                "debt_court": "Sąd Rejonowy dla Krakowa-Śródmieścia, XI Wydział Gospodarczy KRS",
                "debt_share_capital": "50 000,00 zł",
                "debt_bdo": "000123456",
            }
        )
        cls.collector.write({"name": "Jolanta Dąbrowska", "phone": "+48 12 555 10 21"})
        cls.bank = cls.env["res.partner.bank"].create(
            {"acc_number": "PL61109010140000071219812874", "partner_id": cls.company.partner_id.id}
        )
        cls.email = cls._channel("email")
        cls.post = cls._channel("post", is_paper=True)

    @classmethod
    def _channel(cls, code, **values):
        channel = cls.env["debt.channel"].search([("code", "=", code)], limit=1)
        return channel or channel.create({"name": code, "code": code, **values})

    @classmethod
    def debtor(cls, lang="pl_PL", kind="business", **values):
        """A debtor with an address and an open case, writing in `lang`."""
        country = {"pl_PL": "pl", "de_DE": "de", "en_US": "ie"}[lang]
        address = {
            "pl_PL": ("ul. Łąkowa 7/3", "90-562", "Łódź"),
            "de_DE": ("Königstraße 12", "04109", "Leipzig"),
            "en_US": ("4 Harbour Road", "D02 X285", "Dublin"),
        }[lang]
        customer = cls.customer(
            **{
                "lang": lang,
                "country_id": cls.env.ref(f"base.{country}").id,
                "ref": "K-0042",
                **dict(zip(("street", "zip", "city"), address, strict=True)),
                **values,
            }
        )
        debtor = cls.env["debt.debtor"].create(
            {"company_id": cls.company.id, "partner_id": customer.id, "kind": kind}
        )
        cls.env["debt.case"].create(
            {
                "name": "SP/2026/00042",
                "company_id": cls.company.id,
                "debtor_id": debtor.id,
                "partner_id": customer.id,
                "strategy_id": cls.strategy.id,
                "collector_id": cls.collector.id,
            }
        )
        return debtor

    @classmethod
    def action(cls, debtor, code, rows, **values):
        """A planned letter action; `rows`: dicts of lines, amounts in PLN unless said otherwise."""
        letter_type = cls.env.ref(f"debt_collection.letter_type_{code}")
        action = (
            cls.env["debt.action"]
            .sudo()
            .create(
                {
                    "company_id": cls.company.id,
                    "case_id": debtor.case_ids.id,
                    "debtor_id": debtor.id,
                    "partner_id": debtor.partner_id.id,
                    "kind": "letter",
                    "letter_type_id": letter_type.id,
                    "date_planned": cls.today,
                    "channel_ids": [Command.set(cls.email.ids)],
                    **values,
                }
            )
        )
        for number, row in enumerate(rows, 1):
            cls._line(action, number, **row)
        action.amount = sum(line._signed_demand() for line in action.line_ids)
        return action

    @classmethod
    def _line(cls, action, number, role="demanded", **values):
        amount = values.pop("amount", 1234.5)
        due = values.pop("date_due", cls.today - timedelta(days=14))
        values = {
            "name": f"FV/2026/{number:04d}",
            "date_due": due,
            "date_invoice": cls.today - timedelta(days=44),
            "currency_id": cls.pln.id,
            "amount_total": amount,
            "amount_open": amount,
            "amount_demanded": amount,
            **values,
        }
        if role == "demanded":
            values["item_id"] = cls._item(action, values).id
        return (
            cls.env["debt.action.line"]
            .sudo()
            .create({"action_id": action.id, "role": role, **values})
        )

    @classmethod
    def _item(cls, action, values):
        return (
            cls.env["debt.item"]
            .sudo()
            .create(
                {
                    "company_id": action.company_id.id,
                    "debtor_id": action.debtor_id.id,
                    "case_id": action.case_id.id,
                    "name": values["name"],
                    "currency_id": values["currency_id"],
                    "date_due": values["date_due"],
                    "round": 1,
                    "phase": action.phase,
                }
            )
        )

    def build(self, *actions):
        """The letters of these actions, written today."""
        union = self.env["debt.action"].union(*actions)
        return self.env["debt.letter"]._build(union, self.today)

    def printed(self, letter):
        """Text of the letter's PDF, pages apart by form feeds, no-break spaces as spaces."""
        self.assertFalse(letter._render_pdfs(), letter.error)
        return self.pdf_text(letter.attachment_id.raw, letter.name)

    def pdf_text(self, content, name="letter"):
        from pdfminer.high_level import extract_text  # slow to import

        if FOLDER:
            Path(FOLDER, f"{name.replace('/', '_')}.pdf").write_bytes(content)
        return extract_text(io.BytesIO(content)).translate({0xA0: " ", 9: " "})
