from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunMoney(DebtCommon):
    """What is demanded: after payments, credits and holds, in each currency of its own."""

    def setUp(self):
        super().setUp()
        self.debtor = self.customer()

    def demanded(self, run=None):
        """[(role, currency, amount)] of the letters of the customer."""
        lines = self.actions(self.debtor, kind="letter").line_ids
        rows = [(n.role, n.currency_id.name, n.amount_demanded) for n in lines]
        return sorted(rows)

    def held(self, run):
        lines = run.line_ids.filtered(
            lambda n: n.partner_id == self.debtor and n.outcome in ("4_waits", "5_held")
        )
        return [(n.outcome, n.reason, n.amount) for n in lines]

    def test_partly_paid(self):
        self.pay(self.overdue(20, 1000, self.debtor), 400)
        self.night()
        self.assertEqual(self.demanded(), [("demanded", "PLN", 600.0)])
        self.assertEqual(self.actions(self.debtor, kind="letter").amount, 600)

    def test_credit_note_covers_the_oldest(self):
        self.overdue(20, 1000, self.debtor)
        self.overdue(15, 300, self.debtor)
        note = self.credit_note(1100, self.debtor)
        run = self.night()
        # the older one is covered; the letter shows the younger one and what covers part of it
        self.assertEqual(self.demanded(), [("credit", "PLN", -100.0), ("demanded", "PLN", 300.0)])
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual(letter.amount, 200)
        credit = letter.line_ids.filtered(lambda line: line.role == "credit")
        self.assertEqual(credit.move_line_id, self.due_line(note))
        self.assertIn(("5_held", "credit", 1000.0), self.held(run))

    def test_paid_on_account_isnt_chased(self):
        self.overdue(20, 1000, self.debtor)
        self.receipt(1200, self.debtor)
        run = self.night()
        self.assertFalse(self.actions(self.debtor))
        self.assertEqual(self.held(run), [("5_held", "credit", 1000.0)])

    def test_credit_in_another_currency_covers_nothing(self):
        self.overdue(20, 1000, self.debtor)
        self.credit_note(500, self.debtor, currency_id=self.eur.id)
        run = self.night()
        self.assertIn("Credit in another currency: 500", run.line_ids.why)
        self.assertEqual(self.demanded(), [("demanded", "PLN", 1000.0)])

    def test_two_currencies_one_letter(self):
        self.overdue(20, 1000, self.debtor)
        self.overdue(20, 200, self.debtor, currency_id=self.eur.id)
        self.night()
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual(len(letter), 1)
        self.assertEqual(self.demanded(), [("demanded", "EUR", 200.0), ("demanded", "PLN", 1000.0)])
        self.assertEqual(letter.amount, 1800)  # 1 EUR = 4 PLN
        self.assertEqual(letter.debtor_id.overdue, 1800)

    def test_limits_meet_foreign_amounts_the_right_way_round(self):
        # from 500 PLN: 124 EUR are 496 PLN, 126 EUR are 504 PLN
        self.steps["demand"].net_min = 500
        self.overdue(20, 124, self.debtor, currency_id=self.eur.id)
        run = self.night()
        self.assertEqual(self.held(run), [])
        self.assertEqual(
            self.actions(self.debtor).mapped("step_id.name"), ["call"], "still below the demand"
        )
        other = self.customer("Müller Baustoffe GmbH")
        self.overdue(20, 126, other, currency_id=self.eur.id)
        self.assertEqual(self.plan(self.today, other), [("demand", "letter")])

    def test_instalments_are_items(self):
        terms = self.env["account.payment.term"].create(
            {
                "name": "30/60",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 30}),
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 60}),
                ],
            }
        )
        invoice = self._create_invoice_one_line(
            price_unit=1000,
            tax_ids=[],
            partner_id=self.debtor,
            invoice_date=self.after(-50),
            invoice_payment_term_id=terms.id,
            post=True,
        )
        self.night()
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual(letter.step_id, self.steps["demand"])
        self.assertEqual(self.demanded(), [("demanded", "PLN", 500.0)])
        self.assertEqual(len(self.items(invoice)), 2)

    def test_disputed_part_is_left_out(self):
        invoice = self.overdue(8, 1000, self.debtor)
        self.night()
        hold = {"company_id": self.company.id, "kind": "dispute", "date_from": self.today}
        item = self.items(invoice)
        self.env["debt.hold"].create(
            {**hold, "debtor_id": item.debtor_id.id, "item_id": item.id, "amount": 900}
        )
        self.carry_out(self.today, self.debtor)
        self.night(self.after(10))
        self.assertEqual(self.demanded(), [("demanded", "PLN", 100.0)])
        line = self.actions(self.debtor, kind="letter").line_ids
        self.assertEqual(line.amount_open, 1000)

    def test_whole_hold_and_its_end(self):
        invoice = self.overdue(20, 1000, self.debtor)
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.debtor)
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "kind": "promise",
                "date_from": self.today,
                "date_until": self.after(4),
            }
        )
        run = self.night()
        self.assertEqual(self.held(run), [("5_held", "hold_promise", 1000.0)])
        item = self.items(invoice)
        self.assertEqual(item.why, "Promise from 02.03.2026 to 06.03.2026")
        self.assertEqual(item.next_date, self.after(5))
        self.assertEqual(self.plan(self.after(4), self.debtor), [])
        self.assertEqual(self.plan(self.after(5), self.debtor), [("demand", "letter")])

    def test_not_to_be_followed_up(self):
        invoice = self.overdue(20, 1000, self.debtor)
        self.due_line(invoice).no_followup = True
        run = self.night()
        self.assertEqual(self.held(run), [("5_held", "no_followup", 1000.0)])
        self.assertFalse(self.items(invoice))
        self.assertEqual(run.warnings, [["kept_out", {"count": 1}]])

    def test_small_remainder(self):
        self.env["debt.minimum"].create(
            {
                "company_id": self.company.id,
                "currency_id": self.pln.id,
                "net_min": 0,
                "post_min": 0,
                "remainder": 5,
                "remainder_foreign": 80,
            }
        )
        self.pay(self.overdue(20, 1000, self.debtor), 996)
        run = self.night()
        self.assertEqual(self.held(run), [("5_held", "remainder", 4.0)])

    def test_live_net(self):
        first = self.overdue(20, 1000, self.debtor)
        second = self.overdue(-20, 300, self.debtor)
        note = self.credit_note(1100, self.debtor)
        nets = self.env["debt.run"]._open_net(self.company, self.today, self.debtor)
        lines = [self.due_line(move).id for move in (first, second, note)]
        self.assertEqual(set(nets), set(lines[:2]))
        self.assertEqual(nets[lines[0]].hold_reason[0], "credit")
        self.assertEqual((nets[lines[1]].demandable, nets[lines[1]].net), (300, 200))
        self.assertEqual(nets[lines[1]].credits, ((lines[2], 100),))
