from collections import namedtuple

from odoo import api, fields, models
from odoo.tools import LazyTranslate, split_every

from ..tools import priority, register
from .debt_reason import REASONS

_lt = LazyTranslate(__name__)

BATCH = 5000
CHANGED = "debt_collection.worklist_changed"
REASONS.update(
    {
        "prio_amount": _lt("%(amount)s overdue"),
        "prio_age": _lt("%(days)s days late"),
        "prio_promises": _lt("broken promises: %(count)s"),
        "prio_habitual": _lt("habitual late payer"),
        "prio_new": _lt("new customer"),
        "prio_standard": _lt("usual customer"),
        "prio_valued": _lt("valued customer"),
        "prio_limitation": _lt("time-barred after %(date)s"),
        "prio_insurance": _lt("insurer to be told by %(date)s"),
        "prio_court": _lt("%(what)s by %(date)s"),
        "prio_told": _lt("debt register to be told by %(date)s"),
        "prio_letter": _lt("deadline of %(letter)s passed on %(date)s"),
        "prio_register": _lt("debt register possible since %(date)s"),
        "prio_first": _lt("late for the first time in a long while"),
        "prio_chance": _lt("a contact may help"),
        "prio_reply": _lt("waits for an answer"),
        "prio_tries": _lt("no answer: %(count)s times"),
    }
)
# not said in a list: the amount has a column of its own, the chance is a guess
UNSAID = frozenset({"prio_amount", "prio_chance", "prio_standard", "prio_valued"})
COLUMNS = [
    ("id", "int"),
    ("priority", "int"),
    ("priority_data", "jsonb"),
    ("todo_on", "date"),
    ("deadline_on", "date"),
    ("no_answer_count", "int"),
]
Row = namedtuple(
    "Row",
    "id priority priority_data todo_on deadline_on no_answer_count state overdue days_late profile "
    "first reachable replied broken limitation insurance court court_what told todo tries "
    "letter letter_deadline warned_on last_due",
)
# of a company: weights of the reasons, the amount that counts fully, days of the debt register
Scale = namedtuple("Scale", "weights amount currency_id register_days")


class DebtCase(models.Model):
    """In which order cases are dealt with, and why: written set-wise, for lists only."""

    _inherit = "debt.case"

    priority_data = fields.Json(readonly=True, help="[[code of the reason, points, facts], ...]")
    priority_why = fields.Char("Why first", compute="_compute_priority_why")
    priority_text = fields.Char("Made of", compute="_compute_priority_why")
    todo_on = fields.Date(
        "To do on", readonly=True, index=True, help="The first day on which somebody is to act."
    )
    deadline_on = fields.Date(
        "Deadline",
        readonly=True,
        help="The next day after which a right is lost: limitation, notice to the insurer, "
        "deadline of a court.",
    )
    no_answer_count = fields.Integer(
        "Contacts without an answer", readonly=True, aggregator=None, help="In a row."
    )

    @api.depends("priority_data", "days_late")
    @api.depends_context("lang")
    def _compute_priority_why(self):
        text = self.env["debt.reason"]._text
        for case in self:
            # kept apart: else each case would have to be written each night
            age = {"days": case.days_late}
            parts = [
                (code, points, text(code, age if code == "prio_age" else data))
                for code, points, data in case.priority_data or ()
            ]
            said = [words for code, _points, words in parts if code not in UNSAID]
            case.priority_why = ", ".join(said[:3])
            case.priority_text = " + ".join(
                f"{points} {words}" for _code, points, words in parts if points
            )

    # when ----------------------------------------------------------------------------------------

    def _worklist_changed(self):
        """Order these cases anew when the transaction ends, once: something changed that decides
        about their place in the worklist (an activity, an action's state, a promise, a reply).
        """
        if not self:
            return
        precommit = self.env.cr.precommit
        if CHANGED not in precommit.data:
            precommit.data[CHANGED] = set()
            # whoever causes it needn't be allowed to write cases
            precommit.add(self.sudo().browse()._refresh_changed)
        precommit.data[CHANGED].update(self.ids)

    @api.model
    def _refresh_changed(self):
        cases = self.browse(self.env.cr.precommit.data.pop(CHANGED, ())).exists()
        for company, own in cases.grouped("company_id").items():
            own._refresh_priority(company._debt_today())

    @api.model
    def _refresh_company_priority(self, company, day):
        """Order all open cases of `company` as of `day`, the company's date."""
        ids = self.search([("company_id", "=", company.id), ("state", "=", "open")]).ids
        for chunk in split_every(BATCH, ids, list):
            self.browse(chunk)._refresh_priority(day)

    # what ----------------------------------------------------------------------------------------

    def _refresh_priority(self, day):
        """Write priority, its reasons and the days of these cases of one company, where they
        differ.

        :param day: the company's date
        """
        if not self:
            return
        self.env.flush_all()
        company = self[0].company_id
        weights = company._debt_priority_weights()
        scale = Scale(
            weights,
            company.debt_priority_amount or 1.0,
            company.currency_id.id,
            company.debt_bureau_days,
        )
        changed = []
        for values in self.env.execute_query(self._priority_query(day, company)):
            row = Row(*values)
            old = (row.priority, row.priority_data or [], *row[3:6])
            new = self._priority_values(row, scale, day)
            if new != old:
                changed.append((row.id, *new))
        self.env["debt.run"]._update("debt_case", COLUMNS, changed)
        names = [name for name, _type in COLUMNS[1:]]
        self.invalidate_recordset([*names, "priority_why", "priority_text", "todo"])

    def _priority_values(self, row, scale, day):
        """Return the values of COLUMNS without the id."""
        if row.state != "open":
            return 0, [], None, None, 0
        deadline, code, said = self._next_deadline(row)
        ripe, ripe_code, ripe_said = self._ripe_since(row, scale, day)
        facts = priority.Facts(
            amount=float(row.overdue) / scale.amount,
            days_late=row.days_late,
            broken=row.broken,
            profile=row.profile,
            deadline_days=(deadline - day).days if deadline else None,
            first=row.first,
            reachable=row.reachable,
            replied=row.replied,
            tries=row.tries,
            ripe=bool(ripe),
        )
        points, parts = priority.score(facts, scale.weights)
        data = {
            "amount": {"amount": [float(row.overdue), scale.currency_id]},
            "promises": {"count": row.broken},
            "deadline": {"date": deadline and fields.Date.to_string(deadline), **said},
            "ripe": {"date": ripe and fields.Date.to_string(ripe), **ripe_said},
        }
        names = {"profile": row.profile, "deadline": code, "ripe": ripe_code}
        reasons = [
            [f"prio_{names.get(part, part)}", score, data.get(part, {})] for part, score in parts
        ]
        if row.tries:
            reasons.append(["prio_tries", 0, {"count": row.tries}])
        return points, reasons, row.todo, deadline, row.tries

    @staticmethod
    def _next_deadline(row):
        """Return (day, code, facts) of the deadline that comes first, or (None, None, {})."""
        days = (
            (row.limitation, "limitation", {}),
            (row.insurance, "insurance", {}),
            (row.court, "court", {"what": row.court_what}),
            (row.told, "told", {}),
        )
        known = [entry for entry in days if entry[0]]
        return min(known, key=lambda entry: entry[0], default=(None, None, {}))

    @staticmethod
    def _ripe_since(row, scale, day):
        """Return (day, code, facts) since when more can be done than to ask: the debt may be
        entered in a register, or the deadline of the last demand is over. Else (None, None, {}).
        """
        entry = register.entry_day(row.warned_on, [row.last_due], scale.register_days)
        if entry and entry <= day:
            return entry, "register", {}
        if row.letter_deadline and row.letter_deadline < day:
            return row.letter_deadline, "letter", {"letter": row.letter}
        return None, None, {}
