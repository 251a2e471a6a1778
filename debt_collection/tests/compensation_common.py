"""A company that claims compensation, with the NBP rates of some days."""

from .interest_common import InterestCommon


class CompensationCommon(InterestCommon):
    """Rates are of table A: EUR 4.2730 on 31 Dec 2025, 4.3000 on 30 Jan 2026 and 28 Nov 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commercial.has_compensation = True
        cls.mids = {
            day: cls.mid(day, rate, table)
            for day, rate, table in (
                ("2025-11-28", 4.3, "231/A/NBP/2025"),
                ("2025-12-31", 4.273, "251/A/NBP/2025"),
                ("2026-01-30", 4.3, "020/A/NBP/2026"),
            )
        }
        cls.accountant = cls._user("accountant", "account.group_account_manager")
        cls.model = cls.env["debt.compensation"]

    @classmethod
    def mid(cls, day, rate, table, currency="EUR"):
        currency = (
            cls.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", currency)])
        )
        return cls.env["debt.exchange.rate"].create(
            {"currency_id": currency.id, "date": day, "mid": rate, "table_no": table}
        )

    def owed(self, move, day=None):
        """Compensation of each receivable line of a document as text, oldest due first."""
        lines = self.due_line(move)
        found = self.model._owed(lines.ids, day or self.today)
        return [str(found[line.id]) for line in lines if line.id in found]

    def propose(self, day=None, **values):
        return self.model._propose(self.company, day or self.today, **values)

    def rights(self, move):
        """The rows listed for a document that aren't void."""
        return self.env["debt.compensation.line"].search(
            [("move_line_id", "in", self.due_line(move).ids), ("state", "!=", "void")]
        )

    def note(self, amount=6000, due="2026-01-15"):
        """A draft note for one late invoice."""
        self.invoice(amount, due)
        note = self.propose()
        self.assertEqual(len(note), 1)
        return note

    def posted(self, **values):
        note = self.note(**values)
        note.with_user(self.manager).action_approve()
        note.with_user(self.accountant).action_post()
        return note
