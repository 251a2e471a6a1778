from datetime import date, datetime

from odoo.addons.debt_collection.tools import business_days
from odoo.tests import BaseCase, TransactionCase, freeze_time, tagged

EASTER_MONDAY = date(2026, 4, 6)


@tagged("-at_install", "post_install")
class TestBusinessDays(BaseCase):
    holidays = frozenset(
        {date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), EASTER_MONDAY}
    )

    def test_a_day_off_rolls_to_the_working_day(self):
        for day, forward, back in [
            ("2025-12-23", "2025-12-23", "2025-12-23"),
            ("2025-12-24", "2025-12-29", "2025-12-23"),
            ("2025-12-28", "2025-12-29", "2025-12-23"),
            ("2026-04-06", "2026-04-07", "2026-04-03"),
        ]:
            with self.subTest(day=day):
                day = date.fromisoformat(day)
                roll = business_days.roll_forward(day, self.holidays)
                self.assertEqual(roll, date.fromisoformat(forward))
                roll = business_days.roll_back(day, self.holidays)
                self.assertEqual(roll, date.fromisoformat(back))

    def test_working_days_are_counted_from_the_next_one(self):
        for day, count, expected in [
            ("2025-12-23", 1, "2025-12-29"),
            ("2025-12-23", 3, "2025-12-31"),
            ("2025-12-29", -1, "2025-12-23"),
            ("2026-04-03", 2, "2026-04-08"),
            ("2026-04-04", 0, "2026-04-07"),
            ("2026-04-07", 0, "2026-04-07"),
        ]:
            with self.subTest(day=day, count=count):
                result = business_days.add_working(date.fromisoformat(day), count, self.holidays)
                self.assertEqual(result, date.fromisoformat(expected))

    def test_previous_working_day_is_never_the_day_itself(self):
        self.assertEqual(
            business_days.previous_working(date(2025, 12, 29), self.holidays), date(2025, 12, 23)
        )

    def test_delivery_window(self):
        for now, expected in [
            ("2025-12-23 07:59", "2025-12-23 08:00"),
            ("2025-12-23 15:59", "2025-12-23 15:59"),
            ("2025-12-23 16:00", "2025-12-29 08:00"),
            ("2025-12-24 10:00", "2025-12-29 08:00"),
        ]:
            with self.subTest(now=now):
                window = business_days.next_window(
                    datetime.fromisoformat(now), 8.0, 16.0, self.holidays
                )
                self.assertEqual(window, datetime.fromisoformat(expected))

    def test_hours_that_enclose_nothing_mean_the_whole_day(self):
        now = datetime(2026, 4, 7, 3, 0)
        self.assertEqual(business_days.next_window(now, 9.0, 9.0), now)
        self.assertEqual(
            business_days.next_window(datetime(2026, 4, 7, 23, 59), 0.0, 24.0),
            datetime(2026, 4, 7, 23, 59),
        )


@tagged("-at_install", "post_install")
class TestCalendar(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create(
            {"name": "Hurt", "country_id": cls.env.ref("base.pl").id}
        )
        cls.calendar = cls.env["debt.calendar"]
        cls.pole = cls.env["res.partner"].create(
            {"name": "Wolt", "country_id": cls.env.ref("base.pl").id}
        )
        cls.german = cls.env["res.partner"].create(
            {"name": "Bau", "country_id": cls.env.ref("base.de").id}
        )

    def test_polish_holidays(self):
        days = self.calendar._holidays(self.env.ref("base.pl"), 2024, 2026)
        self.assertIn(date(2025, 12, 24), days)
        # Christmas Eve is a day off only since 2025
        self.assertNotIn(date(2024, 12, 24), days)
        self.assertIn(EASTER_MONDAY, days)
        self.assertIsInstance(days, frozenset)

    def test_an_unknown_country_has_no_holidays(self):
        self.assertEqual(self.calendar._holidays(self.env["res.country"], 2024, 2026), frozenset())
        atlantis = self.env["res.country"].new({"name": "Atlantis", "code": "X0"})
        self.assertEqual(self.calendar._holidays(atlantis, 2024, 2026), frozenset())

    @freeze_time("2026-06-30 22:30:00")
    def test_half_past_midnight_in_warsaw_is_the_new_day(self):
        self.assertEqual(self.company._debt_today(), date(2026, 7, 1))
        self.company.partner_id.tz = "America/New_York"
        self.assertEqual(self.company._debt_today(), date(2026, 6, 30))

    def test_windows_follow_the_local_clock(self):
        for now, expected in [
            # Friday before the summer time starts; Monday at 8:00 is an hour earlier in UTC
            ("2026-03-27 16:00", "2026-03-30 06:00"),
            ("2026-03-26 16:00", "2026-03-27 07:00"),
            # end of the summer time
            ("2026-10-23 15:00", "2026-10-26 07:00"),
            ("2026-10-22 15:00", "2026-10-23 06:00"),
            ("2025-12-24 09:00", "2025-12-29 07:00"),
            ("2026-04-03 15:00", "2026-04-07 06:00"),
        ]:
            with self.subTest(now=now):
                window = self.calendar._next_window(
                    self.company, self.pole, "email", datetime.fromisoformat(now)
                )
                self.assertEqual(window, datetime.fromisoformat(expected))

    def test_nothing_goes_out_on_a_day_off_of_either_country(self):
        # German unity day is a Saturday in 2026: take Friday, 3 October 2025
        now = datetime(2025, 10, 3, 9, 0)
        self.assertEqual(self.calendar._next_window(self.company, self.pole, "phone", now), now)
        self.assertEqual(
            self.calendar._next_window(self.company, self.german, "phone", now),
            datetime(2025, 10, 6, 7, 0),
        )
        # Corpus Christi and 11 November: days off in Poland only
        self.assertEqual(
            self.calendar._next_window(
                self.company, self.german, "phone", datetime(2025, 11, 11, 9, 0)
            ),
            datetime(2025, 11, 12, 8, 0),
        )

    def test_the_doubled_autumn_hour_is_not_sent_twice_around(self):
        self.company.write({"debt_email_from": 0.0, "debt_email_until": 24.0})
        # Sunday 25 October 2026: closed; but asked inside an open window the answer is "now"
        monday = datetime(2026, 10, 26, 1, 30)
        self.assertEqual(
            self.calendar._next_window(self.company, self.pole, "email", monday), monday
        )
        self.assertTrue(self.calendar._in_window(self.company, self.pole, "email", monday))
