from .interest_note_common import NoteCommon


class TestAsOf(NoteCommon):
    """Claims as of a day: what is paid since isn't hidden, what was paid before isn't shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paid = cls.invoice(10000, "2026-01-15")
        cls.early = cls.invoice(2000, "2026-01-15")
        cls.later = cls.invoice(3000, "2026-02-20")
        lines = cls.due_line(cls.paid) | cls.due_line(cls.early) | cls.due_line(cls.later)
        cls.items = cls.env["debt.item"].sudo()._get_or_create(lines)

    def shown(self, day, **values):
        """{document: (principal, interest)} on the list of a day."""
        wizard = self.env["debt.as.of"].create(
            {"company_id": self.company.id, "day": day, **values}
        )
        action = wizard.action_open()
        items = self.env["debt.item"].with_context(**action["context"]).search(action["domain"])
        items &= self.items
        return {item.name: (item.principal_to_date, item.interest_to_date) for item in items}

    def test_a_day_in_the_past(self):
        self.money_in(self.early, 2000, "2026-01-25")
        self.money_in(self.paid, 4000, "2026-01-26")
        self.money_in(self.paid, 6000, "2026-02-10")
        for move, day in ((self.early, "2026-01-25"), (self.paid, "2026-02-10")):
            item = self.items.filtered(lambda item, move=move: item.move_id == move)
            item.closed_on = day
        # 16.01-26.01 of 10 000 (42.19) and 27.01-31.01 of 6 000 (11.51) at 14 %
        self.assertEqual(self.shown("2026-01-31"), {self.paid.name: (6000, 53.70)})
        self.assertEqual(self.shown("2026-02-15"), {})
        self.assertIn(self.later.name, self.shown("2026-02-15", overdue_only=False))

    def test_a_day_to_come(self):
        shown = self.shown("2026-03-20")
        # 21.02-20.03: 28 days
        self.assertEqual(shown[self.later.name], (3000, 32.22))

    def test_a_title_that_names_the_day(self):
        wizard = self.env["debt.as.of"].create({"day": "2026-01-31"})
        self.assertIn("2026", wizard.action_open()["name"])
