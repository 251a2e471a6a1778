from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunSmall(DebtCommon):
    """Amounts too small to write about are collected in one letter once there are five in a year
    (PRACTICE 1.6).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debtor = cls.customer()
        cls.minimum = cls.env["debt.minimum"].create(
            {
                "currency_id": cls.pln.id,
                "net_min": 50,
                "post_min": 300,
                "remainder": 0,
                "remainder_foreign": 0,
            }
        )

    def small(self, count, first=20):
        return [self.overdue(first + 30 * n, 8, self.debtor) for n in range(count)]

    def test_small_net_amounts(self):
        self.overdue(14, 30, self.debtor)
        run = self.night()
        self.assertEqual(
            [(n.outcome, n.reason, n.item_count) for n in run.line_ids], [("5_held", "small", 1)]
        )
        self.assertEqual(
            run.line_ids.why.replace("\xa0", " "),
            "Net overdue 30,00 zł, the step is taken from 50,00 zł on",
        )
        self.overdue(14, 30, self.debtor)
        self.assertEqual(self.plan(self.today, self.debtor), [("demand", "letter")])

    def test_four_are_left_alone(self):
        self.small(4)
        self.assertEqual(self.plan(self.today, self.debtor), [])

    def test_five_go_into_one_letter(self):
        self.small(5)
        self.assertEqual(self.plan(self.today, self.debtor), [("monit", "letter")])
        letter = self.actions(self.debtor)
        self.assertEqual(sorted(letter.line_ids.mapped("amount_demanded")), [8.0] * 5)
        self.assertEqual(letter.why, "5 small amounts within a year, collected in one letter")

    def test_afterwards_the_count_begins_anew(self):
        self.small(5)
        self.plan(self.today, self.debtor)
        self.carry_out(self.today, self.debtor)
        # 48 zł in all, one of them new: no second letter, and no demand
        self.overdue(1, 8, self.debtor)
        for days in (8, 20, 60):
            self.assertEqual(self.plan(self.after(days), self.debtor), [])

    def test_what_is_older_than_a_year_does_not_count(self):
        self.small(5, first=300)
        self.assertEqual(self.plan(self.today, self.debtor), [])

    def test_never_where_the_company_does_not_want_it(self):
        self.minimum.gather_from = 0
        self.small(6)
        self.assertEqual(self.plan(self.today, self.debtor), [])
        self.minimum.gather_from = 6
        self.assertEqual(self.plan(self.today, self.debtor), [("monit", "letter")])

    def test_held_ones_do_not_count(self):
        invoices = self.small(5)
        self.night()
        self.actions(self.debtor).sudo()._cancel("cancelled_by", {})
        item = self.items(invoices[0])
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": item.debtor_id.id,
                "item_id": item.id,
                "kind": "dispute",
                "date_from": self.today,
            }
        )
        self.assertEqual(self.plan(self.after(1), self.debtor), [])
