from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import growth
from .debt_notice_queue import COLUMNS


class ResCompany(models.Model):
    """When the growth of what a customer owes is told."""

    _inherit = "res.company"

    debt_growth_days = fields.Integer(
        "Overdue compared with (days ago)", default=30, help="Zero: growth isn't watched."
    )
    debt_growth_percent = fields.Integer("Grown by at least (%)", default=50)
    debt_growth_amount = fields.Monetary(
        "And by at least", default=10000.0, help="In the company's currency."
    )

    _debt_growth_positive = models.Constraint(
        "CHECK (debt_growth_days >= 0 AND debt_growth_percent >= 0 AND debt_growth_amount >= 0)",
        "Days, per cent and amounts can't be negative.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_growth_days = fields.Integer(related="company_id.debt_growth_days", readonly=False)
    debt_growth_percent = fields.Integer(related="company_id.debt_growth_percent", readonly=False)
    debt_growth_amount = fields.Monetary(
        related="company_id.debt_growth_amount", readonly=False, currency_field="debt_currency_id"
    )


class DebtCase(models.Model):
    """Cases whose overdue amount grows fast, found by night from the ledger of two days."""

    _inherit = "debt.case"

    growth = fields.Monetary(
        "Overdue grown by", readonly=True, copy=False, help="While it grows fast; of last night."
    )
    growing_on = fields.Date("Grows fast since", readonly=True, copy=False)

    @api.model
    def _find_growth(self, company, day):
        """Note which open cases of a company grow fast on `day`, and which don't any more."""
        grown = self._grown(company, day) if company.debt_growth_days else {}
        partners = [partner.id for partner in grown]
        cases = self.search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "open")
            & (Domain("partner_id", "in", partners) | Domain("growing_on", "!=", False))
        )
        for case in cases:
            amount = grown.get(case.partner_id, 0)
            if amount:
                case.write({"growth": amount, "growing_on": case.growing_on or day})
            elif case.growing_on:
                case.write({"growth": 0, "growing_on": False})

    def _grown(self, company, day):
        """Return {customer: by how much what he is late with has grown, where that is fast}."""
        percent = Decimal(company.debt_growth_percent)
        least = Decimal(str(company.debt_growth_amount))
        amounts = self._overdue_on(company, day)
        # nobody's has grown by more than he is late with
        now = {partner: amount for partner, amount in amounts.items() if amount and amount >= least}
        earlier = day - timedelta(days=company.debt_growth_days)
        before = self._overdue_on(company, earlier, now) if now else {}
        return {
            partner: float(amount - before.get(partner, Decimal(0)))
            for partner, amount in now.items()
            if growth.is_fast(before.get(partner, Decimal(0)), amount, percent, least)
        }

    def _overdue_on(self, company, day, partners=None):
        """Return {customer: what he was late with}; of all customers, or of some."""
        domain = Domain("company_id", "=", company.id)
        if partners is not None:
            domain &= Domain("partner_id", "in", [partner.id for partner in partners])
        aging = self.env["debt.aging"]._on_day(company, day)
        rows = aging._read_group(domain, ["partner_id"], ["overdue:sum", "credit:sum"])
        # money that isn't matched yet is paid all the same
        return {
            partner: max(Decimal(str(overdue)) + Decimal(str(credit)), Decimal(0))
            for partner, overdue, credit in rows
        }


class DebtNotice(models.Model):
    _inherit = "debt.notice"

    @api.model
    def _queue(self, company, day):
        result = super()._queue(company, day)
        self._queue_growth(company, day)
        return result

    def _queue_growth(self, company, day):
        """Tell of cases that began to grow fast today: each time it begins, not each night."""
        cases = self.env["debt.case"].search(
            [("company_id", "=", company.id), ("growing_on", "=", day), ("state", "=", "open")]
        )
        if not cases:
            return
        found = {case: ("growth", case.phase, None) for case in cases}
        queued = self.search([("event", "=", "growth"), ("date", "=", day)])
        told = {(row.case_id._notice_key(), row.user_id.id, "growth", row.phase) for row in queued}
        rows = []
        for rule in self.env["debt.notice.rule"]._of_company(company):
            rows += rule._new_rows(self._for_rule(rule, found, company, day), told, day)
        self.env["debt.run"]._copy(self._table, COLUMNS, rows)
