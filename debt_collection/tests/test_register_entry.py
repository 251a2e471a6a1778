from datetime import date

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time

from .common_action import ActionCommon


class TestRegisterEntry(ActionCommon):
    """From the warning by registered post to the entry in a debt register and its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "debt_bureau_name": "Rejestr Dłużników SA",
                "debt_bureau_address": "ul. Rejestrowa 1, 00-001 Warszawa",
                "debt_bureau_contract": "RD/17/2025",
                "country_id": cls.env.ref("base.pl").id,
            }
        )
        cls.wolt.write({"name": "=WOLT", "vat": "PL5265877635", "zip": "31-147"})
        cls.invoice = cls.overdue(60, 1000, cls.wolt)
        cls.step = cls.steps["decision"]
        cls.step.approval_role = "head"
        cls.step.task_ids.kind = "register"
        cls.entries = cls.env["debt.register.entry"]

    def warned(self, invoices=None, posted=date(2026, 1, 20), way="registered"):
        """A final demand that warned of the register, handed in on `posted`."""
        action = self.plan(invoices or self.invoice, "final")
        channel = self.env.ref(f"debt_collection.channel_{way}")
        letter = self.env["debt.letter"].create(
            {
                "name": f"OW/{action.id}",
                "company_id": self.company.id,
                "case_id": action.case_id.id,
                "partner_id": self.wolt.id,
                "letter_type_id": self.env.ref("debt_collection.letter_type_final").id,
                "action_id": action.id,
                "state": "final",
                "lang": "pl_PL",
                "date": posted,
                "as_of": posted,
                "posted_on": posted,
                "post_number": "00259007730771664228",
                "warns_register": True,
                "channel_ids": [Command.set(channel.ids)],
            }
        )
        action.write({"letter_id": letter.id, "state": "done"})
        return letter

    def proposal(self, invoices=None):
        action = self.plan(invoices or self.invoice, self.step, "register")
        self.act("act")
        return action

    def entry(self, invoices=None):
        """An entry that the head has approved."""
        self.warned(invoices)
        action = self.proposal(invoices)
        self.assertEqual((action.state, action.approval_role), ("waiting", "head"))
        action._approve(self.manager, self.now)
        self.act("send")
        self.assertEqual(action.state, "done")
        self.assertEqual(action.line_ids.item_id.step_id, self.step)
        return action.register_entry_ids

    def dialog(self, entries, what, user=None, **values):
        """What a person notes in the dialog of the buttons."""
        entries = entries.with_user(user or self.collector).sudo(False)
        action = getattr(entries, f"action_{what}")()
        wizard = self.env["debt.register.wizard"].with_user(user or self.collector).sudo(False)
        wizard = wizard.browse(action["res_id"])
        wizard.write(values)
        return wizard.action_confirm()

    def follow(self):
        self.env["debt.dirty"]._catch_up(self.company)
        # complaints aren't in the ledger: the night sees them
        self.entries._follow(self.company, self.company._debt_today())
        self.entries.invalidate_model()

    def test_a_contested_debt_stays_in_the_register(self):
        entry = self.entry()
        self.dialog(entry, "enter", date=self.today)
        hold = self.dispute(self.invoice)
        self.follow()
        self.dialog(entry, "update", date=self.today)
        self.assertRecordValues(entry, [{"state": "entered", "amount": 0, "update_by": False}])
        hold._end("not accepted")
        self.follow()
        self.assertTrue(entry.update_by, "it isn't contested any more")
        self.dialog(entry, "update", date=self.today)
        self.assertRecordValues(entry, [{"state": "entered", "amount": 1000}])
        self.pay(self.invoice, 1000)
        self.follow()
        self.dialog(entry, "update", date=self.today)
        self.assertEqual(entry.state, "withdrawn")

    def test_approved_entry_is_a_task_with_all_data_and_is_entered(self):
        entry = self.entry()
        task = entry.activity_id
        self.assertEqual((task.user_id, task.res_model), (self.collector, "debt.case"))
        self.assertRecordValues(entry, [{"state": "to_enter", "amount": 1000, "amount_now": 1000}])
        url = entry.with_user(self.collector).sudo(False).action_export()["url"]
        file = self.env["ir.attachment"].browse(int(url.split("/")[-1].split("?")[0]))
        rows = file.raw.decode("utf-8-sig").splitlines()
        self.assertIn("Nr nadania", rows[0])
        self.assertIn(f"'=WOLT;5265877635;;31-147;;{self.invoice.name};", rows[1])
        self.assertIn("1000,00;1000,00;OW/", rows[1])
        self.assertIn("00259007730771664228", rows[1])
        self.dialog(entry, "enter", date=self.today, number="R-1")
        self.assertRecordValues(entry, [{"state": "entered", "number": "R-1"}])
        self.assertFalse(entry.activity_id.active)
        with self.assertRaisesRegex(UserError, "To enter"):
            self.dialog(entry, "enter")

    def test_without_a_warning_by_registered_post_the_step_passes_and_says_why(self):
        self.warned(way="post")
        action = self.proposal()
        self.assertEqual((action.state, action.end_reason), ("cancelled", "register_no_warning"))
        self.assertEqual(action.line_ids.item_id.step_id, self.step)

    def test_a_month_after_posting_and_not_a_day_before(self):
        self.warned(posted=date(2026, 2, 20))
        action = self.proposal()
        self.assertEqual((action.state, action.waits_for), ("planned", "register_early"))
        # from 21 March on, in Warsaw
        self.assertEqual(action.not_before, fields.Datetime.to_datetime("2026-03-20 23:00:00"))
        with freeze_time("2026-03-21 09:00"):
            self.act("act", now="2026-03-21 09:00:00")
        self.assertEqual(action.state, "waiting")

    def test_what_nobody_was_warned_of_stays_out(self):
        other = self.overdue(60, 300, self.wolt)
        self.warned()
        action = self.proposal(self.invoice | other)
        self.assertEqual(action.line_ids.mapped("name"), [self.invoice.name])
        self.assertEqual(action.amount, 1000)
        self.assertFalse(self.items(other).pending_step_id)

    def test_small_and_disputed_debts_are_not_proposed(self):
        self.warned()
        self.pay(self.invoice, 501)
        self.assertEqual(self.proposal().end_reason, "register_too_small")

    def test_paid_or_disputed_before_it_is_entered_it_leaves_the_list(self):
        entry = self.entry()
        self.pay(self.invoice, 400)
        self.follow()
        self.assertRecordValues(entry, [{"state": "to_enter", "amount": 600}])
        self.dispute(self.invoice)
        self.follow()
        self.assertEqual(entry.state, "cancelled")
        self.assertFalse(entry.activity_id.active)

    def test_every_payment_is_told_to_the_register_within_14_days(self):
        entry = self.entry()
        self.dialog(entry, "enter", date=self.today)
        case = entry.case_id
        self.pay(self.invoice, 400)
        self.follow()
        self.assertEqual(entry.update_by, date(2026, 3, 16))
        task = entry.activity_id
        self.assertEqual((task.active, task.user_id), (True, self.collector))
        case._refresh_priority(self.today)
        self.assertEqual(case.deadline_on, entry.update_by)
        self.assertIn("debt register to be told by", case.priority_why)
        self.assertNotIn("register possible", case.priority_why)
        self.follow()  # told once
        self.assertEqual(entry.activity_id, task)
        self.dialog(entry, "update", date=self.today)
        self.assertRecordValues(entry, [{"amount": 600, "update_by": False, "state": "entered"}])
        self.pay(self.invoice, 600)
        case.debtor_id._refresh(self.today)
        self.entries.invalidate_model()
        self.assertEqual(case.state, "open")  # the register still has to be told
        self.dialog(entry, "update", date=self.today)
        self.assertEqual((entry.state, entry.withdrawn_on), ("withdrawn", self.today))
        with self.assertRaisesRegex(UserError, "evidence"):
            entry.amount = 1

    def test_a_complaint_against_the_entry_and_its_end(self):
        entry = self.entry()
        self.dialog(entry, "enter", date=self.today)
        hold = self.dispute(self.invoice)
        self.follow()
        self.assertEqual((entry.amount_now, bool(entry.update_by)), (0, True))
        hold._end("not accepted")
        self.follow()
        self.assertEqual((entry.amount_now, entry.update_by), (1000, False))

    def test_by_hand_the_head_still_approves(self):
        case = self.case(self.wolt)
        self.item(self.invoice, case)
        with self.assertRaisesRegex(UserError, "No letter by registered post"):
            case.with_user(self.collector).sudo(False).action_propose_register()
        self.warned()
        result = case.with_user(self.collector).sudo(False).action_propose_register()
        action = self.env["debt.action"].browse(result["res_id"])
        self.assertEqual((action.state, action.approval_role), ("waiting", "head"))
        action._approve(self.manager, self.now)
        self.act("send")
        self.assertEqual(len(action.register_entry_ids), 1)
        with self.assertRaisesRegex(UserError, "already"):
            case.with_user(self.collector).sudo(False).action_propose_register()

    def test_without_a_contract_nothing_is_proposed_by_night(self):
        kinds = lambda: {  # noqa: E731
            task.kind: step.available
            for step in self.strategy._ladder(self.company, self.today)
            for task in step.tasks
        }
        self.assertTrue(kinds()["register"])
        self.company.debt_bureau_contract = False
        self.assertFalse(kinds()["register"])
