"""Builders in business words for all tests of the add-on."""

from datetime import date, timedelta

from odoo import Command, fields
from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.base.tests.common import BaseCommon
from odoo.tests import freeze_time, new_test_user, tagged

from .common_ladder import LadderBuilders
from .common_owed import OwedBuilders
from .kept_scene import KeptScene

TODAY = date(2026, 3, 2)  # a Monday


@tagged("post_install", "post_install_l10n", "-at_install")
class DebtCommon(OwedBuilders, LadderBuilders, KeptScene, AccountTestInvoicingCommon):
    """A Polish company that collects everything overdue, on Monday 2 March 2026.

    Its ladder (`cls.strategy`, pause 7 days, no minimum amounts): reminder D-5, notice D+1, monit
    D+3, call D+7, demand D+14 (7 days), second demand D+22, final demand D+30, decision 3 working
    days after its deadline. `cls.steps` finds them by name: reminder, noted, monit, call, demand,
    second, final, decision.
    """

    freeze_time = freeze_time(TODAY)

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.quick_ref("debt_collection.group_manager")

    @classmethod
    @AccountTestInvoicingCommon.setup_country("pl")
    def keep_scene(cls):
        """Have what Odoo builds for each class kept in the database."""
        return cls._keep(super().setUpClass)

    @classmethod
    @AccountTestInvoicingCommon.setup_country("pl")
    def setUpClass(cls):
        cls._take_or_build(super(BaseCommon, cls).setUpClass, super().setUpClass)
        # the template database speaks Polish
        cls.env.user.lang = "en_US"
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.company = cls.env.company
        cls.today = TODAY
        cls.pln = cls.company.currency_id
        cls.eur = cls.setup_other_currency("EUR", rates=[("2020-01-01", 0.25)])  # 1 EUR = 4 PLN
        cls.collector = cls._user("collector", "debt_collection.group_collector")
        cls.manager = cls._user("manager", "debt_collection.group_manager")
        cls.strategy = cls._strategy()
        cls.steps = {step.name: step for step in cls.strategy.step_ids}
        cls.company.write(
            {
                "debt_automation": True,
                "debt_start_mode": "all",
                "debt_start_date": TODAY - timedelta(days=365),
                "debt_strategy_id": cls.strategy.id,
                "debt_collector_ids": [Command.set(cls.collector.ids)],
                "debt_head_id": cls.manager.id,
                "debt_freshness_gate": False,
                # printing invoices is Odoo's work and slow; tested where it is ours
                "debt_make_copies": False,
            }
        )
        # the minimums and rules installed as data are tested where they are made
        cls.env["debt.minimum"].search([]).unlink()
        cls.env["debt.strategy.rule"].search([]).active = False
        cls.env["debt.segment.rule"].search([]).active = False
        rules = cls.env["debt.approval.rule"].search([("rank", "!=", "4_final")])
        rules.filtered("rank").active = False

    # who

    @classmethod
    def _create_company(cls, **values):
        return cls._kept_second_company(values) or super()._create_company(**values)

    @classmethod
    def _user(cls, login, groups):
        return cls._kept_user(login, groups) or new_test_user(
            cls.env,
            login=f"debt_{login}",
            name=login.capitalize(),
            lang="en_US",
            groups=f"base.group_user,account.group_account_invoice,{groups}",
            company_id=cls.env.company.id,
            company_ids=[Command.set(cls.env.company.ids)],
        )

    def dispute(self, move):
        """A dispute of an invoice from today on: its hold."""
        item = self.env["debt.item"].sudo()._get_or_create(self.due_line(move))
        return self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": item.debtor_id.id,
                "item_id": item.id,
                "kind": "dispute",
                "date_from": self.today,
            }
        )

    # the night

    def night(self, day=None, mode="nightly", company=None, cases=None, failed=0):
        """Plan one night in one go, without the commits between its chunks. Returns the run.

        `failed`: for how many customers it is expected to fail.
        """
        day = fields.Date.to_date(day or self.today)
        with freeze_time(day):
            run = self.env["debt.run"]._start(company or self.company, mode, day, cases)
            run._go_at_once()
        self.assertEqual(run.failed_count, failed, run.line_ids.mapped("reason_data"))
        return run

    def items(self, move):
        return self.env["debt.item"].search([("move_line_id", "in", self.due_line(move).ids)])

    def actions(self, partner=None, **where):
        """Actions of a customer, oldest first; `where`: kind="letter", state="planned", ..."""
        domain = [("partner_id", "=", (partner or self.partner_a).id)]
        domain += [(name, "=", value) for name, value in where.items()]
        return self.env["debt.action"].search(domain, order="date_planned, id")

    def carry_out(self, day, partner=None):
        """As if everything planned for a customer had been done on `day`: letters sent and arrived.

        The short way for tests of the planning; what really acts and sends has tests of its own.
        """
        day = fields.Date.to_date(day)
        for action in self.actions(partner, state="planned").sudo():
            if action.kind == "letter":
                action.letter_id = self._final_letter(action, day)
            moment = fields.Datetime.to_datetime(day)
            action.write({"state": "done", "acted_on": moment, "done_on": moment})
            for line in action.line_ids.filtered(lambda line: line.role == "demanded"):
                line.item_id.write(
                    {"step_id": line.step_id.id, "step_date": day, "pending_step_id": False}
                )
            action.debtor_id.next_date = False

    @classmethod
    def _final_letter(cls, action, day):
        return (
            cls.env["debt.letter"]
            .sudo()
            .create(
                {
                    "name": f"T/{action.id}",
                    "company_id": action.company_id.id,
                    "case_id": action.case_id.id,
                    "partner_id": action.partner_id.id,
                    "letter_type_id": action.letter_type_id.id,
                    "action_id": action.id,
                    "state": "final",
                    "lang": "pl_PL",
                    "date": day,
                    "as_of": day,
                    "sent_on": fields.Datetime.to_datetime(day),
                    "delivered_on": day,
                    "deadline": day + timedelta(days=action.letter_type_id.deadline_days),
                }
            )
        )

    def plan(self, day=None, partner=None):
        """Names of the steps and kinds planned for a customer by the night of `day`."""
        run = self.night(day)
        actions = self.actions(partner).filtered(lambda action: action.run_id == run)
        return [(action.step_id.name, action.kind) for action in actions]

    def after(self, days):
        return self.today + timedelta(days=days)
