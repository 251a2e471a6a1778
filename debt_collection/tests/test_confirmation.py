import io
from datetime import date, timedelta

from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_action import NOW, ActionCommon

DAY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestConfirmation(ActionCommon):
    """Balances of a day gone by, asked for, answered, asked again, and told to the auditor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        (cls.wolt | cls.company.partner_id).lang = "en_US"
        cls.old = cls.overdue(60, 1000, cls.wolt)
        cls.later = cls.overdue(-20, 700, cls.wolt)
        cls.pay(cls.old, 400, day=date(2026, 1, 20))
        cls.pay(cls.old, 100, day=date(2026, 2, 10))
        cls.receipt(50, cls.wolt, day=date(2026, 1, 25))
        cls.credit = cls.customer("Nadpłata", email="n@example.com")
        cls.receipt(80, cls.credit, day=date(2026, 1, 5))
        cls.consumer = cls.customer("Jan Kowalski", is_company=False)
        cls.overdue(60, 200, cls.consumer)
        cls.small = cls.customer("Mały")
        cls.overdue(60, 20, cls.small)
        cls.nowhere = cls.customer("Bez adresu", email=False)
        cls.overdue(60, 300, cls.nowhere)
        cls.post = cls.customer(
            "Tylko poczta", email=False, street="Długa 1", zip="00-001", city="Warszawa"
        )
        cls.overdue(60, 900, cls.post)
        cls.campaign = cls.env["debt.confirmation.campaign"].create(
            {"company_id": cls.company.id, "date": DAY, "amount_min": 50}
        )

    def test_one_customer_alone(self):
        """From the customer or his case, by a collector: made and sent in one go; whom the law
        doesn't want asked isn't.
        """
        debtors = self.env["debt.debtor"]
        wolt, consumer = (
            debtors._get_or_create(self.company, one) for one in (self.wolt, self.consumer)
        )
        mine = wolt.with_user(self.collector).sudo(False)
        dialog = self.env[mine.action_ask_balance()["res_model"]].with_user(self.collector)
        dialog = dialog.sudo(False).create({"debtor_id": wolt.id, "date": DAY, "channel": "email"})
        self.assertEqual(dialog.action_confirm()["params"]["type"], "success")
        self.act_and_send()
        campaign = self.env["debt.confirmation.campaign"].search([("debtor_id", "=", wolt.id)])
        asked = campaign.confirmation_ids
        self.assertEqual((asked.partner_id, asked.state), (self.wolt, "sent"))
        self.prepared()
        self.assertEqual(asked.amount, self.of(self.wolt).amount)
        self.assertEqual(asked.letter_id.user_id, self.collector)
        self.assertNotIn(campaign, campaign.search([("debtor_id", "=", False)]))
        mine._ask_balance(DAY, "email")
        self.act_and_send()
        self.assertEqual((asked.request_count, asked.campaign_id), (2, campaign))
        with self.assertRaisesRegex(UserError, "consumer"):
            consumer._ask_balance(DAY, "email")
        with self.assertRaisesRegex(UserError, "no balance"):
            wolt._ask_balance(date(2024, 1, 31), "email")

    def of(self, partner):
        return self.campaign.confirmation_ids.filtered(lambda one: one.partner_id == partner)

    def prepared(self):
        self.campaign.with_user(self.manager).sudo(False).action_prepare()
        return self.campaign

    def sent(self):
        self.prepared().with_user(self.manager).sudo(False).action_send()
        self.act_and_send(NOW)
        return self.of(self.wolt)

    def test_balances_of_the_day_and_who_is_not_asked(self):
        self.prepared()
        self.assertEqual(
            {one.partner_id: (one.amount, one.exclusion) for one in self.campaign.confirmation_ids},
            {
                self.wolt: (550, False),
                self.credit: (-80, False),
                self.consumer: (200, "no_books"),
                self.small: (20, "small"),
                self.nowhere: (300, "address"),
                self.post: (900, False),
            },
        )
        # decided by a person, and kept when the list is made anew
        self.of(self.credit).with_user(self.manager).sudo(False).action_exclude()
        self.prepared()
        self.assertEqual(self.of(self.credit).exclusion, "by_hand")
        self.of(self.consumer).action_include()
        self.assertEqual(self.of(self.consumer).state, "none")

    def test_disputed_and_insolvent_are_not_asked(self):
        case = self.case(self.wolt)
        item = self.item(self.old, case)
        dispute = self.env["debt.dispute"]._make(case, {"item_ids": item})
        self.prepared()
        self.assertEqual(self.of(self.wolt).exclusion, "disputed")
        dispute.state = "closed"
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": case.debtor_id.id,
                "kind": "insolvency",
                "date_from": self.today,
            }
        )
        self.prepared()
        self.assertEqual(self.of(self.wolt).exclusion, "doubtful")

    def test_two_currencies_and_another_company(self):
        self.overdue(60, 100, self.wolt, currency_id=self.eur.id)
        other = self.env["res.company"].create({"name": "Other"})
        campaign = self.env["debt.confirmation.campaign"].create(
            {"company_id": other.id, "date": DAY}
        )
        campaign.action_prepare()
        self.assertFalse(campaign.confirmation_ids)
        self.prepared()
        lines = self.of(self.wolt).line_ids
        self.assertEqual(
            {line.currency_id: line.amount for line in lines}, {self.pln: 550, self.eur: 100}
        )
        self.assertEqual(self.of(self.wolt).amount, 950)

    def test_the_letter_says_what_was_open_then(self):
        one = self.sent()
        self.assertEqual((one.state, one.sent_on, one.request_count), ("sent", self.today, 1))
        self.assertEqual(one.deadline, self.today + timedelta(days=14))
        letter = one.letter_id
        self.assertEqual((letter.state, letter.as_of), ("final", DAY))
        self.assertEqual(sorted(letter.line_ids.mapped("amount_open")), sorted([600.0, -50.0]))
        self.assertEqual(letter._totals(), {self.pln: 550})
        self.assertTrue(letter.message_id)
        # a payment since changes nothing
        self.pay(self.old)
        self.assertFalse(letter._post_remarks())
        # on paper it waits to be printed, and counts as asked once it was posted
        paper = self.of(self.post)
        self.assertEqual((paper.state, paper.letter_id.to_print), ("none", True))
        paper.letter_id.action_print_to_post()
        paper.letter_id._post_by_hand(self.today)
        self.assertEqual((paper.state, paper.letter_id.state), ("sent", "final"))
        # the post brings it back: asked another way, somebody looks for the address
        paper.letter_id._note_event("returned", self.today, "moved")
        self.assertEqual((paper.state, paper.letter_id.returned_on), ("returned", self.today))
        self.assertTrue(self.post._debt_has_wrong_address())

    def test_answers(self):
        one = self.sent()
        Confirmation = self.env["debt.confirmation"]
        self.assertEqual(Confirmation._waiting_of(one.debtor_id), one)
        with self.assertRaisesRegex(UserError, "State the balance"):
            Confirmation._answer(one.debtor_id, False, {})
        Confirmation._answer(
            one.debtor_id,
            False,
            {"amounts": {self.pln: 250.0}, "remark": "<b>FV 1</b> paid", "name": "Ewa"},
        )
        self.assertEqual((one.state, one.line_ids.difference), ("disagreed", -300))
        self.assertIn("<b>FV 1</b> paid", one.remark)
        self.assertFalse(Confirmation._waiting_of(one.debtor_id))
        with self.assertRaisesRegex(UserError, "No balance waits"):
            Confirmation._answer(one.debtor_id, True)
        with self.assertRaises(UserError):
            Confirmation._answer(self.of(self.credit).debtor_id, True, {"confirmation": one})
        # who collects finds a task, the auditor the numbers
        task = self.env["mail.activity"].search([("user_id", "=", self.manager.id)])
        self.assertIn("FV 1", task.summary)
        with self.assertRaises(AccessError):
            one.with_user(self.collector).sudo(False).state = "agreed"

    def test_signed_paper_may_interrupt_limitation_by_decision(self):
        item = self.item(self.old, self.case(self.wolt))
        one = self.sent()
        action = one.with_user(self.manager).sudo(False).action_answer()
        reply = self.env["debt.confirmation.reply"].browse(action["res_id"])
        reply.with_user(self.manager).sudo(False).write(
            {"is_acknowledged": True, "date": self.today}
        )
        reply.with_user(self.manager).sudo(False).action_confirm()
        self.assertEqual((one.state, one.acknowledged_on), ("agreed", self.today))
        self.assertEqual(item.limitation_from, self.today)
        self.assertIn("2026-01-31", item.limitation_why)

    def test_the_silent_are_asked_again(self):
        one = self.sent()
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.campaign.action_repeat()
        one.deadline = self.today - timedelta(days=1)
        self.campaign.action_repeat()
        self.act_and_send(NOW)
        self.assertEqual((one.request_count, len(one.action_ids)), (2, 2))
        self.assertIn("We asked you for this on ", one.letter_id.body_html)
        # what came back is known from the letter
        one.letter_id._mark_returned(self.today)
        self.assertEqual(one.state, "returned")
        self.campaign.action_close()
        with self.assertRaises(UserError):
            self.env["debt.confirmation"]._answer(one.debtor_id, True, {"confirmation": one})

    def test_an_accountant_runs_it_and_collectors_enter_answers(self):
        user = new_test_user(
            self.env,
            "accountant",
            "base.group_user,account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        mine = self.campaign.with_user(user).sudo(False)
        mine.action_prepare()
        mine.action_send()
        self.act_and_send(NOW)
        self.assertTrue(mine.action_export_result()["url"])
        one = self.of(self.wolt).with_user(self.collector).sudo(False)
        reply = one.env["debt.confirmation.reply"].browse(one.action_answer()["res_id"])
        scan = {"name": "scan.pdf", "raw": b"%PDF", "res_model": reply._name, "res_id": reply.id}
        reply.attachment_ids = one.env["ir.attachment"].create(scan)
        reply.action_confirm()
        self.assertEqual((one.state, one.attachment_ids.res_id), ("agreed", one.id))

    def test_an_answer_by_mail_is_read_by_somebody(self):
        """A balance is confirmed without a case, so the answer stands on the customer."""
        one = self.sent()
        message = one.letter_id.message_id
        self.assertEqual((message.model, message.res_id), ("res.partner", self.wolt.id))
        for number, subject in enumerate(("Out of office", "Re: potwierdzenie")):
            self.wolt.message_post(
                body="Nie zgadza się.",
                subject=subject,
                message_type="email" if number else "out_of_office",
                author_id=self.wolt.id,
                parent_id=message.id,
            )
            self.assertEqual(len(self.wolt.activity_ids), number)
        self.assertEqual(self.wolt.activity_ids.user_id, one.letter_id.user_id)

    def test_result_for_the_auditor(self):
        one = self.sent()
        self.env["debt.confirmation"]._answer(
            one.debtor_id, True, {"name": '=HYPERLINK("x")', "way": "paper"}
        )
        self.assertEqual((self.campaign.count_all, self.campaign.count_agreed), (3, 1))
        self.assertEqual(self.campaign.amount_agreed, 550)
        book = load_workbook(io.BytesIO(self.campaign._xlsx()))
        rows = [row for row in book["Answers"].iter_rows(values_only=True) if row[0] == "WOLT"]
        cells = [c for row in book["Answers"].iter_rows() for c in row]
        hostile = next(cell for cell in cells if str(cell.value).startswith("=HYPER"))
        self.assertEqual(hostile.data_type, "s")
        self.assertFalse(rows)
        documents = list(book["Documents"].iter_rows(values_only=True))
        self.assertIn(600, [row[6] for row in documents])
        fragment = self.campaign._fragment()
        self.assertIn(one.partner_id.name, fragment)
        self.assertIn("Not asked", fragment)

    def test_who_is_asked_may_get_a_statement_too(self):
        get = self.env["debt.debtor"]._get_or_create
        both = get(self.company, self.wolt) | get(self.company, self.credit)
        both[0]._ask_balance(DAY, "email")
        both.with_user(self.collector).sudo(False).action_send_statement()
        found = self.env["debt.action"].search(
            [
                ("debtor_id", "in", both.ids),
                ("kind", "=", "statement"),
                ("confirmation_id", "=", False),
            ]
        )
        self.assertEqual(found.debtor_id, both)
        self.assertTrue(all(found.mapped("not_before")))

    def test_balances_of_other_companies_are_not_told(self):
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.wolt)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        user = new_test_user(
            self.env,
            "elsewhere",
            "debt_collection.group_collector",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        wizard = self.env["debt.statement.wizard"].with_user(user).sudo(False)
        wizard = wizard.with_context(allowed_company_ids=other.ids)
        values = {"debtor_ids": [Command.set(debtor.ids)], "day": str(DAY)}
        spec = {"day": {}, "balance": {}, "debtor_ids": {}}
        found = wizard.onchange(values, ["day"], spec)["value"]
        self.assertNotIn("550", found.get("balance", ""))

    def test_a_statement_of_that_day(self):
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.wolt)
        wizard = self.env["debt.statement.wizard"].with_user(self.collector)
        wizard = wizard.create({"debtor_ids": debtor.ids, "day": DAY})
        self.assertIn("550", wizard.balance)
        wizard.action_send()
        wizard.action_send()  # a second click
        action = self.env["debt.action"].search([("statement_day", "=", DAY)])
        self.act_and_send(NOW + timedelta(minutes=3))
        [letter] = action.letter_id._in_own_language()
        [group] = letter._statement_groups()
        aging = self.env["debt.aging"]._on_day(self.company, DAY)
        mine, sums = [("partner_id", "=", self.wolt.id)], ["amount:sum", "overdue:sum"]
        self.assertEqual(aging._read_group(mine, [], sums), [(550, 600)])
        self.assertEqual((group.balance, group.overdue, letter.as_of), (550, 600, DAY))
        paper = str(letter._fragment())
        self.assertIn("invoiced or paid after that day", paper)
        self.assertNotIn("Please pay", paper)
        heading = [row[0] for row in load_workbook(io.BytesIO(letter.xlsx_id.raw)).active.values]
        self.assertIn(f"Open items as of {letter.as_of_text}", heading)
        with self.assertRaises(UserError):
            wizard.day = self.after(1)
