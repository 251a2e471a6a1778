"""Actions as a night plans them, made directly: acting is tested apart from planning."""

from datetime import datetime

from odoo import Command, fields

from .common import DebtCommon

# Monday 2 March 2026, 10:00 in Warsaw: inside all contact hours
NOW = datetime(2026, 3, 2, 9, 0)


class ActionCommon(DebtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the cron's rights; what people may do is tested as these people
        cls.env = cls.env(su=True)
        cls.company = cls.env.company
        cls.now = NOW
        cls.wolt = cls.customer()
        cls.approver = cls._user("approver", "debt_collection.group_approver")
        cls.company.debt_approver_id = cls.approver
        cls.env["debt.minimum"].create(
            {
                "currency_id": cls.pln.id,
                "net_min": 0,
                "post_min": 300,
                "remainder": 0,
                "remainder_foreign": 0,
            }
        )

    @classmethod
    def case(cls, partner, company=None):
        company = company or cls.company
        debtor = cls.env["debt.debtor"]._get_or_create(company, partner)
        domain = [("debtor_id", "=", debtor.id), ("state", "=", "open")]
        return cls.env["debt.case"].search(domain) or cls.env["debt.case"].create(
            {
                "name": f"SP/{partner.id}",
                "company_id": company.id,
                "debtor_id": debtor.id,
                "partner_id": partner.id,
                "strategy_id": cls.strategy.id,
                "collector_id": cls.collector.id,
                "phase": "1_amicable",
            }
        )

    @classmethod
    def item(cls, move, case):
        line = cls.due_line(move)[:1]
        return cls.env["debt.item"].search([("move_line_id", "=", line.id)]) or cls.env[
            "debt.item"
        ].create(
            {
                "company_id": case.company_id.id,
                "debtor_id": case.debtor_id.id,
                "case_id": case.id,
                "move_line_id": line.id,
                "name": move.name,
                "currency_id": line.currency_id.id,
                "date_due": line.date_maturity,
                "phase": case.phase,
            }
        )

    @classmethod
    def plan(cls, moves, step="monit", kind="letter", **values):
        """An action of a step for these invoices of one customer, as the night would leave it."""
        step = cls.steps[step] if isinstance(step, str) else step
        task = step.task_ids.filtered(lambda task: task.kind == kind)[:1]
        case = values.pop("case", None) or cls.case(moves.partner_id.commercial_partner_id)
        items = [cls.item(move, case) for move in moves]
        for item in items:
            item.pending_step_id = step
        action = cls.env["debt.action"].create(
            {
                "company_id": case.company_id.id,
                "case_id": case.id,
                "debtor_id": case.debtor_id.id,
                "partner_id": case.partner_id.id,
                "step_id": step.id,
                "task_id": task.id,
                "kind": kind,
                "phase": step.phase,
                "letter_type_id": task.letter_type_id.id,
                "date_planned": cls.today,
                "amount": sum(moves.mapped("amount_residual_signed")),
                "line_ids": [Command.create(cls._line_values(item, step, task)) for item in items],
                **values,
            }
        )
        return action

    @classmethod
    def _line_values(cls, item, step, task):
        return {
            "item_id": item.id,
            "role": "demanded",
            "step_id": step.id,
            "task_id": task.id,
            "round": item.round,
            "name": item.name,
            "date_due": item.date_due,
            "days_late": (cls.today - item.date_due).days,
            "currency_id": item.currency_id.id,
            "amount_total": item.move_line_id.amount_currency,
            "amount_open": item.amount_residual,
            "amount_demanded": item.amount_residual,
        }

    @classmethod
    def act(cls, phase="act", now=None, company=None):
        """One phase of the act cron over everything that is due, without its commits."""
        now = fields.Datetime.to_datetime(now or cls.now)
        company = company or cls.company
        actions = cls.env["debt.action"].with_company(company)
        for chunk in actions._chunks(phase, company, now):
            actions._do_chunk(phase, chunk, company, now)

    @classmethod
    def act_and_send(cls, now=None):
        for phase in ("act", "render", "send", "render", "send"):
            cls.act(phase, now)

    @classmethod
    def add_task(cls, step, kind, **values):
        cls.env["debt.step.task"].create(
            {"step_id": cls.steps[step].id, "kind": kind, "sequence": 20, **values}
        )


class LetterActionCommon(ActionCommon):
    """Letters by e-mail of the step monit."""

    def monit(self, amount=1000, partner=None, **values):
        self.invoice = self.overdue(5, amount, partner or self.wolt)
        return self.plan(self.invoice, "monit", **values)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter_types["1_monit"].has_pdf = True

    def mails(self, action):
        return self.env["mail.mail"].search(
            [("mail_message_id", "=", action.letter_id.message_id.id)]
        )

    def channels(self, *codes, mode="first"):
        found = self.env["debt.channel"].search([("code", "in", codes)])
        task = self.steps["monit"].task_ids[:1]
        task.write({"channel_ids": [Command.set(found.ids)], "channel_mode": mode})
