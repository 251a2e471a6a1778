from odoo.tests import tagged

from .common_action import ActionCommon


@tagged("post_install", "-at_install")
class TestLetterBatch(ActionCommon):
    """A thousand letters are written in one go: what each costs is guarded here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        series = cls.env["ir.sequence"].search([("code", "=", "debt.letter.demand")], limit=1)
        cls.steps["demand"].task_ids.letter_type_id.number_sequence_id = series

    def statements(self, number):
        """How many statements it takes to write `number` letters."""
        moves = [self.overdue(20, 500 + n, self.wolt) for n in range(number)]
        actions = self.env["debt.action"].union(
            *(self.plan(move, "demand", "letter") for move in moves)
        )
        actions._choose_channels(self.today)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["debt.letter"]._build(actions, self.today)
        self.env.flush_all()
        self.assertEqual(len(set(actions.letter_id.mapped("name"))), number)
        return self.env.cr.sql_log_count - before

    def test_many_letters_need_hardly_more_statements_than_few(self):
        self.statements(1)  # what is read once by a process
        few, many = self.statements(2), self.statements(12)
        self.assertLess(many - few, 10, "less than one more for each more letter")

    def test_numbers_are_drawn_in_blocks_and_go_on(self):
        series = self.env["ir.sequence"].create(
            {
                "name": "Test",
                "code": "debt.test",
                "prefix": "T/%(range_year)s/",
                "padding": 4,
                "use_date_range": True,
            }
        )
        day = self.today
        first = series._debt_next_numbers(3, day)
        self.assertEqual(first, [f"T/{day.year}/{number:04d}" for number in (1, 2, 3)])
        self.assertEqual(series.next_by_id(day), f"T/{day.year}/0004")
        series.implementation = "no_gap"
        series.date_range_ids.number_next = 5
        self.assertEqual(
            series._debt_next_numbers(2, day), [f"T/{day.year}/0005", f"T/{day.year}/0006"]
        )

    def test_setting_a_sale_hold_again_keeps_its_row(self):
        actions = self.plan(self.overdue(31, 900, self.wolt), "final", "sale_hold")
        actions += self.plan(self.overdue(31, 700, self.customer()), "final", "sale_hold")
        Hold = self.env["debt.sale.hold"]
        rows = Hold._set_by_actions(actions)
        self.assertEqual([row.level for row in rows.values()], ["3_blocked", "3_blocked"])
        self.assertEqual([row.debtor_id for row in rows.values()], list(actions.debtor_id))
        self.assertEqual(Hold._set_by_actions(actions), rows)
