from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import register
from .debt_letter_returned import ADDRESS_REASONS
from .debt_reason import REASONS, TITLES, _lt

REASONS.update(
    {
        "register_no_warning": _lt(
            "No letter by registered post warned of the debt register, or it couldn't be delivered"
        ),
        "register_listed": _lt("The debt is in the debt register already, or about to be"),
        "register_early": _lt("The debt may be entered from %(date)s on"),
    }
)
TITLES.update(dict.fromkeys(list(REASONS)[-3:], _lt("Debt register not possible")))


class DebtAction(models.Model):
    """Kind register: an entry in a debt register is proposed, approved, and asked of a person."""

    _inherit = "debt.action"

    register_entry_ids = fields.One2many("debt.register.entry", "action_id")

    def _run_register(self, now):
        day = self._local_day(now)
        actions = self - self._reread(day)["empty"]
        actions = actions.filtered(lambda action: action._may_go_to_register(day))
        actions.write({"acted_on": now, "waits_for": False})
        actions._ask_or_queue(now)

    def _send_register(self, now):
        """Approved, and still allowed and owed: a person enters it."""
        day = self._local_day(now)
        changes = self._reread(day)
        actions = self - changes["empty"]
        actions -= actions._renew(changes, day)
        actions = actions.filtered(lambda action: action._may_go_to_register(day))
        self.env["debt.register.entry"]._make(actions, day)
        actions._advance_items(day)
        actions._done(now)

    def _may_go_to_register(self, day):
        """Tell whether this debt may be entered on `day`; end the action or put it off if not."""
        first, late = self._drop_unwarned(day)
        if not self._demanded_items() - self._listed_items():
            self._refuse_entry("register_listed", {}, day)
        elif not first:
            self._refuse_entry("register_no_warning", {}, day)
        elif not late:
            moment = self.env["debt.calendar"]._utc(
                self.company_id, datetime.combine(first, time.min)
            )
            waits = {"waits_for": "register_early", "waits_data": {"date": first.isoformat()}}
            self.write({"state": "planned", "not_before": moment, **waits})
        elif obstacles := self._register_obstacles(self._registered_way()):
            self._refuse_entry(*obstacles[0], day)
        else:
            return True
        return False

    def _drop_unwarned(self, day):
        """Leave out what nobody was warned of, and what is too fresh beside what isn't.

        :return: (first day on which something may be entered or None, whether it has come)
        """
        days = self._entry_days()
        first = min(days.values(), default=None)
        has_come = bool(first) and first <= day
        lines = self.line_ids.filtered(lambda line: line.role == "demanded")
        stays = {line for line in lines if line in days and (days[line] <= day or not has_come)}
        gone = lines.filtered(lambda line: line not in stays)
        if stays and gone:
            self._free_lines(gone)
            gone.unlink()
            self._store_amount(day)
        return first, has_come

    def _refuse_entry(self, code, data, day):
        """A step counts as passed, else it would be planned again each night."""
        if self.step_id:
            self._skip(code, data, day)
        else:
            self._cancel(code, data)

    def _entry_days(self):
        """Return {demanded line: first day on which it may be entered}, of those warned of."""
        days, warnings = {}, self._register_warnings()
        listed = self._listed_items()
        lines = self.line_ids.filtered(lambda line: line.role == "demanded")
        for line in lines.filtered(lambda line: line.item_id not in listed):
            letter = warnings.get(line.item_id)
            if letter and line.date_due:
                minimum = self.company_id.debt_bureau_days
                days[line] = register.entry_day(letter.posted_on, [line.date_due], minimum)
        return days

    def _listed_items(self):
        """The items that another proposal has put on the list or into the register."""
        entries = self.env["debt.register.entry"].search(
            [
                ("debtor_id", "=", self.debtor_id.id),
                ("state", "in", ("to_enter", "entered")),
                ("action_id", "!=", self.id),
            ]
        )
        return entries.action_id._demanded_items()

    def _register_warnings(self):
        """Return {item: the first letter that warned of the register by registered post}."""
        lines = self.env["debt.action.line"].search(
            [
                ("item_id", "in", self.line_ids.item_id.ids),
                ("role", "=", "demanded"),
                ("is_void", "=", False),
                ("action_id.letter_id.warns_register", "=", True),
                ("action_id.letter_id.state", "=", "final"),
                ("action_id.letter_id.posted_on", "!=", False),
                ("action_id.letter_id.withdrawn_on", "=", False),
            ]
        )
        found = {}
        for line in lines.sorted(lambda line: line.action_id.letter_id.posted_on, reverse=True):
            letter = line.action_id.letter_id
            if letter._is_registered() and letter.return_reason not in ADDRESS_REASONS:
                found[line.item_id] = letter
        return found

    def _registered_way(self):
        return self.env.ref("debt_collection.channel_registered")

    def _register_fault(self, day):
        """Why the debt of this action may not be entered on `day`, in words; False: it may."""
        self.ensure_one()
        days = self._entry_days()
        if not days:
            return self._reason_text("register_no_warning", {})
        if max(days.values()) > day:
            first = max(days.values()).isoformat()
            return self._reason_text("register_early", {"date": first})
        obstacles = self._register_obstacles(self._registered_way())
        return bool(obstacles) and self._reason_text(*obstacles[0])

    def _step_approval(self, day):
        """An entry proposed by hand is the head's to approve, as the one of a step (PRACTICE 2)."""
        role, limit, amount = super()._step_approval(day)
        return (role or "head" if self.kind == "register" else role), limit, amount


class DebtCase(models.Model):
    _inherit = "debt.case"

    register_entry_ids = fields.One2many("debt.register.entry", "case_id")
    register_count = fields.Integer("Debt register", compute="_compute_register_count")

    @api.depends("register_entry_ids")
    def _compute_register_count(self):
        for case in self:
            case.register_count = len(case.register_entry_ids)

    def action_propose_register(self):
        """Propose to enter what is overdue in the debt register; the head approves it."""
        self.ensure_one()
        self.check_access("write")
        now = fields.Datetime.now()
        # people don't create actions directly: what they may is checked above
        action_sudo = self.sudo()._new_action(
            self.company_id._debt_today(), {"kind": "register", "prepared_by_id": self.env.uid}
        )
        if not action_sudo.line_ids:
            raise UserError(self.env._("Nothing overdue can be demanded in this case now."))
        action_sudo._run_register(now)
        if action_sudo.state in ("cancelled", "planned"):
            raise UserError(action_sudo.why)
        self.env.ref("debt_collection.ir_cron_act")._trigger()
        return action_sudo.sudo(False)._get_records_action()

    def action_open_register(self):
        """Show what was entered in a debt register for this case."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_register_entry_action"
        )
        return {**action, "domain": [("case_id", "=", self.id)], "context": {}}

    def _busy(self, day):
        """What stands in a register has to be kept true: its case stays open."""
        listed = self.env["debt.register.entry"].search(
            [("case_id", "in", self.ids), ("state", "=", "entered")]
        )
        return super()._busy(day) | (self & listed.case_id)


class DebtStrategy(models.Model):
    _inherit = "debt.strategy"

    def _ladder(self, company, day):
        """Without a contract with a register nobody is proposed for it."""
        steps = super()._ladder(company, day)
        if company._debt_has_bureau():
            return steps
        return tuple(
            step._replace(available=False)
            if step.tasks and {task.kind for task in step.tasks} == {"register"}
            else step
            for step in steps
        )
