from odoo import Command
from odoo.tests import HttpCase, tagged

from .account_common import HOSTILE, AccountCommon

PDF = b"%PDF-1.4 proof"
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkrNn5HwAFXAKcSpPGpAAAAABJRU5E"
    "rkJggg=="
)


@tagged("post_install", "post_install_l10n", "-at_install")
class TestAccountAnswers(AccountCommon, HttpCase):
    """What a customer says on his own page, and all that is refused there."""

    # the tours are of a phone, unless they say so
    browser_size = "390x844"
    touch_enabled = True

    def test_promise_pauses_once_and_within_limits(self):
        both = self.first, self.second
        self.assertIn("at most 14 days", self.answer("/promise", *both, date="2026-04-20"))
        self.assertFalse(self.holds(self.first))
        self.assertIn("send no reminders", self.answer("/promise", *both, date="2026-03-09"))
        self.assertEqual((self.holds(self.first), self.holds(self.later)), (["promise"], []))
        self.assertIn("you pay by", self.page().text)
        self.assertIn("already promised", self.answer("/promise", *both, date="2026-03-10"))
        self.assertEqual(self.debtor.promise_ids.channel, "portal")
        self.assertEqual(self.debtor.promise_ids.amount, 1600)

    def test_promise_by_phone(self):
        self.promise_in_tour("debt_collection_customer_promises")

    def test_promise_on_a_desktop(self):
        self.browser_size, self.touch_enabled = "1440x900", False
        self.promise_in_tour("debt_collection_customer_promises_desktop")

    def test_paid_disputed_and_instalments_by_phone(self):
        third = self.overdue(18, 900, self.wolt)
        self.start_tour(self.path, "debt_collection_customer_answers")
        case, dispute = self.debtor.case_ids, self.debtor.dispute_ids
        self.assertIn("proof.pdf", case.message_ids.attachment_ids.mapped("name"))
        self.assertEqual(case.action_ids.filtered("contact_result").outcome, self.first.name)
        self.assertEqual((dispute.reason, dispute.attachment_ids.name), ("price", "order.pdf"))
        self.assertEqual(dispute.line_ids.item_id, self.items(self.second))
        plan = self.env["debt.plan"].search([("debtor_id", "=", self.debtor.id)])
        self.assertEqual((plan.state, len(plan.line_ids), plan.amount_principal), ("draft", 3, 900))
        self.assertEqual(plan.item_ids.move_line_id.move_id, third)

    def promise_in_tour(self, tour):
        self.start_tour(self.path, tour)
        self.assertEqual(self.debtor.promise_ids.item_ids, self.items(self.first))
        self.assertEqual((self.holds(self.first), self.holds(self.second)), (["promise"], []))

    def test_promise_of_a_habitual_payer_waits_for_consent(self):
        self.debtor.profile = "habitual"
        self.assertIn("whether we agree", self.answer("/promise", self.first, date="2026-03-09"))
        promise = self.debtor.promise_ids
        self.assertEqual((promise.state, self.holds(self.first)), ("asked", ["reply"]))
        promise.with_user(self.collector).action_consent()
        self.assertEqual((promise.state, self.holds(self.first)), ("open", ["promise"]))

    def test_a_day_asked_for_has_no_object_once_all_is_paid(self):
        self.debtor.profile = "habitual"
        self.answer("/promise", self.first, date="2026-03-09")
        promise = self.debtor.promise_ids
        self.refresh(self.today)
        self.assertEqual(promise.state, "asked")
        self.pay(self.first)
        self.refresh(self.today)
        self.assertEqual(promise.state, "cancelled")

    def test_promise_not_after_the_final_demand(self):
        items = self.env["debt.item"].sudo()._get_or_create(self.due_line(self.first))
        items.phase = "2_pre_court"
        self.assertIn("please call us", self.answer("/promise", self.first, date="2026-03-04"))

    def test_others_documents_are_never_answered(self):
        text = self.answer("/promise", self.foreign, date="2026-03-04")
        self.assertIn("still open", text)
        self.assertFalse(self.other.promise_ids | self.debtor.promise_ids)

    def test_paid_with_a_proof(self):
        refused = self.answer("/paid", self.first, files=[("a.pdf", b"<svg onload=alert(1)>")])
        self.assertIn("PDF, JPEG or PNG", refused)
        self.assertFalse(self.holds(self.first))
        text = self.answer("/paid", self.first, date="2026-02-27", files=[("../p.exe", PDF)])
        self.assertIn("looking for your payment", text)
        self.assertEqual((self.holds(self.first), self.holds(self.second)), (["payment"], []))
        case = self.debtor.case_ids
        self.assertEqual(case.message_ids.attachment_ids.mapped("name"), ["p.pdf"])
        self.assertEqual(case.action_ids.filtered("contact_result").contact_channel, "portal")
        # said again, with another proof: it is looked for once, and waited for no longer
        text = self.answer("/paid", self.first, files=[("q.pdf", PDF)])
        self.assertIn("looking for your payment", text)
        self.assertEqual(self.holds(self.first), ["payment"])
        self.assertEqual(len(case.action_ids.filtered("contact_result")), 1)
        self.assertEqual(len(case.message_ids.attachment_ids), 2)

    def test_dispute_with_hostile_text(self):
        refused = self.answer("/dispute", note="no documents", reason="price")
        self.assertIn("Choose the documents", refused)
        self.assertIn("Choose a reason", self.answer("/dispute", self.first, note="x", reason="?"))
        text = self.answer(
            "/dispute", self.first, note=HOSTILE, reason="price", files=[("f.pdf", PDF)]
        )
        dispute = self.debtor.dispute_ids
        self.assertIn(dispute.name, text)
        self.assertEqual((dispute.note, dispute.user_id), (HOSTILE, self.collector))
        self.assertEqual(dispute.attachment_ids.res_id, dispute.id)
        self.assertEqual(self.holds(self.first), ["dispute"])

    def test_instalments_within_limits(self):
        self.company.debt_portal_plan_amount = 1000
        self.assertIn("please contact us", self.page("/instalments").text)
        self.company.debt_portal_plan_amount = 5000
        self.assertIn("Number of instalments: 3", self.page("/instalments").text)
        self.assertIn("Choose how many", self.answer("/instalments", count="12"))
        self.assertIn("answer your proposal", self.answer("/instalments", count="3", note=HOSTILE))
        plan = self.env["debt.plan"].search([("debtor_id", "=", self.debtor.id)])
        self.assertEqual((plan.state, len(plan.line_ids)), ("draft", 3))
        self.assertAlmostEqual(sum(plan.line_ids.mapped("amount")), plan.amount)
        self.assertTrue(plan.activity_ids)
        self.assertEqual(self.holds(self.first), ["reply"])

    def test_agreement_is_signed(self):
        plan = self.draft().sudo()
        url = f"{self.path}/agreement/{plan.id}"
        self.page(f"/agreement/{plan.id}", 404)
        plan._offer(self.today)
        silence = self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.debtor.id,
                "kind": "insolvency",
                "date_from": self.today,
            }
        )
        self.page(f"/agreement/{plan.id}", 404)
        silence._end()
        self.assertIn("portal.signature_form", self.page(f"/agreement/{plan.id}").text)
        sign = {"name": HOSTILE, "signature": PNG}
        refused = self.make_jsonrpc_request(f"{url}/accept", {**sign, "signature": "PHN2Zz4="})
        self.assertIn("signature", refused["error"])
        self.make_jsonrpc_request(f"{url}/accept", sign)
        self.assertEqual((plan.state, plan.accepted_how), ("active", "portal"))
        self.assertEqual(plan.signed_ids.mimetype, "image/png")
        self.assertIn("error", self.make_jsonrpc_request(f"{url}/accept", sign))

    def test_balance_is_confirmed_or_not(self):
        campaign = self.env["debt.confirmation.campaign"].create(
            {"name": "2025", "company_id": self.company.id, "date": "2025-12-31", "state": "open"}
        )
        balance = [Command.create({"currency_id": self.company.currency_id.id, "amount": 1600})]
        debtor = {"debtor_id": self.debtor.id, "partner_id": self.wolt.id}
        common = {"campaign_id": campaign.id, "state": "sent", "line_ids": balance}
        theirs = {"debtor_id": self.other.id, "partner_id": self.bolt.id}
        one, foreign = (
            self.env["debt.confirmation"].sudo().create([{**common, **d} for d in (debtor, theirs)])
        )
        self.assertIn(f"/confirm/{one.id}", self.page().text)
        self.page(f"/confirm/{foreign.id}", 404)
        typed = {f"amount_{self.company.currency_id.id}": "NaN", "name": "Anna", "agrees": "no"}
        self.assertIn("an amount", self.answer(f"/confirm/{one.id}", **typed))
        typed[f"amount_{self.company.currency_id.id}"] = "1,500"
        self.assertIn("two decimals", self.answer(f"/confirm/{one.id}", **typed))
        for text in ("1.500,50", "1,500.50 PLN", "1 500,50"):
            self.assertEqual(self.debtor._typed_amount(text), 1500.5)
        typed[f"amount_{self.company.currency_id.id}"] = "1 500,50"
        self.assertIn("noted your answer", self.answer(f"/confirm/{one.id}", **typed))
        self.assertEqual((one.state, one.line_ids.amount_theirs), ("disagreed", 1500.5))
        self.assertEqual((one.answered_by, foreign.state), ("Anna", "sent"))
        typed["name"] = "Second click"
        self.assertIn(self.first.name, self.answer(f"/confirm/{one.id}", **typed))
        self.assertEqual(one.answered_by, "Anna")

    def test_too_many_answers_are_refused(self):
        self.company.debt_portal_hourly = 2
        for _time in range(2):
            self.page("/statement.xlsx")
        self.page("/statement.xlsx", 429)
        self.assertEqual(len(self.debtor.portal_event_ids), 2)
