from datetime import date

from odoo import Command
from odoo.addons.debt_collection.tests.settling_common import SettlingCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class TestAllocationPayment(SettlingCommon):
    """Who pays what, by art. 451 of the Civil Code, and the ledger does the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debtor = cls.env["debt.debtor"]._get_or_create(cls.company, cls.partner)

    def _allocate(self, credit):
        return self.as_accountant(self.env["debt.allocation"])._create_for(
            self.as_accountant(credit)
        )

    def _paid(self, allocation):
        return [(line.name, line.part, line.amount) for line in allocation.line_ids if line.amount]

    def _interest_note(self, amounts, day=date(2026, 2, 20)):
        """A posted interest note: {invoice: amount}."""
        move = self.note(sum(amounts.values()), day, name="NO")
        rule = self.env["debt.interest.rule"].search([], limit=1)
        vals = {
            "company_id": self.company.id,
            "debtor_id": self.debtor.id,
            "partner_id": self.partner.id,
            "currency_id": self.pln.id,
            "rule_id": rule.id,
            "date": day,
            "date_to": day,
            "move_id": move.id,
            "line_ids": [
                Command.create(
                    {
                        "move_line_id": self.due_line(invoice).id,
                        "document": invoice.name,
                        "amount": amount,
                    }
                )
                for invoice, amount in amounts.items()
            ],
        }
        notes = self.env["debt.interest.note"].sudo()
        notes.create({name: value for name, value in vals.items() if name in notes._fields})
        return move

    def _contract(self, mode):
        return self.env["debt.contract"].create(
            {
                "name": "UM/1",
                "debtor_id": self.debtor.id,
                "date_from": "2025-01-01",
                "allocation_mode": mode,
            }
        )

    # what the law proposes

    def test_oldest_due_first(self):
        young, old = self.overdue(5, 300, self.partner), self.overdue(60, 500, self.partner)
        allocation = self._allocate(self.credit_line(600, memo="dziękujemy"))
        self.assertEqual(
            self._paid(allocation), [(old.name, "principal", 500), (young.name, "principal", 100)]
        )
        self.assertIn("names no open document", allocation.evidence)
        self.assertFalse(allocation.is_changed)

    def test_indication(self):
        old, young = self.overdue(60, 500, self.partner), self.overdue(5, 300, self.partner)
        title = f"za {young.name.replace('/', ' ')}"
        allocation = self._allocate(self.credit_line(400, memo=title))
        self.assertEqual(
            self._paid(allocation), [(young.name, "principal", 300), (old.name, "principal", 100)]
        )
        self.assertEqual(allocation.debtor_indication, young.name)
        self.assertEqual(allocation.indicated_ids, young)
        self.assertIn("art. 451 § 1", allocation.evidence)
        self.assertTrue(allocation.line_ids[0].is_indicated)

    def test_a_thousand_on_950_and_40_and_30(self):
        invoice = self.overdue(30, 950, self.partner)
        noted = self._interest_note({invoice: 40})
        other = self.overdue(90, 30, self.partner)
        credit = self.credit_line(1000)
        for mode, expected in (
            (False, [(other, 30), (invoice, 950), (noted, 20)]),
            ("interest_first", [(other, 30), (noted, 40), (invoice, 930)]),
            ("costs_interest_principal", [(other, 30), (noted, 40), (invoice, 930)]),
        ):
            with self.subTest(mode=mode):
                contract = mode and self._contract(mode)
                allocation = self._allocate(credit)
                self.assertEqual(
                    [(name, amount) for name, _part, amount in self._paid(allocation)],
                    [(move.name, amount) for move, amount in expected],
                )
                allocation.unlink()
                if contract:
                    contract.unlink()

    def test_a_thousand_with_an_indication(self):
        invoice = self.overdue(30, 950, self.partner)
        noted = self._interest_note({invoice: 40})
        other = self.overdue(90, 30, self.partner)
        credit = self.credit_line(1000, memo=f"faktura {invoice.name}")
        allocation = self._allocate(credit)
        self.assertEqual(
            [(name, amount) for name, _part, amount in self._paid(allocation)],
            [(invoice.name, 950), (noted.name, 40), (other.name, 10)],
        )
        allocation._post(self.today)
        self.assertEqual(self.left(invoice, noted, other), [0, 0, 20])
        self.assertTrue(credit.reconciled)

    def test_interest_without_a_note_offers_to_charge_it(self):
        self.overdue(200, 950, self.partner)
        allocation = self._allocate(self.credit_line(500))
        self.assertFalse(allocation.alerts)
        allocation.mode = "interest_first"
        action = allocation.alerts["interest"]["action"]
        wizard = Form(self.env[action["res_model"]].with_context(**action["context"]))
        self.assertEqual(wizard.partner_ids[:], self.partner)
        self.assertEqual(wizard.day, allocation.date_paid)

    def test_v22_interest_of_the_named_debt_only(self):
        a, b = self.overdue(400, 5000, self.partner), self.overdue(300, 7000, self.partner)
        note_a, note_b = self._interest_note({a: 1000}), self._interest_note({b: 2000})
        self._contract("interest_first")
        allocation = self._allocate(self.credit_line(5000, memo=f"za {a.name}"))
        allocation._post(self.today)
        self.assertEqual(self.left(a, note_a, b, note_b), [1000, 0, 7000, 2000])

    def test_a_note_named_itself(self):
        invoice = self.overdue(30, 950, self.partner)
        noted = self._interest_note({invoice: 40})
        allocation = self._allocate(self.credit_line(40, memo=f"odsetki {noted.name}"))
        self.assertEqual(self._paid(allocation), [(noted.name, "interest", 40)])

    def test_overpayment_stays_on_account(self):
        invoice = self.overdue(30, 100, self.partner)
        credit = self.credit_line(130)
        allocation = self._allocate(credit)
        self.assertEqual(allocation.amount_left, 30)
        allocation._post(self.today)
        self.assertEqual((self.left(invoice), credit.amount_residual), ([0], -30))

    def test_euro(self):
        zloty = self.overdue(90, 100, self.partner)
        euro = self.overdue(9, 100, self.partner, currency_id=self.eur.id)
        allocation = self._allocate(self.credit_line(60, currency_id=self.eur.id))
        self.assertEqual(self._paid(allocation), [(euro.name, "principal", 60)])
        allocation._post(self.today)
        self.assertEqual(self.left(zloty, euro), [100, 40])

    def test_credit_note_as_payment(self):
        invoice = self.overdue(30, 100, self.partner)
        refund = self.due_line(self.credit_note(70, self.partner))
        self._allocate(refund)._post(self.today)
        self.assertEqual(self.left(invoice), [30])
        self.assertTrue(refund.reconciled)

    # the accountant decides

    def test_changed_with_a_reason(self):
        old, young = self.overdue(60, 500, self.partner), self.overdue(5, 300, self.partner)
        allocation = self._allocate(self.credit_line(600))
        allocation.line_ids[0].amount = 300
        allocation.line_ids[1].amount = 300
        self.assertTrue(allocation.is_changed)
        with self.assertRaisesRegex(UserError, "reason"):
            allocation._post(self.today)
        allocation.reason = "Customer's e-mail of 1 March"
        allocation._post(self.today)
        self.assertEqual(self.left(old, young), [200, 0])

    def test_another_order_is_a_decision(self):
        invoice = self.overdue(30, 950, self.partner)
        noted = self._interest_note({invoice: 40})
        allocation = self._allocate(self.credit_line(500))
        allocation.mode = "interest_first"
        self.assertEqual(
            [(name, amount) for name, _part, amount in self._paid(allocation)],
            [(noted.name, 40), (invoice.name, 460)],
        )
        self.assertTrue(allocation.is_changed)
        allocation.mode = "principal_first"
        self.assertFalse(allocation.is_changed)

    def test_named_elsewhere(self):
        old, young = self.overdue(60, 500, self.partner), self.overdue(5, 300, self.partner)
        allocation = self._allocate(self.credit_line(300))
        allocation.indicated_ids = young
        self.assertEqual(self._paid(allocation), [(young.name, "principal", 300)])
        self.assertTrue(allocation.is_changed)
        self.assertEqual(self.left(old), [500])

    def test_more_than_there_is(self):
        old, young = self.overdue(60, 500, self.partner), self.overdue(5, 300, self.partner)
        allocation = self._allocate(self.credit_line(600))
        allocation.write({"reason": "x"})
        allocation.line_ids[1].amount = 200
        with self.assertRaisesRegex(UserError, "only .*600"):
            allocation._post(self.today)
        self.assertEqual(self.left(old, young), [500, 300])

    def test_ledger_changed_since_the_proposal(self):
        invoice = self.overdue(60, 500, self.partner)
        allocation = self._allocate(self.credit_line(400))
        self.pay(invoice, 300)
        with self.assertRaisesRegex(UserError, "200.* left"), self.env.cr.savepoint():
            allocation._post(self.today)
        allocation.action_propose()
        allocation._post(self.today)
        self.assertEqual(self.left(invoice), [0])
        self.assertEqual(allocation.amount_left, 200)

    # life

    def test_run_twice(self):
        invoice, credit = self.overdue(60, 500, self.partner), self.credit_line(400)
        allocation = self._allocate(credit)
        self.assertEqual(self._allocate(credit), allocation)
        allocation._post(self.today)
        with self.assertRaisesRegex(UserError, "isn't a draft"):
            allocation._post(self.today)
        self.assertEqual(self.left(invoice), [100])

    def test_cancelled(self):
        invoice, credit = self.overdue(60, 500, self.partner), self.credit_line(400)
        allocation = self._allocate(credit)
        allocation._post(self.today)
        self.assertEqual(allocation.name, "ZAL/2026/0001")
        allocation._cancel("the customer objected", self.today)
        self.assertEqual((self.left(invoice), credit.amount_residual), ([500], -400))
        again = self._allocate(credit)
        again._post(self.today)
        self.assertEqual((again.name, self.left(invoice)), ("ZAL/2026/0002", [100]))

    def test_evidence(self):
        self.overdue(60, 500, self.partner)
        allocation = self._allocate(self.credit_line(400))
        with self.assertRaises(AccessError):
            allocation.evidence = "another story"
        allocation._post(self.today)
        with self.assertRaisesRegex(UserError, "evidence"):
            allocation.reason = "later"

    def test_notice(self):
        invoice = self.overdue(60, 500, self.partner)
        self.night()
        case = self.env["debt.case"].search([("partner_id", "=", self.partner.id)])
        allocation = self._allocate(self.credit_line(400))
        with self.assertRaisesRegex(UserError, "isn't posted"):
            allocation.action_send_notice()
        allocation._post(self.today)
        self.assertIn("ZAL/2026/0001", case.message_ids[0].body)
        html = allocation._fragment()
        self.assertIn(invoice.name, html)
        allocation.action_send_notice()
        self.assertTrue(allocation.notice_on)
        message = allocation.message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.partner)
        self.assertEqual(message.attachment_ids, allocation.attachment_id)
        mail = self.env["mail.mail"].sudo().search([("mail_message_id", "=", message.id)])
        self.assertFalse(mail.auto_delete)

    # the list of unallocated payments

    def _rows(self, **where):
        self.env.flush_all()
        domain = [(name, "=", value) for name, value in where.items()]
        return self.as_accountant(self.env["debt.unallocated"]).search(domain)

    def test_list(self):
        invoice = self.overdue(60, 500, self.partner)
        credit = self.credit_line(400, memo=f"za {invoice.name}")
        self.credit_note(70, self.partner)
        self.transaction(100, "wpłata", self.partner)
        self.transaction(-50, "opłata")
        rows = self._rows()
        self.assertEqual(
            sorted((row.kind, row.amount) for row in rows),
            [("bank", 100), ("credit_note", 70), ("payment", 400)],
        )
        row = rows.filtered(lambda row: row.move_line_id == credit)
        self.assertEqual((row.partner_id, row.text), (self.partner, f"za {invoice.name}"))
        self.assertIn(invoice.name, row.proposal)
        self.assertEqual(self.partner.debt_unallocated, 570)
        row.action_propose()
        allocation = self.env["debt.allocation"].search([("credit_line_id", "=", credit.id)])
        allocation._post(self.today)
        self.assertEqual(len(self._rows()), 2)

    def test_bank_transaction_is_booked_by_posting(self):
        invoice = self.overdue(60, 500, self.partner)
        line = self.transaction(600, f"za {invoice.name}")
        row = self._rows(statement_line_id=line.id)
        self.assertFalse(row.partner_id)
        self.assertIn(invoice.name, row.proposal, "the title tells whose it is")
        row.action_propose()
        allocation = self.env["debt.allocation"].search([("statement_line_id", "=", line.id)])
        self.assertEqual(allocation.partner_id, self.partner)
        self.as_accountant(allocation)._post(self.today)
        self.assertEqual(self.left(invoice), [0])
        self.assertTrue(line.is_reconciled)
        self.assertEqual(line.partner_id, self.partner)
        self.assertEqual(allocation.credit_line_id.amount_residual, -100)
        self.assertEqual(self._rows().mapped("amount"), [100])

    def test_transaction_of_a_stranger(self):
        line = self.transaction(600, "bez tytułu")
        row = self._rows(statement_line_id=line.id)
        self.assertEqual(row.proposal, "Customer not known")
        action = row.action_settle()
        self.assertEqual(action["context"]["default_statement_line_id"], line.id)

    def test_other_company(self):
        self.credit_line(400)
        other = self.setup_other_company(name="Other company")["company"]
        user = self._user("stranger", "account.group_account_invoice")
        user.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.env.flush_all()
        self.assertFalse(self.env["debt.unallocated"].with_user(user).search([]))
        self.assertTrue(self._rows())
