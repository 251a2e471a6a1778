from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import work

DOERS = [
    ("program", "The program alone"),
    ("consent", "The program, with a person's help"),
    ("person", "A person"),
]
# work that only a person does; what customers do on their page is a contact without one
BY_PERSON = ("activity", "decision", "register", "letter_own")
WORK_FIELDS = frozenset({"minutes", "cost"})


class DebtAction(models.Model):
    """What an action took and cost: noted when it is done, put right by who did it.

    Its cost is the outlay (postage, fees); people's time is valued beside it, at the hourly cost of
    the moment. A planned call that a contact ended takes no time of its own.
    """

    _inherit = "debt.action"

    minutes = fields.Float("Minutes of work", digits=(8, 1), help="What it took people.")
    minutes_by_hand = fields.Float(
        digits=(8, 1), readonly=True, help="What it takes without the program."
    )
    minutes_saved = fields.Float(digits=(8, 1), compute="_compute_minutes_saved", store=True)
    doer = fields.Selection(DOERS, "Done by", readonly=True)
    work_cost = fields.Monetary("Cost of work", compute="_compute_work_cost", store=True)
    full_cost = fields.Monetary(
        "Cost in all",
        compute="_compute_full_cost",
        store=True,
        help="What was paid for it, and the time of people.",
    )

    @api.depends("minutes", "minutes_by_hand")
    def _compute_minutes_saved(self):
        for action in self:
            action.minutes_saved = max(action.minutes_by_hand - action.minutes, 0)

    @api.depends("minutes")
    def _compute_work_cost(self):
        """At the hourly cost of now: a later one doesn't change what was done."""
        for action in self:
            action.work_cost = action.company_id._debt_work_cost(action.minutes)

    @api.depends("cost", "work_cost")
    def _compute_full_cost(self):
        for action in self:
            action.full_cost = action.cost + action.work_cost

    def _done(self, now, outcome=None):
        result = super()._done(now, outcome)
        for company, actions in self.grouped("company_id").items():
            actions._note_work(self.env["debt.work.time"]._norms(company))
        self._hand_over_outlay()
        return result

    def _hand_over_outlay(self):
        """What was paid for planned work belongs to the contact that ended it and stands for it."""
        for contact, ended in self.grouped("done_by_id").items():
            outlay = sum(ended.mapped("cost"))
            if contact and outlay:
                contact.cost += outlay
                ended.cost = 0

    def _note_work(self, norms):
        """Note what these actions took, as a rule, and what was paid for them."""
        groups = self.grouped(lambda action: action._work_values(norms))
        for (minutes, by_hand, doer, cost), actions in groups.items():
            actions.write(
                {"minutes": minutes, "minutes_by_hand": by_hand, "doer": doer, "cost": cost}
            )

    def _work_values(self, norms):
        """(minutes, minutes by hand, doer, outlay) of this action."""
        works = self._works()
        own = Decimal(str(self.task_id.minutes))
        minutes, by_hand = work.times(norms, works, own)
        typed = self.minutes if self.kind == "contact" else 0
        return (typed or float(minutes), float(by_hand), self._doer(works), self._outlay())

    def _works(self):
        """Pieces of work of `debt.work.time` that this action was, its main one first."""
        if self.done_by_id:
            return []
        works = [self._main_work()]
        if self.approved_by_id and self.kind != "decision":
            works.append("approval")
        if self._is_on_paper():
            works.append("paper")
        return works

    def _main_work(self):
        if self.kind == "contact":
            return self.contact_channel
        if self.kind == "activity":
            return self._task_channel() or "activity"
        is_single = self.prepared_by_id and not (self.file_import_id or self.confirmation_id)
        return "letter_own" if self.kind == "letter" and is_single else self.kind

    def _is_on_paper(self):
        return any(channel.is_paper for channel in self.letter_id.channel_ids)

    def _doer(self, works):
        """Who did it: the program alone, with help, or a person; False: counted elsewhere."""
        if not works:
            return False
        talked = self.kind == "contact" and self.contact_channel != "portal"
        if talked or self.kind == "activity" or works[0] in BY_PERSON:
            return "person"
        return "consent" if len(works) > 1 or self.prepared_by_id else "program"

    def _outlay(self):
        """What was paid: the postage entered, else the cost of the step, else the usual price."""
        is_usual = not self.cost or self.cost == self.task_id.cost
        if self._is_on_paper():
            return is_usual and self.letter_id.post_fee or self.cost or self.letter_id._postage()
        if self.kind == "sms":
            return self.cost or self.company_id.debt_sms_cost
        return self.cost

    def _check_user_fields(self, vals):
        """Who did it or leads the case says what it took; the head puts right everybody's."""
        result = super()._check_user_fields(vals)
        if not self.env.su and WORK_FIELDS & set(vals):
            self._check_may_value()
        return result

    def _check_may_value(self):
        user = self.env.user
        if user.has_group("debt_collection.group_manager"):
            return
        for action in self:
            theirs = action.user_id | action.prepared_by_id | action.approved_by_id
            if user not in theirs | action.case_id.collector_id:
                raise AccessError(
                    self.env._(
                        "Minutes and cost of %(action)s are changed by who did it, by who leads "
                        "the case, or by the head of receivables.",
                        action=action.display_name,
                    )
                )
