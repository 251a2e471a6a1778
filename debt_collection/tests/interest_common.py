"""A company with interest rules of its own: 9.50 % until 4 March 2026, 9.25 % since; for business
a flat 14 %.
"""

from datetime import date
from decimal import Decimal

from odoo import Command

from .common import DebtCommon

D = Decimal


class InterestCommon(DebtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delay = cls.rule(
            "delay",
            [("2016-01-01", "2026-03-04", 9.5), ("2026-03-05", False, 9.25)],
            for_consumer=True,
        )
        cls.commercial = cls.rule(
            "commercial",
            [("2016-01-01", "2026-06-30", 14), ("2026-07-01", "2026-12-31", 13.75)],
            for_business=True,
            for_public=True,
        )
        cls.partner = cls.customer()

    @classmethod
    def rule(cls, kind, periods, **values):
        """A rule of the company with fixed rates by period (from, to, percent)."""
        return cls.env["debt.interest.rule"].create(
            {
                "name": f"Test {kind}",
                "kind": kind,
                "phrase": "statutory interest for late payment",
                "legal_basis": "art. 481",
                "country_id": cls.env.ref("base.pl").id,
                "company_id": cls.company.id,
                "period_ids": [
                    Command.create({"date_from": start, "date_to": end, "percent": percent})
                    for start, end, percent in periods
                ],
                **values,
            }
        )

    # what the ledger says

    @classmethod
    def invoice(cls, amount, due, **values):
        """A posted invoice of the customer without tax, issued 30 days before `due` (text)."""
        days = (cls.today - date.fromisoformat(due)).days
        return cls.overdue(days, amount, values.pop("partner", cls.partner), **values)

    def history(self, move, day="2026-12-31"):
        found = self.env["debt.interest"]._histories(
            self.company, date.fromisoformat(day), lines=self.due_line(move)
        )
        return found[self.due_line(move).id]

    def claim(self, line, day="2026-03-02"):
        """The Claim of an invoice (its only receivable line) or of a line."""
        if line._name == "account.move":
            line = self.due_line(line)
            line.ensure_one()
        day = date.fromisoformat(day)
        return self.env["debt.interest"]._claims(self.company, day, lines=line)[line.id]

    def events(self, move, day="2026-12-31"):
        return [(str(e.day), float(e.amount), e.kind) for e in self.history(move, day).events]

    def bank_line(self, amount, day, partner=None):
        """A line of a bank statement that isn't matched yet."""
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": day,
                "payment_ref": "transfer",
                "amount": amount,
                "partner_id": (partner or self.partner).id,
            }
        )

    def match(self, bank_line, lines):
        """Match a bank line with open journal items, as the reconciliation screen does."""
        _liquidity, suspense, _other = bank_line._seek_for_lines()
        amount = -bank_line.amount
        account = lines.account_id
        account.ensure_one()
        suspense.move_id.button_draft()
        suspense.write({"account_id": account.id, "amount_currency": amount})
        suspense.move_id.action_post()
        (suspense | lines).reconcile()
