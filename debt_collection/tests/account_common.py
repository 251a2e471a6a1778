"""The page of a customer with documents, and another customer who must stay unseen."""

from odoo import Command
from odoo.http import Request

from .plan_common import PlanCommon

HOSTILE = "<script>alert(1)</script>{{7*7}}=cmd|x"


class AccountCommon(PlanCommon):
    """Builders for test classes of pages, which add Odoo's HttpCase."""

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
