from datetime import date

from odoo.addons.debt_collection.tests.contact_common import ContactCommon
from odoo.tests import HttpCase


class TestContactTour(ContactCommon, HttpCase):
    """Contacts logged in the browser, clicks counted."""

    def _open(self, tour):
        self.night()
        url = "/odoo/action-debt_collection.debt_case_action"
        self.start_tour(url, tour, login=self.collector.login)
        return self.env["debt.action"].search([("kind", "=", "contact")])

    def test_a_promise_in_three_clicks(self):
        contact = self._open("debt_collection_log_promise")
        self.assertEqual((contact.contact_result, contact.user_id), ("promise", self.collector))
        promise = self.env["debt.promise"].search([("case_id", "=", self.wolt_case.id)])
        self.assertEqual((promise.date, promise.amount), (date(2026, 3, 6), 1200.0))

    def test_no_answer_and_next(self):
        self.assertEqual(self._open("debt_collection_log_no_answer").contact_result, "no_answer")

    def test_a_call_opens_case_and_dialog(self):
        self.night()
        url = "/debt_collection/call?number=22 555-01-02"
        self.start_tour(url, "debt_collection_incoming_call", login=self.collector.login)
