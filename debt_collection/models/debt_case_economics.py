from collections import namedtuple
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_amount
from odoo.tools.misc import formatLang

from ..tools import bands, confidence
from ..tools.economics import Worth, outlook
from .debt_action_effect import INTERNAL

# the next step of a case that costs something, the day it comes (None: later), its kind's key
Paid = namedtuple("Paid", "step day cost key")


class DebtCase(models.Model):
    """What the next paid step costs, and what such steps brought so far (PEERS D13).

    Weighed by night; shown on the case and in the preview, and the reason of a proposal to stop.
    Plain frequencies of the company's own history: nothing is guessed from few cases.
    """

    _inherit = "debt.case"

    economics = fields.Json(
        "Next paid step, weighed",
        readonly=True,
        help="What the night found, with the step it speaks of.",
    )
    worth = fields.Selection(
        [
            ("yes", "Worth its cost"),
            ("no", "Not worth its cost"),
            ("loss", "Dearer than the debt allows"),
            ("few", "Too few cases"),
        ],
        "Next paid step",
        readonly=True,
    )
    economics_text = fields.Char("What it may bring", compute="_compute_economics_text")

    @api.depends("economics", "worth")
    @api.depends_context("lang")
    def _compute_economics_text(self):
        for case in self:
            found = case.economics if case.state == "open" else None
            case.economics_text = found and case._economics_words(case.worth, found)

    def _economics_words(self, worth, found):
        _ = self.env._
        text = _(
            "%(step)s costs %(cost)s",
            step=self.env["debt.reason"]._step_name(found["step"]),
            cost=self._sum_text(found["cost"]),
        )
        if worth == Worth.LOSS:
            owed = self._sum_text(found["owed"])
            return _("%(text)s of %(owed)s owed: not worth it.", text=text, owed=owed)
        if worth == Worth.FEW:
            return _(
                "%(text)s; too few cases to tell what it brings (%(count)s at this age and "
                "amount).",
                text=text,
                count=found["count"],
            )
        return self._past_words(worth, found, text)

    def _past_words(self, worth, found, text):
        count, hits = found["count"], found["hits"]
        low, high = confidence.wilson(hits, count)
        values = {
            "text": text,
            "count": count,
            "share": formatLang(self.env, 100 * hits / count, digits=0),
            "low": formatLang(self.env, 100 * low, digits=0),
            "high": formatLang(self.env, 100 * high, digits=0),
            "expected": self._sum_text(found["expected"]),
        }
        words = self.env._(
            "%(text)s and may bring %(expected)s: of %(count)s such steps at this age and amount "
            "%(share)s %% brought money (%(low)s–%(high)s %%).",
            **values,
        )
        if worth == Worth.YES:
            return words
        return self.env._("%(words)s Not worth its cost.", words=words)

    def _sum_text(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    # weighing

    @api.model
    def _weigh_steps(self, company, day):
        """Weigh the next paid step of all open cases of a company; write what changed.

        :param day: the company's date
        :return: {case: Paid} of those whose step isn't worth its cost
        """
        cases = self.search([("company_id", "=", company.id), ("state", "=", "open")])
        steps = cases._next_paid(company)
        # the others have nothing to be weighed, nor had
        cases = cases.filtered(lambda case: case in steps or case.worth)
        overdue = cases.debtor_id._live_overdue(day)
        effects = self.env["debt.effect"]
        history, limits = effects._past(company), effects._limits(company)
        dear = {}
        for case in cases:
            owed = overdue.get(case.debtor_id)
            worth, found = case._weighed(steps.get(case), owed, history, limits)
            if (case.worth or None, case.economics or None) != (worth, found):
                case.write({"worth": worth, "economics": found})
            if worth in (Worth.NO, Worth.LOSS):
                dear[case] = steps[case]
        return dear

    def _weighed(self, paid, overdue, history, limits):
        """(worth, facts) of a paid step, (None, None) where there is none or nothing is owed."""
        if not paid or not overdue:
            return None, None
        owed, (ages, amounts) = Decimal(str(overdue.amount)), limits
        key = (paid.key, 1 + bands.band(overdue.days, ages), bands.band(owed, amounts))
        past = history[key]
        limit = self.company_id.debt_stop_loss or 100
        found = outlook(paid.cost, owed, past, limit, confidence.LEAST)
        facts = {
            "step": paid.step.id,
            "cost": float(paid.cost),
            "owed": overdue.amount,
            "count": past.count,
            "hits": past.hits,
            # 0 is an answer, too: a Decimal can't be kept as JSON
            "expected": None if found.expected is None else float(found.expected),
        }
        return str(found.worth), facts

    def _next_paid(self, company):
        """Return {case: Paid}: the first step with a cost, from the one that comes next on."""
        items = self.env["debt.item"].search_fetch(
            [
                ("case_id", "in", self.ids),
                ("closed_on", "=", False),
                ("next_step_id", "!=", False),
            ],
            ["case_id", "next_step_id", "next_date"],
            order="next_date, date_due, id",
        )
        costs, result = {}, {}
        firsts = {step: self._first_paid(step, company, costs) for step in items.next_step_id}
        for item in items:
            paid, known = firsts[item.next_step_id], result.get(item.case_id)
            if not paid or known and known.day:
                continue
            # what comes next for one item comes before what is still far for another
            if paid.step == item.next_step_id:
                result[item.case_id] = paid._replace(day=item.next_date or None)
            elif not known:
                result[item.case_id] = paid
        return result

    def _first_paid(self, step, company, costs):
        """The Paid step of a ladder from `step` on; `costs` remembers {step: Paid or None}."""
        ladder = step.strategy_id._steps_in_order()
        for one in ladder[ladder.ids.index(step.id) :]:
            if one not in costs:
                costs[one] = one._paid(company)
            if costs[one]:
                return costs[one]
        return None


class DebtStep(models.Model):
    _inherit = "debt.step"

    def _paid(self, company):
        """Return this step as Paid if doing it costs anything, else None."""
        tasks = self.task_ids.filtered(
            lambda task: task.is_available and not task.is_fallback and task.kind not in INTERNAL
        )
        costs = {task: task._expected_cost(company) for task in tasks}
        paid = tasks.filtered(lambda task: costs[task])
        if not paid:
            return None
        main = (paid.filtered("letter_type_id") or paid)[:1]
        key = main.letter_type_id or main._way()
        return Paid(self, None, sum(costs.values()), key)


class DebtStepTask(models.Model):
    _inherit = "debt.step.task"

    def _way(self):
        """Return the way of `debt.effect` by which a task that is no letter reaches customers."""
        if self.kind != "activity":
            return self.kind
        if self.activity_type_id.category == "phonecall":
            return "call"
        is_visit = self.activity_type_id == self.env.ref("debt_collection.activity_type_visit")
        return "visit" if is_visit else "other"
