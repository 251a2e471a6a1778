from odoo import fields, models
from odoo.exceptions import UserError

from .debt_action_matrix import ROLE_GROUPS


class DebtAction(models.Model):
    """Approval: who must agree, who may, and what agreeing or refusing does."""

    _inherit = "debt.action"

    # does it need approval
    def _ask_or_queue(self, now):
        """After acting: what needs a person's consent waits for it, the rest waits for its hour."""
        needs = (self - self._with_letter())._approval_needs(self._local_day(now))
        asking = self.filtered(
            lambda action: (
                action in needs and needs[action].roles and not action._is_still_approved()
            )
        )
        asking.sudo()._given().is_void = True  # they agreed to less; sudo: see `_give`
        asking._take_needs(needs)
        asking._ask()
        (self - asking)._queue(now)

    def _with_letter(self):
        """Return the SMS that follow a letter of their step: its approval is theirs."""
        texts = self.filtered(lambda action: action.kind == "sms" and action.step_id)
        letters = texts._siblings(["letter"]) if texts else texts
        keys = set(letters.mapped(self._step_key))
        return texts.filtered(lambda action: self._step_key(action) in keys)

    def _is_still_approved(self):
        """Tell whether the approval given covers what is demanded now: no currency demands more."""
        if not self.approved_on:
            return False
        approved = self.approved_amounts or {}
        return all(
            currency.compare_amounts(amount, approved.get(str(currency.id), 0.0)) <= 0
            for currency, amount in self._totals().items()
        )

    def _ask(self):
        remarks = self._collect_remarks()
        for action in self:
            action.remarks = remarks[action]
            action.has_remarks = self._is_exception(remarks[action])
        self.state = "waiting"

    def _ask_again(self):
        """More is demanded than was approved, or an edited text had to go: a person looks once
        more.
        """
        self._ask_who()
        for action in self:
            action.write(
                {
                    "state": "waiting",
                    "acted_on": fields.Datetime.now(),
                    "escalated_on": False,
                    "approved_by_id": False,
                    "approved_on": False,
                    "has_remarks": True,
                    "remarks": [*(action.remarks or []), ["amount_raised", {}]],
                }
            )

    def _queue(self, now):
        """Queue for sending at the first hour allowed."""
        self.write({"state": "queued", "waits_for": False})
        starts = self.grouped(lambda action: (action.company_id, action._window_start(now)))
        for (_company, moment), actions in starts.items():
            if moment > now:
                actions._wait_until(moment)

    # who may approve
    def _approval_obstacle(self, user):
        """Return why `user` can't approve this action, in words, or False."""
        self.ensure_one()
        if self.state != "waiting":
            return self.env._("%(action)s doesn't wait for approval.", action=self.display_name)
        if self.company_id not in user.company_ids:
            return self.env._("%(action)s is of another company.", action=self.display_name)
        if not user.has_group(ROLE_GROUPS[self.approval_role or "head"]):
            role = dict(self._fields["approval_role"]._description_selection(self.env))
            return self.env._(
                "%(action)s must be approved by: %(role)s.",
                action=self.display_name,
                role=role[self.approval_role or "head"],
            )
        if self.is_four_eyes and user in self.prepared_by_id | self.letter_id.edited_by_id:
            return self.env._(
                "%(action)s was prepared by you: another person approves it.",
                action=self.display_name,
            )
        if user in self._given().user_id:
            return self.env._(
                "You have approved %(action)s: now it is another person's turn.",
                action=self.display_name,
            )
        return False

    def _approvable(self, user):
        """Return those of these actions that `user` may approve."""
        return self.filtered(lambda action: not action._approval_obstacle(user))

    def _check_approver(self, user):
        for action in self:
            if obstacle := action._approval_obstacle(user):
                raise UserError(obstacle)

    # what the decision does
    def _approve(self, user, now=None):
        """Approve as `user`; letters leave in their hours, a sale hold by decision is set at once.
        What another role has to approve as well goes on waiting for it.

        :raises UserError: naming the first action the user may not approve
        """
        self._check_approver(user)
        now = now or fields.Datetime.now()
        done = self - self._give(user, now)
        for action in done:
            totals = action._totals()
            action.write(
                {
                    "approved_by_id": user.id,
                    "approved_on": now,
                    "approved_amounts": {str(c.id): amount for c, amount in totals.items()},
                }
            )
        done.filtered(lambda action: action.kind == "sale_hold")._set_sale_holds(now)
        done.filtered(lambda action: action.kind in self._kinds_with("send"))._queue(now)
        self.env.ref("debt_collection.ir_cron_act")._trigger()

    def _decide(self, user, outcome, now=None):
        """Close decisions with what was decided."""
        self._check_approver(user)
        for action in self:
            action.write({"approved_by_id": user.id, "approved_on": now or fields.Datetime.now()})
            if action.activity_id.active:
                action.activity_id.action_feedback(outcome)
            else:
                action._done(now or fields.Datetime.now(), outcome)

    def _refuse(self, user, reason, skip_step=False, hold_until=False):
        """Withdraw actions that wait for approval.

        :param reason: the person's words, kept on the action
        :param skip_step: count the step as passed, else it is planned again
        :param hold_until: last day on which nothing leaves for the case
        """
        if not user.has_group("debt_collection.group_collector"):
            raise UserError(self.env._("Only the people of collections can refuse an action."))
        for company, actions in self.grouped("company_id").items():
            data = {"user": user.name}
            if skip_step:
                actions._skip("refused", data, company._debt_today(), reason)
            else:
                actions._cancel("refused", data, reason)
            if hold_until:
                actions._hold_cases(reason, hold_until)

    def _hold_cases(self, reason, until):
        self.env["debt.hold"].create(
            [
                {
                    "company_id": case.company_id.id,
                    "debtor_id": case.debtor_id.id,
                    "case_id": case.id,
                    "kind": "manual",
                    "date_from": case.company_id._debt_today(),
                    "date_until": until,
                    "reason": reason,
                }
                for case in self.case_id
            ]
        )

    # buttons
    def action_approve(self):
        """One row: approve what was looked at; several: ask with counts first."""
        self._check_may_act()
        if len(self) == 1 and self.kind != "decision":
            # approving is this method; a collector can't write a state
            self.sudo()._approve(self.env.user)
            return None
        return self._open_wizard("debt.approve", self.env._("Approve"), selected=True)

    def action_approve_all(self):
        waiting = self.search([("state", "=", "waiting"), ("kind", "!=", "decision")])
        return waiting._open_wizard("debt.approve", self.env._("Approve"))

    def action_refuse(self):
        self._check_may_act()
        return self._open_wizard("debt.refuse", self.env._("Refuse"))

    def _open_wizard(self, model, name, **defaults):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_action_ids": self.ids,
                **{f"default_is_{key}": value for key, value in defaults.items()},
            },
        }
