import re
from datetime import date, timedelta
from unittest.mock import patch

from odoo import Command
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .plan_common import PlanCommon

PDF = b"%PDF-1.4 proof"
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkrNn5HwAFXAKcSpPGpAAAAABJRU5E"
    "rkJggg=="
)
HOSTILE = "<script>alert(1)</script>{{7*7}}=cmd|x"


@tagged("post_install", "post_install_l10n", "-at_install")
class TestAccount(PlanCommon, HttpCase):
    """The customer's own page, by link and by log-in, and all that is refused there."""

    # the tours are of a phone, unless they say so
    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        english = cls.env["res.lang"]._activate_lang("en_US")
        if "website" in cls.env:  # the pages speak its languages only
            cls.env["website"].search([]).write(
                {"language_ids": [Command.link(english.id)], "default_lang_id": english.id}
            )
        cls.wolt.lang = "en_US"
        cls.later = cls.overdue(-10, 250, cls.wolt)
        cls.bolt = cls.customer(f"Bolt {HOSTILE}", email="b@bolt.example.com")
        cls.foreign = cls.overdue(30, 777, cls.bolt)
        cls.other = cls.env["debt.debtor"]._get_or_create(cls.company, cls.bolt)
        cls.debtor.collector_id = cls.collector
        cls.link = cls._link(cls.debtor)
        cls.path = f"/collections/{cls.link.token}"

    @classmethod
    def _link(cls, debtor):
        token = debtor._portal_url().rsplit("/", 1)[1]
        return cls.env["debt.portal.link"]._find(token)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.opener.cookies["frontend_lang"] = "en_US"

    def line(self, move):
        return self.due_line(move).id

    def page(self, suffix="", status=200, path=None, **params):
        response = self.url_open((path or self.path) + suffix, params=params)
        self.assertEqual(response.status_code, status)
        return response

    def answer(self, suffix, *moves, files=(), **values):
        """Post an answer about some invoices; return the page it leads to."""
        values |= {"csrf_token": Request.csrf_token(self), "line": [self.line(m) for m in moves]}
        given = [("file", (name, content)) for name, content in files] or None
        response = self.url_open(self.path + suffix, data=values, files=given)
        self.assertEqual(response.status_code, 200)
        return response.text

    def holds(self, move):
        return (
            self.env["debt.hold"]
            .search([("debtor_id", "=", self.debtor.id), ("ended_on", "=", False)])
            .filtered(lambda hold: not hold.item_id or hold.item_id in self.items(move))
            .mapped("kind")
        )

    # what is shown

    def test_transfer_code_leaves_out_what_waits(self):
        self.wolt.country_id = self.company.country_id = self.env.ref("base.pl")
        self.env["res.partner.bank"].create(
            {
                "acc_number": "PL61109010140000071219812874",
                "partner_id": self.company.partner_id.id,
            }
        )
        values = {"company_id": self.company.id, "debtor_id": self.debtor.id}
        values |= {"date_from": self.today, "kind": "payment"}
        paper, asked = self.debtor._account_paper(self.today), []
        original = type(paper)._payment_codes
        self.patch(
            type(paper), "_payment_codes", lambda *args: asked.extend(args[1]) or original(*args)
        )
        lines = self.due_line(self.first | self.second)
        items = self.env["debt.item"].sudo()._get_or_create(lines)
        first, second = (
            items.filtered(lambda item, move=move: item.move_line_id.move_id == move)
            for move in (self.first, self.second)
        )
        self.env["debt.hold"].create({**values, "item_id": first.id})
        (balance,) = self.debtor._account_balances(paper, self.today)
        owed = self.due_line(self.second).amount_residual
        self.assertEqual([one.amount for one in asked], [owed])
        self.assertNotIn(self.first.name, asked[0].title)
        self.assertEqual(len(balance.codes), 1)
        self.env["debt.hold"].create({**values, "item_id": second.id})
        (balance,) = self.debtor._account_balances(paper, self.today)
        self.assertFalse(balance.codes, "nothing is asked for now")

    def test_account_shows_his_documents_and_nothing_of_others(self):
        response = self.page()
        for text in (self.first.name, self.second.name, self.later.name, "1,850.00", "1,600.00"):
            self.assertIn(text, response.text)
        for text in (self.foreign.name, "777", "Bolt", "habitual", "demand"):
            self.assertNotIn(text, response.text)
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertTrue(self.link.opened_on)

    def test_hostile_names_are_text(self):
        text = self.page(path=f"/collections/{self._link(self.other).token}").text
        self.assertNotIn("<script>alert", text)
        self.assertIn("&lt;script&gt;alert(1)", text)

    def test_documents_are_downloaded_by_their_owner_only(self):
        self.assertEqual(self.page("/statement.xlsx").content[:2], b"PK")
        self.assertEqual(self.page("/statement.pdf").content[:4], b"%PDF")
        self.page(f"/document/{self.line(self.foreign)}", 404)
        self.page("/document/999999", 404)
        plan = self.draft(self.foreign, amounts=(777,)).sudo()
        plan._offer(self.today)
        self.page(f"/agreement/{plan.id}", 404)
        self.page(f"/agreement/{plan.id}.pdf", 404)

    # who may look

    def test_links_expire_are_revoked_and_switched_off(self):
        for token in ("guessed", "%00", "%27%20OR%201=1"):
            self.page(path=f"/collections/{token}", status=404)
        self.link.date_until = self.today - timedelta(days=1)
        self.page(status=404)
        self.link.date_until = self.today
        self.page()
        self.company.debt_portal = False
        self.page(status=404)
        self.assertFalse(self.debtor._portal_url())
        self.company.debt_portal = True
        self.debtor.with_user(self.collector).action_revoke_links()
        self.page(status=404)
        self.assertNotEqual(self._link(self.debtor), self.link)

    def test_by_login_only_his_own(self):
        path = f"/my/collections/{self.debtor.id}"
        self.assertIn("/web/login", self.page(path=path).url)
        contact = self.customer("Anna", parent_id=self.wolt.id, is_company=False)
        new_test_user(self.env, "wolt_portal", "base.group_portal", partner_id=contact.id)
        self.authenticate("wolt_portal", "wolt_portal")
        self.assertIn(self.first.name, self.page(path="/my/collections").text)
        self.page(path=f"/my/collections/{self.other.id}", status=404)
        self.page(path="/my/collections/999999", status=404)

    # answers

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

    def test_the_address_names_a_language_only_where_the_page_speaks_it(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.wolt.lang = "de_DE"
        links = type(self.link)
        for spoken, begin in (
            (["en_US", "de_DE"], "/de/collections/"),
            (["en_US"], "/collections/"),
        ):
            self.link.invalidate_recordset(["url"])
            with patch.object(links, "_page_languages", lambda *_args, codes=spoken: codes):
                self.assertIn(f"{self.company.get_base_url()}{begin}", self.link.url)
        if "website" in self.env:
            self.assertNotIn("de_DE", self.link._page_languages(self.company))

    def test_too_many_answers_are_refused(self):
        self.company.debt_portal_hourly = 2
        for _time in range(2):
            self.page("/statement.xlsx")
        self.page("/statement.xlsx", 429)
        self.assertEqual(len(self.debtor.portal_event_ids), 2)

    # payment

    def _provider(self):
        method = self.env.ref("payment.payment_method_unknown")
        self.env["ir.config_parameter"].sudo().set_param(
            "account_payment.enable_portal_payment", "True"
        )
        provider = self.env["payment.provider"].create(
            {
                "name": "Test provider",
                "code": "none",
                "state": "test",
                "is_published": True,
                "company_id": self.company.id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        method.active = True
        journal = self.company_data["default_journal_bank"]
        self._create_dummy_payment_method_for_provider(provider, journal)
        return method, provider

    def test_payment_is_what_is_owed_on_his_documents(self):
        method, provider = self._provider()
        text = self.page("/pay", line=[self.line(self.first), self.line(self.second)]).text
        self.assertIn("1,600.00", text)
        route = re.search(r'data-transaction-route="([^"]+)"', text)[1]
        pay = self._payment(method, provider, 1600.0)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(route, {**pay, "amount": 1.0})
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(f"{self.path}/transaction/{self.line(self.foreign)}", pay)
        self.make_jsonrpc_request(route, pay)
        tx = self.env["payment.transaction"].search([("provider_id", "=", provider.id)])
        self.assertEqual((tx.amount, tx.partner_id), (1600, self.wolt))
        self.assertEqual(tx.invoice_ids, self.first | self.second)

    def _payment(self, method, provider, amount):
        """What the payment form sends."""
        return {
            "provider_id": provider.id,
            "payment_method_id": method.id,
            "token_id": None,
            "amount": amount,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": self.path,
            "payment_reference": "x",
        }

    def test_interest_notes_are_paid_online_and_settled(self):
        method, provider = self._provider()
        self.company.debt_note_minimum = 0
        notes = self.env["debt.interest.note"].sudo()
        note = notes._propose(self.company, self.today, None, self.wolt)
        note._approve(self.today)
        note._post_entries()
        paper = self.debtor._account_paper(self.today)
        self.assertFalse(paper._may_link(note.move_id), "only invoices have a page in Odoo")
        text = self.page("/pay", line=[self.line(note.move_id)]).text
        route = re.search(r'data-transaction-route="([^"]+)"', text)[1]
        pay = self._payment(method, provider, note.total)
        self.make_jsonrpc_request(route, pay)
        tx = self.env["payment.transaction"].search([("provider_id", "=", provider.id)])
        tx._set_pending()
        self.assertIn("by transfer only", self.page().text)  # not twice
        tx._set_done()
        tx._post_process()
        self.assertTrue(self.due_line(note.move_id).reconciled)
        self.assertEqual(note.state, "settled")

    def test_transfer_code_asks_for_what_is_overdue(self):
        self.wolt.country_id = self.company.country_id = self.env.ref("base.pl")
        self.assertNotIn("Scan with your banking app", self.page().text)
        number = "PL61109010140000071219812874"
        self.env["res.partner.bank"].create(
            {"acc_number": number, "partner_id": self.company.partner_id.id}
        )
        paper = self.debtor._account_paper(self.today)
        asked = []
        original = type(paper)._payment_codes
        self.patch(
            type(paper), "_payment_codes", lambda *args: asked.extend(args[1]) or original(*args)
        )
        (balance,) = self.debtor._account_balances(paper, self.today)
        self.assertEqual([one.amount for one in asked], [1600])
        self.assertEqual(len(balance.codes), 1)
        self.assertLessEqual(len(asked[0].title), 32)
        self.assertIn("Scan with your banking app", self.page().text)

    def test_big_business_invoices_arent_paid_online(self):
        self._provider()
        self.company.debt_paylink_limit = 700
        text = self.page().text
        self.assertEqual(len(re.findall('data-payable="1"', text)), 2)
        self.assertIn("by transfer only", text)
        both = [self.line(self.first), self.line(self.second)]
        self.assertIn(
            'To pay: <span class="text-nowrap">PLN\N{NO-BREAK SPACE}600.00',
            self.page("/pay", line=both).text,
        )
        self.assertIn("pay by transfer", self.page("/pay", line=[self.line(self.first)]).text)

    # letters

    def test_each_letter_has_its_link_until_it_is_void(self):
        self.night(date(2026, 3, 2))
        action = self.actions(self.wolt, kind="letter").sudo()[:1]
        letter = self.env["debt.letter"]._build(action, self.today)
        url = letter.portal_url
        self.assertEqual(self.debtor._portal_url(letter), url)
        self.assertNotEqual(self.debtor._portal_url(), url)
        self.page(path=url.replace(self.base_url(), ""))
        letter._void("test")
        self.page(path=url.replace(self.base_url(), ""), status=404)
