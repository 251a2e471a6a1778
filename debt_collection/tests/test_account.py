import re
from datetime import date, timedelta
from unittest.mock import patch

from odoo import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .account_common import AccountCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestAccount(AccountCommon, HttpCase):
    """The customer's own page, by link and by log-in, and what he pays there."""

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
