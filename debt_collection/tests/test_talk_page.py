from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_notice import NoticeCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestTalkPage(HttpCase, NoticeCommon):
    """The link in the message: a page with one button."""

    def test_a_told_colleague_holds_the_case_with_one_click(self):
        case = self.case(self.wolt)
        self.overdue(5, 700, self.wolt)
        named = self._user("named", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            case._check_can_talk_first(named)
        self.rule("start", role="users", user_ids=named.ids)
        self.item(self.overdue(5, 700, self.wolt), case)
        self.tell()
        self.env.flush_all()
        self.authenticate(named.login, named.login)
        url = f"/debt_collection/talk/{case.id}"
        page = self.url_open(url)
        self.assertRegex(page.text, "1.?400[,.]00")
        self.assertFalse(case.hold_ids, "a link in a mail changes nothing by itself")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.url_open(url, data={"csrf_token": token})
        self.assertIn("alert-success", answer.text)
        self.assertEqual(case.hold_ids.kind, "talk_first")
        # again: said, not done twice
        self.url_open(url, data={"csrf_token": token})
        self.assertEqual(len(case.hold_ids), 1)
        # he reached the customer: one button, and a word about it
        said = {"csrf_token": token, "reached": "1", "note": "Pays on Friday"}
        self.assertIn("alert-success", self.url_open(url, data=said).text)
        contact = case.action_ids.filtered(lambda action: action.kind == "contact")
        self.assertRecordValues(contact, [{"user_id": named.id, "outcome": "Pays on Friday"}])

    def test_a_customer_whose_collection_only_comes(self):
        (self.steps["reminder"] | self.steps["noted"]).unlink()
        self.overdue(1, 700, self.wolt)
        self.night()
        debtor = self.env["debt.debtor"]._of(self.company, self.wolt)
        self.assertFalse(debtor.case_ids)
        self.env.flush_all()
        self.authenticate(self.seller.login, self.seller.login)
        url = f"/debt_collection/talk/customer/{debtor.id}"
        page = self.url_open(url)
        self.assertIn("WOLT", page.text)
        self.assertFalse(debtor.case_ids)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        self.url_open(url, data={"csrf_token": token})
        self.assertEqual(debtor.case_ids.hold_ids.kind, "talk_first")

    def test_a_stranger_is_told_nothing(self):
        case = self.case(self.wolt)
        stranger = self._user("stranger", "base.group_user")
        self.env.flush_all()
        self.authenticate(stranger.login, stranger.login)
        page = self.url_open(f"/debt_collection/talk/{case.id}")
        self.assertNotIn("WOLT", page.text)
        self.assertIn("alert-warning", page.text)
