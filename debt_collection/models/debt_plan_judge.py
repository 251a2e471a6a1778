from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.tools import format_date

# until a notice is delivered by post at the latest, its deadline runs on
POST_MARGIN = 7


class DebtPlan(models.Model):
    """Missed instalments: so many make the whole debt due, with a dated notice (PEERS D8)."""

    _inherit = "debt.plan"

    @api.model
    def _judge(self, company, day):
        """Break the running agreements of `company` of which too much was missed on `day`.

        Nothing is judged while the bank's data is old. Repeating it changes nothing. An agreement
        whose notice hasn't left yet runs again when the missed instalments came in.
        """
        for plan, missed, is_over in self._judgements(company, day):
            if plan.state == "active" and is_over:
                plan._break(day, missed)
            elif plan.state == "broken" and not is_over:
                plan._run_again()

    @api.model
    def _judgements(self, company, day):
        """Return [(agreement, missed instalments, whether all is due)] as of `day`."""
        if self.env["debt.bank.check"]._gate(company, day):
            return []
        domain = [("company_id", "=", company.id), ("line_ids.date_due", "<", day)]
        # sudo: whoever starts the run
        plans = self.sudo().search([*domain, ("state", "in", ("active", "broken"))])
        plans = plans.filtered(lambda plan: plan.state == "active" or plan._is_reversible())
        nets = self.env["debt.run"]._open_net(company, day, plans.partner_id) if plans else {}
        missed = {plan: plan._missed(nets, day) for plan in plans}
        return [(plan, missed[plan], plan._is_over(missed[plan], day)) for plan in plans]

    def _missed(self, nets, day):
        """Return the instalments that should be here by now and aren't: past their day and grace,
        not covered by credits, not held (a promise, a dispute, a payment on its way).
        """
        calendar, grace = self.env["debt.calendar"], self.company_id.debt_plan_grace
        missed = self.line_ids.browse()
        past = self.line_ids.filtered(lambda one: one.date_due < day)
        dues = calendar._effective_due(self.company_id, past.mapped("date_due"))
        for line in past:
            due = dues[line.date_due]
            last = calendar._add_working_days(self.company_id, due, grace) if grace else due
            net = nets.get(-line.id)
            if self.state == "broken":
                is_open = line.amount_open > 0
            else:
                is_open = bool(net) and not net.hold_reason and net.net > 0
            if last < day and is_open:
                missed |= line
        return missed

    def _is_over(self, missed, day):
        """Whether so much was missed that all is due; at the end anything missed is enough."""
        if self.missed_limit and len(missed) >= self.missed_limit:
            return True
        last = max(self.line_ids.mapped("date_due"))
        return bool(missed) and last + timedelta(self.company_id.debt_plan_last_days) < day

    def _break(self, day, missed):
        """All is due: the debts go on in a new round, what was waived on condition is owed again,
        and a notice is drafted.
        """
        data = {
            "missed": [[fields.Date.to_string(one.date_due), one.amount_open] for one in missed],
            "count": len(self.line_ids),
        }
        self.write({"state": "broken", "broken_on": day, "broken_data": data})
        self.hold_ids._end(self.env._("Agreement broken."))
        self._close_items(day, "plan_broken")
        self.notice_action_id = self._give_notice(day)
        self.debtor_id._touch()
        self.case_id._worklist_changed()
        self.message_post(body=self._broken_text())

    def _broken_text(self):
        """What happened, in words, for the chatter."""
        data = self.broken_data or {}
        days = [fields.Date.to_date(day) for day, _amount in data.get("missed", ())]
        return self.env._(
            "Missed: %(missed)s of %(count)s instalments (%(days)s). The whole debt is due.",
            missed=len(days),
            count=data.get("count", 0),
            days=", ".join(format_date(self.env, day) for day in days),
        )

    # the notice

    def _give_notice(self, day):
        """Draft the notice that all is due; it stands where the new round begins. Return it."""
        case = self._open_case(day)
        rung, following = case.strategy_id._broken_place()
        items = self.item_ids.item_id.filtered(lambda item: item.date_due < day)
        items = items.filtered(lambda item: item.amount_residual > 0)
        if not items or not rung:
            return self.env["debt.action"]
        for item in items:
            item.write(item._prepare_broken_round(rung, following, day))
        nets = self.env["debt.action"]._live_nets(self.company_id, day, self.partner_id)
        action = self.env["debt.action"].create(self._prepare_notice_vals(case, rung, day))
        lines = items._prepare_demand_lines(nets, day, step_id=rung.id)
        if not lines:
            action._cancel("paid", {})
            return action
        action.line_ids = [Command.create(line) for line in lines]
        action._store_amount(day)
        return action

    def _prepare_notice_vals(self, case, rung, day):
        channels = ("debt_collection.channel_email", "debt_collection.channel_registered")
        return {
            "company_id": self.company_id.id,
            "case_id": case.id,
            "debtor_id": self.debtor_id.id,
            "partner_id": self.partner_id.id,
            "plan_id": self.id,
            "kind": "letter",
            "letter_type_id": self.env.ref("debt_collection.letter_type_plan_broken").id,
            "step_id": rung.id,
            "phase": rung.phase,
            "date_planned": day,
            "channel_ids": [Command.set([self.env.ref(ref).id for ref in channels])],
            "reason": "plan_broken",
            "reason_data": {"plan": self.name, "count": len(self.broken_data["missed"])},
        }

    # taking it back

    def _is_reversible(self):
        """Whether nobody was told yet that all is due."""
        action = self.notice_action_id
        return action.state in ("planned", "waiting") and action.letter_id.state != "final"

    def _run_again(self):
        """The missed instalments came in before the notice left: as if nothing had happened."""
        action, items = self.notice_action_id, self.item_ids.item_id
        action._cancel("plan_runs_again", {"plan": self.name})
        for item in items.filtered(lambda item: not item.closed_on and item.round > 1):
            item.write(item._prepare_former_round())
        self.write({"state": "active", "broken_on": False, "notice_action_id": False})
        self._hold_debts(self.item_ids)
        unpaid = self.line_ids.filtered(lambda line: line.state != "paid")
        unpaid._item().write({"closed_on": False, "reason": False, "next_date": False})
        self._store_paid()
        self.message_post(
            body=self.env._("The missed instalments came in: the agreement runs again.")
        )

    def action_run_again(self):
        """The head lets a broken agreement run again; a notice that hasn't left is withdrawn."""
        for plan in self:
            plan._check_is("broken")
            plan.check_access("write")
            # sudo: items, holds and actions change by methods only
            plan.sudo()._run_again()


class DebtItem(models.Model):
    _inherit = "debt.item"

    def _prepare_broken_round(self, rung, following, day):
        """Values of a debt whose agreement was broken: a new round, the notice under way."""
        return {
            "round": self.round + 1,
            "step_id": rung.id,
            "step_date": day,
            "pending_step_id": rung.id,
            "next_step_id": following.id,
            "next_date": False,
            "phase": rung.phase,
            "reason": "under_way",
            "reason_data": {"step": rung.id, "date": day.isoformat()},
        }

    def _prepare_former_round(self):
        """Values that put it back where it stood before its agreement was broken."""
        number = self.round - 1
        lines = self.env["debt.action.line"].search(
            [
                ("item_id", "=", self.id),
                ("round", "=", number),
                ("role", "=", "demanded"),
                ("is_void", "=", False),
                ("step_id", "!=", False),
                ("action_id.done_on", "!=", False),
            ]
        )
        last = lines.sorted(lambda line: (line.action_id.done_on, line.step_id.sequence))[-1:]
        return {
            "round": number,
            "step_id": last.step_id.id,
            "step_date": last.action_id.done_on and last.action_id.done_on.date(),
            "pending_step_id": False,
            "next_step_id": False,
            "next_date": False,
            "phase": last.step_id.phase or "0_monitoring",
            "reason": False,
            "reason_data": False,
        }
