from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import TransactionCase, freeze_time, tagged

from ..demo import checksums
from ..demo.company import build
from ..demo.customers import SPECIAL
from ..demo.invoices import make_invoice
from ..demo.partners import find_customer, make_customer, partner_vals
from ..demo.payments import pay, receivable_lines
from . import aging_reckoned

TODAY = date(2026, 11, 20)


@tagged("post_install", "post_install_l10n", "-at_install")
@freeze_time(TODAY)
class TestDemoCompany(TransactionCase):
    """Built once, small; each test looks at one side of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "pl" not in cls.env["account.chart.template"]._get_chart_template_mapping():
            cls.skipTest(cls, "l10n_pl is not installed")
        company = cls.env["res.company"].create({"name": "Demo"})
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=company.ids))
        cls.summary = build(cls.env, TODAY, scale=0.1)
        cls.company = company.with_env(cls.env)

    def _customer(self, key):
        return find_customer(self.env, self.company, key)

    def _open_lines(self, key):
        """What the plan of the company says; notes charged on it come on top."""
        notes = self.env["debt.interest.note"].search([("company_id", "=", self.company.id)])
        return self.env["account.move.line"].search(
            [
                ("company_id", "=", self.company.id),
                ("partner_id", "=", self._customer(key).id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
                ("parent_state", "=", "posted"),
                ("move_id", "not in", notes.move_id.ids),
            ],
            order="date_maturity",
        )

    def _lates(self, key):
        lines = self._open_lines(key).filtered(lambda line: line.amount_residual > 0)
        return [(TODAY - line.date_maturity).days for line in lines]

    # contracts -------------------------------------------------------------------------------

    def test_contracts_give_their_own_rates(self):
        percents = {}
        for key in ("habitual_big", "part_payer", "habitual_small"):
            debtor = self.env["debt.debtor"]._get_or_create(self.company, self._customer(key))
            percents[key] = float(debtor._interest_rules(TODAY)[debtor]._percent_on(TODAY))
        self.assertEqual(
            percents, {"habitual_big": 16, "part_payer": 16.75, "habitual_small": 13.75}
        )

    # books -----------------------------------------------------------------------------------

    def test_counts(self):
        self.assertEqual(len(self.summary.customers), len(SPECIAL) + 2)
        self.assertEqual(set(self.summary.invoices.mapped("state")), {"posted"})
        self.assertEqual(len(self.summary.credit_notes), 4)
        self.assertEqual(len(self.summary.unmatched), 5)
        self.assertIn("anna", str(self.summary))

    def test_books_balance(self):
        lines = self.env["account.move.line"].search([("company_id", "=", self.company.id)])
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0, 2)
        for line in receivable_lines(self.summary.invoices):
            paid = sum(line.matched_credit_ids.mapped("debit_amount_currency"))
            self.assertAlmostEqual(line.amount_currency - paid, line.amount_residual_currency, 2)

    def test_aging_at_24_month_ends(self):
        """Receivables, own debts and both netted: by customer and age, and against the ledger."""
        lines, aging = aging_reckoned.read(self.env, self.company), self.env["debt.aging"]
        usual = aging._usual_scope(self.company)
        columns = [*(f"b{n}" for n in range(len(usual.limits) + 2)), "credit", "amount"]
        filled = set()
        for months in range(24):
            day = TODAY.replace(day=1) - relativedelta(months=months) - timedelta(days=1)
            for side in aging_reckoned.SIDES:
                aging.invalidate_model()
                report = aging.with_context(**usual._replace(day=day, side=side).context())
                by_customer = aging_reckoned.shown(report, "partner_id", columns)
                by_account = aging_reckoned.shown(report, "account_id", ["amount"])
                filled |= {(side, column) for _partner, column in by_customer}
                with self.subTest(day=day, side=side):
                    self.assertEqual(
                        by_customer, aging_reckoned.aged(lines, day, side, usual.limits)
                    )
                    self.assertEqual(
                        {account: amount for (account, _column), amount in by_account.items()},
                        aging_reckoned.ledger(lines, day, side),
                    )
        # the demo company has something of each age
        self.assertLessEqual({("receivable", column) for column in columns}, filled)
        self.assertIn(("payable", "b1"), filled)

    def test_invoice_numbers_follow_the_dates(self):
        invoices = self.summary.invoices.sorted(lambda move: (move.date.year, move.name))
        self.assertEqual(invoices.mapped("date"), sorted(invoices.mapped("date")))
        self.assertEqual(invoices[-1].name[:8], "FV/2026/")

    def test_company_is_polish(self):
        self.assertEqual(self.company.chart_template, "pl")
        self.assertEqual(self.company.currency_id.name, "PLN")
        self.assertTrue(checksums.is_nip(self.company.vat))
        self.assertTrue(checksums.is_iban(self.company.partner_id.bank_ids[:1].acc_number))
        self.assertEqual(self.env["res.lang"]._lang_get("pl_PL").thousands_sep, "\u00a0")

    def test_bank_journals_are_known_up_to_the_last_working_day(self):
        lines = self.env["account.bank.statement.line"]
        journals = self.env["account.journal"].search(
            [("company_id", "=", self.company.id), ("type", "=", "bank")]
        )
        self.assertEqual(len(journals), 2)
        for journal in journals:
            latest = lines.search([("journal_id", "=", journal.id)], order="date desc", limit=1)
            self.assertEqual(latest.date, date(2026, 11, 19))

    def test_people(self):
        jan = self.summary.users["jan"]
        self.assertEqual(jan.lang, "pl_PL")
        self.assertTrue(jan.has_group("debt_collection.group_manager"))
        anna = self.summary.users["anna"]
        self.assertTrue(anna.has_group("debt_collection.group_collector"))
        self.assertFalse(anna.has_group("debt_collection.group_collector_all"))
        self.assertEqual(self.company.debt_head_id, jan)

    def test_builders(self):
        """What other tests use: one customer, one invoice, one transfer."""
        customer = SPECIAL[0]._replace(key="builder", name="Budowniczy sp. z o.o.")
        partner = make_customer(self.env, self.company, customer, city="Opole")
        self.assertEqual((partner.city, partner.lang), ("Opole", "pl_PL"))
        line = {"name": "Kabel", "quantity": 10, "price_unit": 50.0, "tax_ids": []}
        invoice = make_invoice(self.env, self.company, partner, date(2026, 10, 1), [line])
        pay(self.env, self.company, invoice, date(2026, 11, 2), 200.0)
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("partial", 300.0))
        pay(self.env, self.company, invoice, date(2026, 11, 9))
        self.assertEqual(invoice.payment_state, "paid")

    # customers -------------------------------------------------------------------------------

    def test_open_items_are_as_late_as_told(self):
        for customer in SPECIAL:
            opens = [item for item in customer.open if item.paid < 1 or item.extra < 0]
            if customer.term == "30/70" or customer.key in ("opening", "limitation"):
                continue
            with self.subTest(customer.key):
                expected = sorted((item.late for item in opens), reverse=True)
                self.assertEqual(self._lates(customer.key), expected)

    def test_tax_numbers(self):
        for key, partner in self.summary.customers.items():
            if partner.country_id.code == "PL" and partner.vat:
                self.assertTrue(checksums.is_nip(partner.vat), key)
        self.assertFalse(self._customer("consumer_late").vat)
        self.assertFalse(self._customer("consumer_late").is_company)

    def test_same_customers_each_time(self):
        for customer in SPECIAL:
            self.assertEqual(partner_vals(self.env, customer), partner_vals(self.env, customer))
        self.assertEqual(self._customer("hospital").vat, "PL5701627958")

    def test_reachability(self):
        self.assertFalse(self._customer("no_email").email)
        self.assertTrue(self._customer("bounce").message_bounce)
        self.assertEqual(self._customer("foreign_late").lang, "de_DE")
        office = self._customer("hospital").child_ids
        self.assertEqual(office.type, "invoice")
        invoices = self._open_lines("hospital").move_id
        self.assertEqual(invoices.partner_id, office)

    # stories ---------------------------------------------------------------------------------

    def test_partly_paid_and_remainder(self):
        self.assertEqual(
            set(self._open_lines("escalated").move_id[-1:].mapped("payment_state")), {"partial"}
        )
        self.assertEqual(self._open_lines("remainder")[0].amount_residual, 3.2)
        self.assertIn(-150.0, self._open_lines("overpaid").mapped("amount_residual"))

    def test_credits(self):
        credit = {
            key: sum(
                line.amount_residual for line in self._open_lines(key) if line.amount_residual < 0
            )
            for key in ("credit_allocated", "credit_part", "credit_full", "on_account")
        }
        self.assertEqual(
            credit,
            {
                "credit_allocated": 0,
                "credit_part": -3075.0,
                "credit_full": -2460.0,
                "on_account": -6000.0,
            },
        )
        for key, expected in (("credit_full", -1), ("credit_part", 1), ("on_account", 1)):
            net = sum(self._open_lines(key).mapped("amount_residual"))
            self.assertEqual(net > 0, expected > 0, key)

    def test_advance_names_the_order(self):
        order = self.summary.orders[0]
        self.assertEqual(order.state, "sale")
        memos = self._open_lines("advance_order").mapped("name")
        self.assertTrue(any(order.name in (memo or "") for memo in memos))

    def test_unmatched_transfers_fit(self):
        amounts = self.summary.unmatched.mapped("amount")
        single = self._open_lines("suspected_single")[0].amount_residual
        everything = sum(self._open_lines("suspected_all").mapped("amount_residual"))
        oldest = sum(self._open_lines("suspected_oldest")[:2].mapped("amount_residual"))
        named = self._open_lines("suspected_named")[0]
        self.assertEqual(amounts, [single, everything, oldest, named.amount_residual, 777.77])
        self.assertIn(named.move_name, self.summary.unmatched[3].payment_ref)
        self.assertFalse(any(self.summary.unmatched.mapped("is_reconciled")))

    def test_instalments(self):
        lates = self._lates("instalments")
        self.assertEqual(lates, [16, -4, -30, -50])
        self.assertEqual(self._lates("instalments_paid"), [-37])

    def test_opening_balances(self):
        lines = self._open_lines("opening").filtered("no_followup")
        self.assertEqual(lines.mapped("amount_residual"), [4820.5, 2199.0])
        self.assertGreater(self._lates("limitation")[0], 3 * 365)
        nobody = self.env["account.move.line"].search(
            [("move_id", "=", lines.move_id.id), ("partner_id", "=", False), ("debit", ">", 0)]
        )
        self.assertEqual(nobody.debit, 312.4)

    def test_foreign_invoices_are_in_euro_without_polish_vat(self):
        lines = self._open_lines("foreign_late")
        self.assertEqual(lines.currency_id.name, "EUR")
        self.assertEqual(set(lines.move_id.mapped("amount_tax")), {0.0})
        self.assertNotEqual(lines[0].amount_residual, lines[0].amount_residual_currency)

    def test_interest_notes(self):
        notes = {
            key: self.env["debt.interest.note"].search(
                [("company_id", "=", self.company.id), ("partner_id", "=", self._customer(key).id)]
            )
            for key in ("vip_prompt", "habitual_big", "part_payer", "hospital", "insolvent")
        }
        self.assertFalse(notes["vip_prompt"] | notes["insolvent"])
        habitual = notes["habitual_big"]
        self.assertEqual((habitual.state, habitual.name[:3]), ("posted", "NO/"))
        charged = habitual.line_ids.move_line_id
        self.assertTrue(charged.filtered("reconciled"), "paid late")
        rows = notes["part_payer"].line_ids.filtered(lambda line: not line.display_type)
        bases = rows.grouped("move_line_id").values()
        self.assertTrue(any(len(set(of_item.mapped("base"))) > 1 for of_item in bases))
        # the medical rate of the first and second half of 2026
        medical = notes["hospital"].line_ids.filtered(
            lambda line: str(line.date_from)[:4] == "2026"
        )
        self.assertLessEqual(set(medical.mapped("percent")), {12.0, 11.75})
        self.assertTrue(medical)

    def test_debtors(self):
        debtors = self.env["debt.debtor"]
        expected = {
            "hospital": ("public_medical", "standard"),
            "commune": ("public", "standard"),
            "consumer_late": ("consumer", "new"),  # his first purchase is of this half-year
            "vip_late_once": ("business", "valued"),
            "habitual_small": ("business", "habitual"),
        }
        for key, (kind, profile) in expected.items():
            debtor = debtors._get_or_create(self.company, self._customer(key))
            self.assertEqual((debtor.kind, debtor.profile), (kind, profile), key)
        held = {}
        for key in ("disputed", "dispute_part", "insolvent"):
            hold = debtors._get_or_create(self.company, self._customer(key)).hold_ids
            held[key] = (hold.kind, bool(hold.amount))
        self.assertEqual(
            held,
            {
                "disputed": ("dispute", False),
                "dispute_part": ("dispute", True),
                "insolvent": ("insolvency", False),
            },
        )
