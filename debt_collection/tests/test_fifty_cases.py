from odoo.addons.debt_collection.tests.contact_common import ContactCommon
from odoo.tests import HttpCase, tagged

CASES = 50
OUTCOMES = ("promise", "no_answer", "call_back", "paid", "dispute")


@tagged("-standard", "debt_desk_proof")
class TestFiftyCases(ContactCommon, HttpCase):
    """A morning at the worklist in the browser; minutes long, so only when asked for:
    `./dev test --tags debt_desk_proof`.
    """

    def test_fifty_cases_with_few_clicks(self):
        self.steps["call"].task_ids.days_to_do = 0
        for number in range(CASES):
            customer = self.customer(f"Klient {number:02}", email=f"k{number}@example.com")
            customer.phone = f"+48 22 555 {number:04}"
            # the strategy has a call today
            self.overdue(7, 1000.0 + number, customer)
        self.night()
        cases = self.env["debt.case"].search([("partner_id.name", "like", "Klient %")])
        cases.collector_id = self.collector
        self.act()
        # what is to be done is reckoned when a transaction ends
        cases._refresh_priority(self.today)
        self.env.flush_all()
        url = "/odoo/action-debt_collection.debt_worklist_action"
        self.start_tour(url, "debt_collection_fifty_cases", login=self.collector.login, timeout=900)
        contacts = self.env["debt.action"].search([("kind", "=", "contact")])
        counted = dict(
            self.env["debt.action"]._read_group(
                [("id", "in", contacts.ids)], ["contact_result"], ["__count"]
            )
        )
        self.assertEqual(counted, dict.fromkeys(OUTCOMES, CASES // len(OUTCOMES)))
