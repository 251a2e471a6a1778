import time
from datetime import date
from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import DebtCommon
from .nbp_server import BOMB, MIDS, archive, serving

RATES = "/stopy_procentowe_archiwum.xml"
DAY = date(2026, 11, 22)


@tagged("post_install", "post_install_l10n", "-at_install")
class TestNbp(DebtCommon):
    """Fetching from a web server: what is new is added, what can't be true changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = serving()
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)
        cls.index = cls.env.ref("debt_collection.interest_index_nbp_ref")
        cls.known = [
            (str(day), str(percent).replace(".", ",")) for day, percent in cls.index._values()
        ]
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("debt_collection.nbp_rates_url", cls.server.url + RATES)
        parameters.set_param(
            "debt_collection.nbp_mids_url", cls.server.url + "/mids/{code}/{first}/{last}/?x=1"
        )

    def setUp(self):
        super().setUp()
        self.server.pages = {RATES: (200, archive(*self.known).encode())}
        self.server.asked = []

    def serve(self, *entries):
        self.server.pages[RATES] = (200, archive(*entries).encode())

    def fetch(self):
        return self.env["debt.nbp"]._fetch(DAY)

    def test_nothing_new_is_a_verification(self):
        worked, text = self.fetch()[0]
        self.assertTrue(worked)
        self.assertIn("no change, 3.75%", text)
        self.assertEqual(len(self.index.value_ids), 94)
        self.assertEqual(self.index.verified_on, DAY)

    def test_new_rate_is_added_with_its_source(self):
        self.serve(*self.known, ("2026-11-05", "3,50"))
        worked, text = self.fetch()[0]
        self.assertTrue(worked, text)
        newest = self.index.value_ids.sorted("date")[-1]
        self.assertRecordValues(
            newest,
            [
                {
                    "date": date(2026, 11, 5),
                    "value": 3.5,
                    "source": self.server.url + RATES,
                    "verified_on": DAY,
                }
            ],
        )
        rule = self.env.ref("debt_collection.interest_rule_pl_delay")
        self.assertEqual(rule._percent_on(date(2026, 11, 4)), Decimal("9.25"))
        self.assertEqual(rule._percent_on(date(2026, 11, 5)), Decimal("9"))

    def test_half_year_is_known_once_it_was_looked_up_in_it(self):
        rule = self.env.ref("debt_collection.interest_rule_pl_commercial")
        self.env["debt.nbp"]._fetch(date(2026, 12, 31))
        self.assertIsNone(rule._percent_on(date(2027, 1, 10)))
        self.env["debt.nbp"]._fetch(date(2027, 1, 2))
        self.assertEqual(rule._percent_on(date(2027, 1, 10)), Decimal("13.75"))

    def test_entries_that_repeat_the_rate_are_no_changes(self):
        self.serve(*self.known, ("2026-06-01", "3,75"))
        self.assertTrue(self.fetch()[0][0])
        self.assertEqual(len(self.index.value_ids), 94)

    def test_another_history_is_reported_and_changes_nothing(self):
        for entries in (
            [*self.known[:-1], ("2026-03-05", "3,50")],
            self.known[:-1],
            [*self.known[:-2], self.known[-1]],
        ):
            self.serve(*entries, ("2026-11-05", "3,25"))
            worked, text = self.fetch()[0]
            self.assertFalse(worked)
            self.assertIn("differs from the list", text)
        self.assertEqual(len(self.index.value_ids), 94)
        self.assertEqual(self.index.verified_on, date(2026, 10, 8))

    def test_bad_answers_change_nothing(self):
        cases = {
            "404": (404, b"", "404"),
            "500": (500, b"<html>", "500"),
            "html": (200, b"<html><body>Przerwa techniczna</body></html>", "isn't the list"),
            "bomb": (200, BOMB.encode(), "refused"),
            "huge": (200, b"<a>" + b" " * 2_500_000, "too long"),
            "jump": (200, archive(*self.known, ("2026-11-05", "13,75")).encode(), "jumps"),
        }
        for name, (status, content, reason) in cases.items():
            with self.subTest(name):
                self.server.pages[RATES] = (status, content)
                started = time.monotonic()
                worked, text = self.fetch()[0]
                self.assertFalse(worked)
                self.assertIn(reason, text)
                self.assertLess(time.monotonic() - started, 5)
                self.assertEqual(len(self.index.value_ids), 94)
                self.assertTrue(self.index.fetch_failed)
                self.assertIn(reason, self.index.fetch_result)

    def test_address_that_is_none(self):
        for url in ("file:///etc/passwd", "nbp.pl", "http://127.0.0.1:1/x"):
            self.env["ir.config_parameter"].set_param("debt_collection.nbp_rates_url", url)
            worked, text = self.fetch()[0]
            self.assertFalse(worked)
            self.assertIn(url, text)

    def test_mids_of_the_days_that_are_missing(self):
        self.env["debt.exchange.rate"].create(
            {
                "currency_id": self.eur.id,
                "date": "2025-09-03",
                "mid": 4.26,
                "table_no": "170/A/NBP/2025",
            }
        )
        path = "/mids/eur/2025-09-04/2026-08-29/"
        self.server.pages[path] = (200, MIDS.encode())
        worked, text = self.fetch()[1]
        self.assertTrue(worked, text)
        # the second part is empty: the NBP answers 404
        self.assertEqual(self.server.asked[1:], [path, "/mids/eur/2026-08-30/2026-11-22/"])
        rate = self.env["debt.exchange.rate"]._mid(self.eur, date(2025, 9, 5))
        self.assertEqual(Decimal(str(rate.mid)), Decimal("4.2476"))
        self.assertEqual(rate.table_no, "172/A/NBP/2025")

    def test_missing_mid_names_the_day(self):
        with self.assertRaisesRegex(UserError, "EUR for .*2025"):
            self.env["debt.exchange.rate"]._mid(self.eur, date(2025, 9, 6))

    def test_bad_mids_dont_stop_the_reference_rate(self):
        self.server.pages["/mids/eur/2022-11-23/2023-11-17/"] = (200, b"{}")
        reference, euro = self.fetch()
        self.assertTrue(reference[0])
        self.assertFalse(euro[0])
        self.assertFalse(self.env["debt.exchange.rate"].search([]))
        self.assertEqual(self.index.verified_on, DAY)

    def test_button_says_what_came_of_it(self):
        with freeze_time(DAY):
            params = self.index.with_user(self.manager).action_fetch()["params"]
        self.assertEqual(params["type"], "success")
        self.assertIn("no change", params["message"])
        self.assertIn("0 added", params["message"])

    def test_cron_is_off_until_the_administrator_turns_it_on(self):
        cron = self.env.ref("debt_collection.ir_cron_nbp")
        self.assertFalse(cron.active)
        with freeze_time(DAY):
            self.env["debt.nbp"]._cron_fetch()
        self.assertEqual(self.index.verified_on, DAY)
