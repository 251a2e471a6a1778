from datetime import date

from odoo.addons.debt_collection.tests.plan_common import PlanCommon
from odoo.tests import Form, freeze_time


class TestPromisePlan(PlanCommon):
    """Of a customer with an agreement the instalment is promised, not the debts under it."""

    def test_the_overdue_instalment_is_promised_and_judged(self):
        plan = self.running(amounts=(800, 800), first=date(2026, 3, 16))
        self.night("2026-03-18")
        case = self.debtor._open_case()
        with freeze_time("2026-03-18"):
            promise = self.env["debt.promise"]._make(case, {"date": date(2026, 3, 20)})
        instalment = self.plan_items(plan)[0]
        self.assertEqual((promise.item_ids, promise.amount), (instalment, 800.0))
        self.refresh(date(2026, 3, 19))
        self.assertEqual(promise.state, "open")
        self.pay(self.first, 800.0, day=date(2026, 3, 20))
        self.refresh(date(2026, 3, 20))
        self.assertEqual((promise.state, promise.paid), ("kept", 800.0))

    def test_a_contact_speaks_of_the_overdue_instalment(self):
        """The debts under the agreement are overdue, too, but not what is asked for."""
        plan = self.running(amounts=(800, 800), first=date(2026, 3, 16))
        self.night("2026-03-18")
        case, instalment = self.debtor._open_case(), self.plan_items(plan)[0]
        with freeze_time("2026-03-18"):
            dialog = Form(
                self.env["debt.contact"].with_context(**case.action_log_contact()["context"])
            )
            self.assertEqual((dialog.item_ids[:], dialog.amount), (instalment, 800.0))
            self.assertIn("documents: 1", dialog.owed)
            dialog.result, dialog.note = "other", "Pays tomorrow"
            dialog.limit_reason = "He asked for it"
            dialog.save().action_save()
        contact = self.env["debt.action"].search([("kind", "=", "contact")])
        self.assertEqual((contact.line_ids.item_id, contact.amount), (instalment, 800.0))
        self.pay(self.first, 800.0, day=date(2026, 3, 19))
        self.env.invalidate_all()
        self.assertEqual((contact.effect_amount, contact.effect_days), (800.0, 1))

    def test_after_the_notice_the_debts_are_promised_or_agreed_on_again(self):
        """They wait for the deadline of the notice that all is due, but in no agreement."""
        plan = self.running(amounts=(400, 400, 800))
        self.night("2026-04-17")
        self.assertEqual(plan.state, "broken")
        self.carry_out("2026-04-17", self.wolt)
        plan.notice_action_id._hold_for_notice(date(2026, 4, 17))
        debts = self.items(self.first | self.second)
        with freeze_time("2026-04-18"):
            action = self.env["debt.plan.wizard"]._open_for(self.debtor)
            wizard = self.env["debt.plan.wizard"].browse(action["res_id"])
            promise = self.env["debt.promise"]._make(
                self.debtor._open_case(), {"date": date(2026, 4, 20)}
            )
        self.assertEqual(wizard.item_ids, debts)
        self.assertEqual((promise.item_ids, promise.amount), (debts, 1600.0))

    def test_money_on_its_way_for_an_instalment_breaks_no_promise(self):
        plan = self.running(amounts=(800, 800), first=date(2026, 3, 16))
        self.night("2026-03-18")
        with freeze_time("2026-03-18"):
            promise = self.env["debt.promise"]._make(
                self.debtor._open_case(), {"date": date(2026, 3, 20)}
            )
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": date(2026, 3, 20),
                "payment_ref": f"{plan.name} rata 1",
                "amount": 800,
                "partner_id": self.wolt.id,
            }
        )
        self.night("2026-03-24")
        self.assertEqual(promise.state, "open")
