from datetime import date
from decimal import Decimal

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time

from .common import TODAY
from .interest_common import InterestCommon
from .letter_common import LetterCommon

D = Decimal


@freeze_time(TODAY.isoformat())
class TestLetterInterest(InterestCommon, LetterCommon):
    """What letters say of interest: rows add up to what is demanded."""

    def demand(self, *moves, code="demand", lang="pl_PL", held=0, **values):
        """A letter that demands these invoices."""
        debtor = values.pop("debtor", None) or self.debtor(lang, **values)
        for move in moves:
            self.assertEqual(move.partner_id, debtor.partner_id)
        rows = [
            {
                "name": move.name,
                "amount": move.amount_residual,
                "date_due": move.invoice_date_due,
                "currency_id": move.currency_id.id,
                "amount_demanded": move.amount_residual - held,
            }
            for move in moves
        ]
        action = self.action(debtor, code, rows)
        for line, move in zip(action.line_ids.sorted("id"), moves, strict=True):
            line.item_id.sudo().move_line_id = self.due_line(move)
        return self.build(action)

    def due(self, debtor, amount, due="2026-01-05", **values):
        return self.invoice(amount, due, partner=debtor.partner_id, **values)

    def test_rows_add_up_to_what_is_demanded(self):
        debtor = self.debtor()
        letter = self.demand(self.due(debtor, 1000), self.due(debtor, 500), debtor=debtor)
        # 56 days of 14 %: 21.48 + 10.74
        self.assertEqual(letter._totals(), {self.pln: 1532.22})
        self.assertEqual(letter.amount, 1532.22)
        (table,) = letter._tables()
        (group,) = table.groups
        self.assertTrue(table.has_interest and table.has_open)
        self.assertEqual([row.interest for row in group.rows], ["21,48", "10,74"])
        self.assertEqual([row.demanded for row in group.rows], ["1\xa0021,48", "510,74"])
        self.assertEqual(group.demanded, "1\xa0532,22")
        text = letter.body_html.replace("&nbsp;", " ")
        for piece in ("1 532,22 zł", "1 500,00 zł", "32,22 zł", "0,57 zł", "art. 481"):
            self.assertIn(piece, text)

    def test_the_figures_are_kept_as_evidence(self):
        debtor = self.debtor()
        invoice = self.due(debtor, 1000)
        letter = self.demand(invoice, debtor=debtor)
        line = letter.action_id.line_ids
        self.assertEqual(line.interest_rule_id, self.commercial)
        self.assertEqual(
            line.interest_rows,
            [["2026-01-06", "2026-03-02", "56", "1000.00", "14.0", "21.48"]],
        )
        letter._finalize(self.today)
        self.pay(invoice, day="2026-01-06")
        self.assertEqual(line.amount_interest, 21.48)

    def test_renewed_to_its_day(self):
        debtor = self.debtor()
        invoice = self.due(debtor, 1000)
        letter = self.demand(invoice, debtor=debtor)
        letter._rebuild(self.after(1))
        self.assertEqual(letter.action_id.line_ids.amount_interest, 21.86)
        self.assertIn("21,86", letter.body_html)

    def test_a_type_that_doesnt_show_it(self):
        debtor = self.debtor()
        letter = self.demand(self.due(debtor, 1000), debtor=debtor, code="monit")
        self.assertEqual(letter._totals(), {self.pln: 1000})
        self.assertFalse(letter._tables()[0].has_interest)
        self.assertFalse(letter.interest_text)

    def test_no_interest_on_the_disputed_part(self):
        debtor = self.debtor()
        letter = self.demand(self.due(debtor, 1000), debtor=debtor, held=500)
        self.assertEqual(letter._totals(), {self.pln: 510.74})

    def test_each_currency_apart(self):
        debtor = self.debtor()
        foreign = self.due(debtor, 100, currency_id=self.eur.id)
        letter = self.demand(self.due(debtor, 1000), foreign, debtor=debtor)
        self.assertEqual(letter._totals(), {self.pln: 1021.48, self.eur: 102.15})
        self.assertEqual(letter.amount, 1021.48 + 4 * 102.15)

    def test_charged_interest_isnt_shown_twice(self):
        debtor = self.debtor()
        invoice = self.due(debtor, 1000)
        self.env["debt.interest.note"].sudo().create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "partner_id": debtor.partner_id.id,
                "currency_id": self.pln.id,
                "date": "2026-02-06",
                "date_to": "2026-02-20",
                "line_ids": [
                    Command.create(
                        {
                            "document": invoice.name,
                            "move_line_id": self.due_line(invoice).id,
                            "date_from": "2026-01-06",
                            "date_to": "2026-02-20",
                            "amount": 17.64,
                        }
                    )
                ],
            }
        )
        letter = self.demand(invoice, debtor=debtor)
        self.assertEqual(letter._totals(), {self.pln: 1003.84})

    def test_the_final_demand_claims_compensation(self):
        self.commercial.has_compensation = True
        debtor = self.debtor()
        invoice = self.due(debtor, 1000)
        with self.assertRaisesRegex(UserError, "12.31.2025"), self.env.cr.savepoint():
            self.demand(invoice, debtor=debtor, code="final")
        self.env["debt.exchange.rate"].create(
            {
                "currency_id": self.eur.id,
                "date": "2025-12-31",
                "mid": 4.2267,
                "table_no": "252/A/NBP/2025",
            }
        )
        letter = self.demand(invoice, debtor=debtor, code="final")
        self.assertEqual(letter._totals(), {self.pln: 1190.55})
        (group,) = letter._tables()[0].groups
        self.assertEqual([row.demanded for row in group.rows], ["1\xa0021,48", "169,07"])
        self.assertEqual(group.demanded, "1\xa0190,55")
        for piece in ("40", "4,2267", "252/A/NBP/2025", "31.12.2025"):
            self.assertIn(piece, group.rows[1].note)
        self.assertIn("169,07", letter.body_html)
        text = " ".join(self.printed(letter).split())
        for piece in ("1 190,55", "169,07", "252/A/NBP/2025"):
            self.assertIn(piece, text)

    def test_an_earlier_letter_says_that_compensation_will_follow(self):
        self.commercial.has_compensation = True
        debtor = self.debtor()
        letter = self.demand(self.due(debtor, 1000), debtor=debtor)
        self.assertEqual(letter._totals(), {self.pln: 1021.48})

    def test_a_missing_rate_stops_the_letter(self):
        debtor = self.debtor()
        invoice = self.due(debtor, 1000)
        self.commercial.period_ids.filtered(
            lambda period: period.date_from == date(2016, 1, 1)
        ).date_to = "2026-02-15"
        with self.assertRaisesRegex(UserError, "Test commercial"):
            self.demand(invoice, debtor=debtor)

    def test_without_any_rule_nothing_is_said(self):
        debtor = self.debtor()
        self.env["debt.interest.rule"].search([]).active = False
        letter = self.demand(self.due(debtor, 1000), debtor=debtor)
        self.assertEqual(letter._totals(), {self.pln: 1000})
        self.assertFalse(letter.interest_text)

    def test_in_print(self):
        debtor = self.debtor()
        letter = self.demand(
            self.due(debtor, 1000), self.due(debtor, 500), debtor=debtor, code="demand"
        )
        text = " ".join(self.printed(letter).split())
        for piece in ("1 532,22", "1 021,48", "21,48", "510,74"):
            self.assertIn(piece, text)
