from datetime import date

from odoo import Command
from odoo.exceptions import UserError

from .compensation_common import CompensationCommon


class TestCompensationRight(CompensationCommon):
    """For which receivables compensation arises, and how much (LAW 3)."""

    def test_tiers(self):
        for gross, expected in ((5000, "170.92"), (5000.01, "299.11"), (50000, "427.30")):
            with self.subTest(gross=gross):
                self.assertEqual(self.owed(self.invoice(gross, "2026-01-15")), [expected])

    def test_arises_the_day_after(self):
        move = self.invoice(3000, "2026-01-15")
        self.assertEqual(self.owed(move, date(2026, 1, 15)), [])
        self.assertEqual(self.owed(move, date(2026, 1, 16)), ["170.92"])

    def test_due_on_saturday_takes_the_month_of_monday(self):
        move = self.invoice(3000, "2026-01-31")
        self.assertEqual(self.owed(move, date(2026, 2, 2)), [])
        self.assertEqual(self.owed(move, date(2026, 2, 3)), ["172.00"])

    def test_month_of_the_day_after(self):
        self.company.debt_due_roll = False
        move = self.invoice(3000, "2026-01-31")
        self.assertEqual(self.owed(move), ["170.92"])
        self.company.debt_compensation_maturity = "due+1"
        self.assertEqual(self.owed(move), ["172.00"])

    def test_paid_late_even_one_day(self):
        late, prompt = self.invoice(3000, "2026-01-15"), self.invoice(3000, "2026-01-15")
        self.pay(late, day="2026-01-16")
        self.pay(prompt, day="2026-01-15")
        self.assertEqual(self.owed(late), ["170.92"])
        self.assertEqual(self.owed(prompt), [])

    def test_part_payment_keeps_the_tier(self):
        move = self.invoice(6000, "2026-01-15")
        self.pay(move, 5500, "2026-01-10")
        self.assertEqual(self.owed(move), ["299.11"])

    def test_own_credit_note_lowers_the_tier(self):
        move = self.invoice(6000, "2026-01-15")
        reversal = move._reverse_moves([{"invoice_date": "2026-02-10", "date": "2026-02-10"}])
        reversal.invoice_line_ids.price_unit = 1500
        reversal.action_post()
        (self.due_line(move) | self.due_line(reversal)).reconcile()
        self.assertEqual(self.owed(move), ["170.92"])

    def test_each_instalment(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "30/70",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 30, "nb_days": 10}),
                    Command.create({"value": "percent", "value_amount": 70, "nb_days": 40}),
                ],
            }
        )
        move = self._create_invoice_one_line(
            price_unit=10000,
            tax_ids=[],
            partner_id=self.partner,
            invoice_date="2025-12-29",
            invoice_payment_term_id=term,
            post=True,
        )
        # 3,000 due 8 January, 7,000 due Saturday 7 February, moved to Monday
        self.assertEqual(self.owed(move, date(2026, 1, 9)), ["170.92"])
        self.assertEqual(self.owed(move), ["170.92", "301.00"])

    def test_never_for_consumers(self):
        consumer = self.customer("Jan Kowalski", is_company=False)
        self.rule("delay", [("2016-01-01", False, 9)], for_consumer=True, has_compensation=True)
        move = self.invoice(3000, "2026-01-15", partner=consumer)
        self.assertEqual(self.owed(move), [])

    def test_only_where_the_rule_knows_it(self):
        move = self.invoice(3000, "2026-01-15")
        self.commercial.has_compensation = False
        self.assertEqual(self.owed(move), [])

    def test_foreign_law(self):
        move = self.invoice(3000, "2026-01-15")
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        self.rule(
            "commercial",
            [("2016-01-01", False, 9)],
            for_business=True,
            has_compensation=True,
            country_id=self.env.ref("base.de").id,
        )
        contract = self.env["debt.contract"].create(
            {"name": "1/2025", "debtor_id": debtor.id, "date_from": "2025-01-01"}
        )
        self.assertEqual(self.owed(move), ["170.92"])
        contract.governing_country_id = self.env.ref("base.de")
        self.assertEqual(self.owed(move), [])

    def test_insolvency(self):
        before, after = self.invoice(3000, "2026-01-15"), self.invoice(3000, "2026-01-20")
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "kind": "insolvency",
                "date_from": "2026-01-21",
            }
        )
        self.assertEqual(self.owed(before), ["170.92"])
        self.assertEqual(self.owed(after), [])

    def test_invoice_in_euro(self):
        # 1,200 EUR at 4.273 are 5,127.60 PLN, whatever the books say (4,800)
        move = self.invoice(1200, "2026-01-15", currency_id=self.eur.id)
        self.assertEqual(self.owed(move), ["299.11"])

    def test_missing_rate_names_the_day(self):
        move = self.invoice(3000, "2026-02-15")
        self.mids["2026-01-30"].unlink()
        with self.assertRaisesRegex(UserError, "EUR.*30"):
            self.owed(move)

    def test_instalments_of_an_agreement_made_after_the_delay(self):
        move = self.invoice(3000, "2026-01-15")
        account = self.due_line(move).account_id
        line = {"account_id": account.id, "partner_id": self.partner.id, "no_followup": False}
        agreement = self.env["account.move"].create(
            {
                "date": "2026-01-20",
                "line_ids": [
                    Command.create({**line, "credit": 3000}),
                    Command.create({**line, "debit": 1000, "date_maturity": "2026-01-26"}),
                    Command.create({**line, "debit": 2000, "date_maturity": "2026-02-10"}),
                ],
            }
        )
        agreement.action_post()
        lines = self.due_line(agreement)
        (self.due_line(move) | lines.filtered("credit")).reconcile()
        self.assertEqual(self.owed(move), ["170.92"])
        self.assertEqual(self.owed(agreement), [])

    def test_two_companies(self):
        other = self.setup_other_company(country_id=self.env.ref("base.pl").id)["company"]
        move = self.invoice(3000, "2026-01-15")
        found = self.env["debt.interest"]._histories(other, self.today)
        self.assertEqual(self.model._rights(other, found, self.today), {})
        self.assertEqual(self.owed(move), ["170.92"])

    def test_part_of_the_claim_to_date(self):
        move = self.invoice(3000, "2026-01-15")
        claims = self.env["debt.interest"]._claims(
            self.company, self.today, lines=self.due_line(move)
        )
        claim = claims[self.due_line(move).id]
        self.assertEqual(str(claim.compensation), "170.92")
        self.assertEqual(claim.total, claim.principal + claim.interest + claim.compensation)
