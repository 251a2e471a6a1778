from datetime import date
from decimal import Decimal

from odoo.tests import freeze_time

from ..tools import instalments
from .common import DebtCommon


class PlanCommon(DebtCommon):
    """Instalment agreements of `cls.wolt`: two invoices, 1000 and 600, 40 and 20 days late."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.debt_plan_grace = 0
        cls.wolt = cls.customer()
        cls.first = cls.overdue(40, 1000, cls.wolt)
        cls.second = cls.overdue(20, 600, cls.wolt)
        cls.debtor = cls.env["debt.debtor"]._get_or_create(cls.company, cls.wolt)

    def draft(self, moves=None, amounts=(800, 800), first=date(2026, 3, 16), **values):
        """A draft agreement with instalments of `amounts`, one a month from `first` on."""
        moves = moves or self.first | self.second
        items = self.env["debt.item"].sudo()._get_or_create(self.due_line(moves))
        debtor = items.debtor_id
        days = instalments.dates(first, len(amounts), "month")
        principal = Decimal(str(sum(items.mapped("amount_residual"))))
        parts = instalments.explain([Decimal(a) for a in amounts], principal, days, Decimal("0.01"))
        schedule = [self.env["debt.plan.line"]._prepare_part_vals(part) for part in parts]
        values = {"waives_interest": True, "waives_compensation": True, **values}
        return self.env["debt.plan"]._draft(debtor, items, schedule, self.today, **values)

    def running(self, *args, day=None, **values):
        """A running agreement, signed today."""
        plan = self.draft(*args, **values).sudo()
        with freeze_time(day or self.today):
            plan._offer(day or self.today)
            plan._accept(self.wolt, "other")
        return plan

    def instalments(self, plan):
        """[(amount open, state)] of an agreement's instalments."""
        return [(line.amount_open, line.state) for line in plan.line_ids.sorted("date_due")]

    def refresh(self, day=None, debtor=None):
        """What the ledger's change brings about within the day."""
        with freeze_time(day or self.today):
            (debtor or self.debtor).sudo()._refresh(day or self.today)

    def plan_items(self, plan):
        return plan.line_ids._item().sorted("date_due")
