"""Items and cases as nights leave them, made directly: what follows a change is tested apart."""

from datetime import timedelta

from odoo import SUPERUSER_ID, Command
from odoo.addons.debt_collection.tests.common import DebtCommon
from odoo.tests import tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class ReactionCommon(DebtCommon):
    """Items and a case as a night leaves them, made by hand: these tests are about what follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # items, cases and actions are written by the run and the crons, as root
        context = dict(cls.env.context, allowed_company_ids=cls.company.ids)
        cls.env = cls.env(user=SUPERUSER_ID, context=context)
        cls.debtor = cls.env["debt.debtor"]._get_or_create(cls.company, cls.partner_a)
        cls.case = cls._case(cls.debtor)

    @classmethod
    def _case(cls, debtor, **values):
        return cls.env["debt.case"].create(
            {
                "company_id": debtor.company_id.id,
                "debtor_id": debtor.id,
                "partner_id": debtor.partner_id.id,
                "strategy_id": cls.strategy.id,
                "collector_id": cls.collector.id,
                "opened_on": cls.today,
                "phase": "1_amicable",
                **values,
            }
        )

    @classmethod
    def owed_item(cls, move, step="monit", case=None, **values):
        items = cls.env["debt.item"]._get_or_create(cls.due_line(move))
        items.write(
            {
                "case_id": (case or cls.case).id,
                "step_id": step and cls.steps[step].id,
                "step_date": cls.today,
                "phase": "1_amicable",
                "next_date": cls.today + timedelta(days=3),
                **values,
            }
        )
        return items

    @classmethod
    def letter_action(cls, items, step="demand", state="waiting", **values):
        task = cls.steps[step].task_ids.filtered(lambda task: task.kind == "letter")
        return cls.env["debt.action"].create(
            {
                "company_id": items.company_id.id,
                "case_id": items.case_id.id,
                "debtor_id": items.debtor_id.id,
                "partner_id": items.debtor_id.partner_id.id,
                "step_id": cls.steps[step].id,
                "task_id": task.id,
                "kind": "letter",
                "letter_type_id": task.letter_type_id.id,
                "state": state,
                "date_planned": cls.today,
                "line_ids": [
                    Command.create(
                        {
                            "item_id": item.id,
                            "role": "demanded",
                            "step_id": cls.steps[step].id,
                            "task_id": task.id,
                            "round": item.round,
                            "currency_id": item.currency_id.id,
                            "amount_open": item.amount_residual,
                            "amount_demanded": item.amount_residual,
                        }
                    )
                    for item in items
                ],
                **values,
            }
        )

    def dirty(self):
        rows = self.env["debt.dirty"].search([])
        return {(row.company_id, row.partner_id) for row in rows}

    def refresh(self):
        """What the cron does, without its commits."""
        Dirty = self.env["debt.dirty"]
        self.env["debt.hold"]._close_expired()
        Dirty._consume(Dirty._pending())
        self.assertFalse(Dirty.search([]).mapped("error"))


class InvoiceReactionCommon(ReactionCommon):
    """One invoice that is watched; nothing waits in the queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.overdue(20, 1000.0)
        cls.item = cls.owed_item(cls.invoice)
        cls.env["debt.dirty"].search([]).unlink()
