from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.toast import CLOSE, toast


class DebtCase(models.Model):
    """Changes by hand: another strategy, a new start, a talk first."""

    _inherit = "debt.case"

    # another strategy ----------------------------------------------------------------------------

    def _inverse_strategy_id(self):
        """Put the items on the new ladder where they stood on the old one (DESIGN 4)."""
        # items and actions are written by the run; a changed strategy is the person's decision
        for case in self.sudo():
            items = case.open_item_ids.filtered(
                lambda item, case=case: (
                    item.step_id and item.step_id.strategy_id != case.strategy_id
                )
            )
            for step, same in items.grouped("step_id").items():
                new = case.strategy_id._step_at(step._nominal_offset())
                same.write({"step_id": new.id, "next_step_id": False, "next_date": False})
            stale = case._outgoing_actions().filtered(
                lambda action, case=case: (
                    action.step_id and action.step_id.strategy_id != case.strategy_id
                )
            )
            if stale:
                stale._cancel("strategy_changed", {"strategy": case.strategy_id.name})
        self.debtor_id._touch()

    def _outgoing_actions(self):
        return self.debtor_id._outgoing_actions().filtered(lambda action: action.case_id in self)

    # a new start ---------------------------------------------------------------------------------

    def action_restart(self):
        """Begin again with the first step: a new round for all open items."""
        self.check_access("write")
        for case in self.filtered(lambda case: case.state == "open"):
            # items are written by the run; this is the one decision that moves them by hand
            case_sudo = case.sudo()
            case_sudo._outgoing_actions()._cancel("restarted", {"user": self.env.user.name})
            case_sudo.open_item_ids._next_round()
            case.message_post(body=self.env._("Started again from the first step."))
        self.debtor_id._touch()

    # holds ---------------------------------------------------------------------------------------

    def action_hold(self):
        """Open the dialog that holds this case."""
        return self.env["debt.hold.wizard"]._open_for(self)

    def action_talk_first(self):
        """“I'll talk to the customer”: hold the case for some working days, once per round.

        Salespeople may do it for their own customers without any right in collection.
        """
        self.ensure_one()
        # read and held on behalf of a salesperson who may not see the case; checked first
        case_sudo = self.sudo()
        case_sudo._check_can_talk_first(self.env.user)
        days = case_sudo.strategy_id.talk_first_days
        day = case_sudo.company_id._debt_today()
        until = self.env["debt.calendar"]._add_working_days(case_sudo.company_id, day, days)
        number = max(case_sudo.open_item_ids.mapped("round"), default=1)
        holds_sudo = case_sudo.hold_ids.filtered(lambda h: h.kind == "talk_first")
        if any(hold.round >= number for hold in holds_sudo):
            raise UserError(self.env._("The customer was already going to be talked to."))
        values = case_sudo._prepare_talk_first_vals(day, until, number)
        return self._notify_talk_first(self.env["debt.hold"].sudo().create(values))

    def _prepare_talk_first_vals(self, day, until, number):
        return {
            "company_id": self.company_id.id,
            "debtor_id": self.debtor_id.id,
            "case_id": self.id,
            "kind": "talk_first",
            "date_from": day,
            "date_until": until,
            "round": number,
            "user_id": self.env.uid,
            "reason": self.env._("%(user)s talks to the customer.", user=self.env.user.name),
        }

    def _notify_talk_first(self, hold):
        day = self.env["ir.qweb.field.date"].value_to_html(hold.date_until, {})
        return toast(self.env._("Nothing is sent until %(date)s.", date=day), CLOSE)

    def _check_can_talk_first(self, user):
        """Raise AccessError unless `_can_talk_first`."""
        if not self._can_talk_first(user):
            raise AccessError(self.env._("This is another salesperson's customer."))

    def _can_talk_first(self, user):
        """Tell whether `user` collects the case, sells to its customer or was told of it."""
        partner = self.partner_id
        sellers = partner.user_id | partner.child_ids.user_id
        offered = Domain("user_id", "=", user.id) & Domain("talk_first", "=", True)
        told = self.env["debt.notice"].search(self._told_domain() & offered, limit=1)
        allowed = (
            user in sellers
            or told
            or user == self.collector_id
            or user.has_group("debt_collection.group_collector_all")
            or user.has_group("sales_team.group_sale_salesman_all_leads")
        )
        return bool(allowed) and self.company_id in user.company_ids

    def _told_domain(self):
        """Return the domain of the notices about this case."""
        return Domain("case_id", "in", self.ids)
