from datetime import timedelta

from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunStory(DebtCommon):
    """One invoice climbs the ladder, night by night; what was planned is done the same day."""

    def setUp(self):
        super().setUp()
        actions = type(self.env["debt.action"])
        for kind in ("letter", "sms", "activity", "sale_hold", "notice", "decision"):
            if not hasattr(actions, f"_run_{kind}"):  # until they have landed
                setattr(actions, f"_run_{kind}", lambda self, now: None)
        self.env.invalidate_all()
        self.debtor = self.customer()
        self.invoice = self.overdue(-10, 1000, self.debtor)

    def planned(self, day):
        run = self.night(day)
        return [
            (action.step_id.name, action.kind)
            for action in self.actions(self.debtor)
            if action.run_id == run
        ]

    def do(self, day):
        """What the act and send crons do to a letter: done today, its items have moved on."""
        actions = self.actions(self.debtor, state="planned").sudo()
        for action in actions:
            items = action.line_ids.item_id.sudo()
            items.write({"step_id": action.step_id.id, "step_date": day, "pending_step_id": False})
        actions.write(
            {"state": "done", "acted_on": f"{day} 08:00:00", "done_on": f"{day} 08:00:00"}
        )
        actions.debtor_id.next_date = False

    def test_nights(self):
        due = self.after(10)
        story = {}
        for offset in range(-12, 20):
            day = due + timedelta(days=offset)
            planned = self.planned(day)
            if planned:
                story[offset] = planned
                self.do(day)
        # due on Thursday 12 March 2026; D-5 is a Saturday, D+3 a Sunday
        self.assertEqual(
            story,
            {
                -6: [("reminder", "letter")],
                1: [("noted", "notice")],
                4: [("monit", "letter")],
                7: [("call", "activity")],
                14: [("demand", "letter")],
            },
        )
        item = self.items(self.invoice)
        self.assertEqual(item.phase, "1_amicable")
        self.assertEqual(item.case_id.overdue, 1000)
