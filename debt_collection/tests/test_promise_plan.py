from datetime import date

from odoo.addons.debt_collection.tests.plan_common import PlanCommon
from odoo.tests import freeze_time


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
