from datetime import date
from unittest.mock import patch

from .settling_common import SettlingCommon


class TestSnapshot(SettlingCommon):
    """History that the ledger doesn't keep: who had it, how far it had come."""

    def test_nights(self):
        invoice = self.overdue(40, 1000, self.partner)
        self.overdue(-10, 200, self.partner)
        self.receipt(30, self.partner)
        self.night()
        snapshots = self.env["debt.snapshot"]
        for _twice in range(2):
            snapshots._take(self.company, self.today)
        mine = snapshots.search([("collector_id", "=", self.collector.id)], order="bucket_number")
        self.assertEqual(
            [(s.bucket_number, s.days_from, s.days_to, s.phase, s.amount) for s in mine],
            [
                (-1, 0, 0, False, -30),
                (0, 0, 0, "0_monitoring", 200),
                (2, 31, 60, "0_monitoring", 1000),
            ],
        )
        self.assertEqual(sum(mine.mapped("overdue")), 1000)
        self.pay(invoice)
        mine.invalidate_recordset()
        self.assertEqual(sum(mine.mapped("amount")), 1170)

    def test_months_dont_add_up_nights(self):
        self.overdue(70, 1000, self.partner)
        snapshots, mine = self.env["debt.snapshot"], [("company_id", "=", self.company.id)]
        for day in ("2026-02-28", "2026-02-10", "2026-03-01", "2026-03-02"):
            snapshots._take(self.company, date.fromisoformat(day))
        ends = snapshots.search([*mine, ("is_last", "=", True)])
        self.assertEqual(sorted(map(str, set(ends.mapped("date")))), ["2026-02-28", "2026-03-02"])
        by_month = snapshots._read_group(mine, ["date:month"], ["overdue:sum"])
        self.assertEqual([amount for _month, amount in by_month], [1000, 1000])
        rows = snapshots.with_user(self.manager).formatted_read_grouping_sets(
            mine, [["date:month", "collector_id"], ["date:month"]], ["overdue:sum"]
        )
        self.assertEqual([row["overdue:sum"] for row in rows[1]], [1000, 1000])
        by_night = snapshots._read_group(mine, ["date:day"], ["overdue:sum"])
        self.assertEqual(len(by_night), 4)
        # rows kept before there was `is_last`
        self.env.flush_all()
        self.env.cr.execute("UPDATE debt_snapshot SET is_last = NULL")
        snapshots.init()
        snapshots.invalidate_model()
        self.assertEqual(snapshots.search([*mine, ("is_last", "=", True)]), ends)

    def test_no_grouping_adds_up_nights(self):
        """Quarters, years, days of the week, no date at all; a collector who has nothing left."""
        snapshots, mine = self.env["debt.snapshot"], [("company_id", "=", self.company.id)]
        row = {"company_id": self.company.id, "bucket_number": 1}
        snapshots.sudo().search(mine).unlink()
        snapshots.sudo().create(
            [
                {**row, "date": day, "overdue": overdue, "collector_id": user.id}
                for day, overdue, user in (
                    ("2025-11-30", 5, self.manager), ("2025-12-31", 7, self.manager),
                    ("2026-01-31", 10, self.collector), ("2026-02-27", 20, self.collector),
                    ("2026-02-28", 30, self.collector), ("2026-02-28", 1, self.manager),
                    ("2026-04-01", 40, self.collector),
                )
            ]
        )  # fmt: skip

        def sums(*groupby, domain=()):
            rows = snapshots._read_group([*mine, *domain], groupby, ["overdue:sum"])
            return [row[-1] for row in rows]

        self.assertEqual(sums("date:quarter"), [7, 31, 40])
        self.assertEqual(sums("date:year"), [7, 40])
        self.assertEqual(sums("date:month_number"), [10, 31, 40, 5, 7])
        self.assertEqual(sums(), [40])
        self.assertEqual(sums("collector_id"), [40])
        self.assertEqual(sums(domain=[("collector_id", "=", self.manager.id)]), [False])
        self.assertEqual(sums("date:year", domain=[("date", "<", "2026-03-01")]), [7, 31])
        self.assertEqual(sums("date:week"), [5, 7, 10, 31, 40])
        sets = [["collector_id", "date:quarter"], ["date:quarter"], ["collector_id"], []]
        figures = snapshots._read_grouping_sets(mine, sets, ["overdue:sum"])
        self.assertEqual([row[-1] for row in figures[1]], [7, 31, 40])
        self.assertEqual((figures[2], figures[3]), ([(self.collector, 40)], [(40,)]))
        groups = snapshots.web_read_group(mine, ["date:quarter"], ["overdue:sum"])["groups"]
        for group in groups:
            rows = snapshots.search([*mine, *group["__extra_domain"]])
            self.assertEqual(sum(rows.mapped("overdue")), group["overdue:sum"])
            self.assertEqual(len(rows), group["__count"])

    def test_history_before_the_first_night(self):
        self.overdue(40, 1000, self.partner)
        self.company.debt_automation = True
        snapshots = self.env["debt.snapshot"].sudo()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1):
            snapshots.search([]).unlink()
            snapshots._cron_take()
            snapshots._cron_take()
        mine = snapshots.search([("company_id", "=", self.company.id)], order="date desc")
        self.assertEqual(
            [(str(s.date), s.days_from, s.amount) for s in mine],
            [
                ("2026-03-02", 31, 1000),
                ("2026-02-28", 31, 1000),
                ("2026-01-31", 1, 1000),
                ("2025-12-31", 0, 1000),
            ],
        )

    def test_the_last_night_of_a_month_stays(self):
        self.company.debt_snapshot_keep = 40
        snapshots = self.env["debt.snapshot"]
        days = ("2025-10-30", "2025-10-31", "2025-11-03", "2025-11-28", "2026-02-20", "2026-03-01")
        snapshots.sudo().create(
            [{"company_id": self.company.id, "date": day, "bucket_number": 0} for day in days]
        )
        snapshots._prune(self.company, self.today)
        left = snapshots.search([("company_id", "=", self.company.id)]).mapped("date")
        self.assertEqual(
            sorted(map(str, left)), ["2025-10-31", "2025-11-28", "2026-02-20", "2026-03-01"]
        )
