from unittest.mock import patch

from odoo.addons.debt_collection.models import debt_run_prepare
from odoo.addons.debt_collection.models.debt_run_plan import Plan
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import DebtCommon

ROWS = ("debt.debtor", "debt.case", "debt.item", "debt.action", "debt.action.line")


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunAgain(DebtCommon):
    """Runs that come twice, die, look without touching, or meet a debtor that fails."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = [cls.customer(f"Klient {n}") for n in range(5)]
        cls.overdue_each(14, 100, cls.partners)
        cls.overdue_each(-30, 500, cls.partners)

    def counts(self):
        return [self.env[model].search_count([]) for model in ROWS]

    def start(self, mode="nightly", day=None):
        run = self.env["debt.run"]._start(self.company, mode, day or self.today)
        return run, run._in_company()

    def test_twice_the_same_night(self):
        self.night()
        before = self.counts()
        self.assertEqual(before[3], 5)
        run = self.night(mode="manual")
        self.assertEqual(self.counts(), before)
        self.assertEqual((run.item_count, run.planned_count), (10, 0))

    def test_quiet_night_looks_at_nobody(self):
        self.night()
        run = self.night(self.after(1))
        self.assertEqual((run.item_count, run.chunk_total), (0, 0))
        self.overdue(3, 70, self.partners[2])
        run = self.night(self.after(2))
        self.assertEqual(run.item_count, 3)

    def test_what_changes_a_debtor_wakes_him(self):
        self.night()
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partners[0])
        debtor._touch()
        self.assertEqual(self.night(self.after(1)).item_count, 2)

    def test_killed_between_chunks(self):
        with patch.object(debt_run_prepare, "CHUNK_ITEMS", 4):
            run, inside = self.start()
            settings = inside._prepare()
            self.assertEqual(len(run.chunks), 3)
            inside._do_chunk(run.chunks[0], settings)
            self.assertEqual((run.chunk_done, run.planned_count), (1, 2))
            # a second one can't start; the first goes on, also with a chunk that was done already
            with self.assertRaisesRegex(UserError, "is still going \\(1 of 3 parts done\\)"):
                self.start("manual")
            inside._do_chunk(run.chunks[0], settings)
            self.assertEqual(self.counts()[3], 2)
            for chunk in run.chunks[1:]:
                inside._do_chunk(chunk)
            inside._finish()
        self.assertEqual(self.counts()[3], 5)
        self.assertEqual((run.state, run.planned_count), ("done", 5))

    def test_one_failing_debtor(self):
        bad, decide = self.partners[3], Plan.__init__

        def fail(plan, settings, facts, rows):
            if facts.who.partner_id == bad.id:
                raise UserError(plan_error)
            decide(plan, settings, facts, rows)

        plan_error = "No exchange rate"
        with patch.object(Plan, "__init__", fail), mute_logger(run_log):
            run = self.night(failed=1)
        self.assertEqual(run.planned_count, 4)
        line = run.line_ids.filtered(lambda line: line.outcome == "7_failed")
        self.assertEqual((line.partner_id, line.why), (bad, "No exchange rate"))
        self.assertFalse(self.actions(bad))

    def test_failure_while_writing_is_found_by_halving(self):
        bad = self.due_line(self.overdue(14, 10, self.partners[1]))
        apply_items = type(self.env["debt.run"])._apply_items

        def fail(run, settings, plans):
            if any(debt.row.line_id == bad.id for plan in plans for debt in plan.debts):
                run.env.cr.execute("SELECT 1 / 0")
            apply_items(run, settings, plans)

        with (
            patch.object(type(self.env["debt.run"]), "_apply_items", fail),
            mute_logger(run_log, "odoo.sql_db"),
        ):
            run = self.night(failed=1)
        self.assertEqual(run.planned_count, 4)
        self.assertFalse(self.actions(self.partners[1]))
        self.assertEqual(run.chunk_done, 1)
        # the next night does what this one could not
        run = self.night(self.after(1))
        self.assertEqual(run.planned_count, 1)

    def test_looking_writes_only_its_lines(self):
        before = self.counts()
        dry = self.night(mode="dry")
        self.assertEqual(self.counts(), before)
        self.assertEqual(dry.line_ids.mapped("outcome"), ["2_approval"] * 5)
        as_of = self.night(mode="as_of")
        self.assertEqual(self.counts(), before)
        fields = [
            "partner_id",
            "outcome",
            "amount",
            "step_id",
            "reason",
            "reason_data",
            "days_late",
        ]
        self.assertEqual(
            [[line[name] for name in fields] for line in as_of.line_ids.sorted("partner_id")],
            [[line[name] for name in fields] for line in dry.line_ids.sorted("partner_id")],
        )

    def test_as_of_a_day_in_the_past_and_in_the_future(self):
        paid = self.overdue(40, 1000, self.partners[0])
        self.pay(paid, day=self.after(-5))
        past = self.night(self.after(-6), mode="as_of")
        line = past.line_ids.filtered(
            lambda line: line.partner_id == self.partners[0] and line.kind == "letter"
        )
        self.assertEqual((line.amount, line.step_id), (1000, self.steps["demand"]))
        future = self.night(self.after(36), mode="as_of")
        line = future.line_ids.filtered(
            lambda line: line.partner_id == self.partners[0] and line.kind == "letter"
        )
        self.assertEqual(line.amount, 600)

    def test_preview_says_what_changed(self):
        before = self.night(mode="dry")
        self.pay(self.env["account.move"].search([("partner_id", "=", self.partners[0].id)])[-1:])
        moves = self.env["account.move"].search(
            [("partner_id", "=", self.partners[1].id), ("move_type", "=", "out_invoice")]
        )
        self.due_line(
            moves.filtered(lambda move: move.amount_total == 100)
        ).date_maturity = self.after(-4)
        new = self.customer("Nowy")
        self.overdue(14, 100, new)
        self.receipt(100, self.partners[2])
        more = self.overdue(14, 40, self.partners[3])
        run = self.night(mode="dry")
        self.check_differences(before, run)
        [line] = run.line_ids.filtered(lambda line: line.partner_id == self.partners[3])
        self.assertEqual((line.amount_before, line.amount_change), (100, 40))
        self.assertEqual(line.documents_text, f"New: {more.name}")
        changes = {line.partner_id.name: (line.outcome, line.change) for line in run.line_ids}
        self.assertEqual(
            changes,
            {
                "Klient 0": ("6_dropped", "dropped"),
                "Klient 1": ("1_out", "moved"),
                "Klient 2": ("5_held", "held"),
                "Klient 3": ("2_approval", "same"),
                "Klient 4": ("2_approval", "same"),
                "Nowy": ("2_approval", "new"),
            },
        )

    def check_differences(self, before, run):
        """Left of the run before, with all differences, is what goes out now; line by line."""

        def out(run):
            return sum(run.line_ids.filtered(lambda x: x.outcome < "4").mapped("amount"))

        lines = run.line_ids
        self.assertEqual(sum(lines.mapped("amount_before")), out(before))
        self.assertEqual(out(before) + sum(lines.mapped("amount_change")), out(run))
        for line in lines:
            self.assertTrue(line.why)
            self.assertTrue(line.changes_text or line.outcome == "6_dropped", line.reason)
        tiles = {x["key"]: x["amount"] for x in lines.get_counters([("run_id", "=", run.id)])}
        parts = [tiles[f"change_{key}"] for key in ("new", "moved", "held", "dropped", "amount")]
        self.assertEqual((tiles["before"], tiles["now"]), (out(before), out(run)))
        self.assertEqual(tiles["before"] + sum(parts), tiles["now"])
        self.assertEqual(parts, [100, 0, -100, -100, 40])

    def test_after_a_run_for_real_only_what_it_left(self):
        self.night()
        self.actions(self.partners[0]).sudo()._cancel("nothing_open")
        self.overdue(20, 60, self.partners[1])
        run = self.night(mode="dry")
        self.assertEqual(sum(run.line_ids.mapped("amount_before")), 100)
        out = run.line_ids.filtered(lambda line: line.outcome < "4")
        self.assertEqual(sum(out.mapped("amount")), 100 + sum(run.line_ids.mapped("amount_change")))

    def test_statements_of_a_chunk(self):
        _run, inside = self.start()
        settings = inside._prepare()
        self.env.flush_all()
        with self.assertQueryCount(20):
            inside._do_chunk(inside.chunks[0], settings)

    def test_manual_run_for_cases(self):
        self.night()
        case = self.actions(self.partners[0]).case_id
        for partner in self.partners[:2]:
            self.overdue(3, 70, partner)
        run = self.night(self.after(8), mode="manual", cases=case)
        self.assertEqual(run.line_ids.partner_id, self.partners[0])

    def test_bank_data_too_old(self):
        gate = ("bank_stale", {"journal": "mBank", "date_known": "2026-02-20"})
        with patch.object(
            type(self.env["debt.bank.check"]), "_gate", lambda self, company, day: gate
        ):
            run = self.night()
        self.assertEqual(set(run.line_ids.mapped("outcome")), {"4_waits"})
        self.assertEqual(set(run.line_ids.mapped("reason")), {"bank_stale"})
        self.assertEqual(run.warnings[0][0], "bank_stale")
        # planned all the same: it leaves when the statement is loaded
        self.assertEqual(self.counts()[3], 5)

    def test_old_runs_go(self):
        self.company.debt_run_keep = 3
        for _n in range(5):
            self.night(mode="dry")
        self.assertEqual(self.env["debt.run"].search_count([]), 3)

    @freeze_time("2026-03-03 02:30:00")
    def test_cron_starts_each_night_once(self):
        company = self.company
        company.partner_id.tz = "Europe/Warsaw"
        self.env["res.company"].search([("id", "!=", company.id)]).debt_automation = False
        company.debt_run_hour = 4
        cron = self.env.ref("debt_collection.ir_cron_nightly")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()  # 3:30 in Warsaw
            self.assertFalse(self.env["debt.run"].search([]))
            company.debt_run_hour = 3
            cron.method_direct_trigger()
            run = self.env["debt.run"].search([])
            self.assertEqual((run.state, run.mode, run.planned_count), ("done", "nightly", 5))
            cron.method_direct_trigger()
            self.assertEqual(self.env["debt.run"].search([]), run)

    def test_wizard_and_preview_of_today(self):
        action = self.env["debt.run"].action_preview_tonight()
        run = self.env["debt.run"].browse(action["context"]["debt_run_id"])
        self.assertEqual((run.mode, run.state, run.planned_count), ("dry", "done", 5))
        # nothing changed: the same look; a new invoice makes it old
        again = self.env["debt.run"].action_preview_tonight()
        self.assertEqual(again["context"]["debt_run_id"], run.id)
        wizard = self.env["debt.run.wizard"].create({"what": "now"})
        self.assertEqual((wizard.preview_id, wizard.approval_count), (run, 5))
        wizard.action_go()
        self.assertEqual(self.counts()[3], 5)


run_log = "odoo.addons.debt_collection.models.debt_run_chunk"
