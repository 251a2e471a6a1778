from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from .debt_dispute_make import CONSUMER_DAYS


class DebtDispute(models.Model):
    """Deadlines, tasks and buttons of a complaint."""

    _inherit = "debt.dispute"

    is_late = fields.Boolean("Late", compute="_compute_warning")
    warning = fields.Char(compute="_compute_warning")
    refund_count = fields.Integer(compute="_compute_refund_count")

    @api.constrains("deadline", "debtor_id", "made_on")
    def _check_deadline(self):
        for dispute in self:
            if dispute.deadline < dispute.made_on:
                raise ValidationError(
                    self.env._("A complaint can't be answered before it was received.")
                )
            if dispute.debtor_id.kind == "consumer" and dispute.deadline > dispute._legal_day():
                raise ValidationError(
                    self.env._(
                        "A consumer's complaint has to be answered within %(days)s days, else it "
                        "counts as accepted (art. 7a of the Consumer Rights Act).",
                        days=CONSUMER_DAYS,
                    )
                )

    def _legal_day(self):
        return self.made_on + timedelta(days=CONSUMER_DAYS)

    @api.depends("deadline", "state", "debtor_id")
    @api.depends_context("lang")
    def _compute_warning(self):
        today = {company: company._debt_today() for company in self.company_id}
        # whoever answers it needn't see the customer's settings
        for dispute in self.sudo():
            day = today.get(dispute.company_id)
            dispute.is_late = dispute.state == "open" and dispute.deadline < day
            dispute.warning = dispute.state == "open" and dispute._warning(day)

    def _warning(self, day):
        """Return what whoever handles it has to know about the deadline, or False."""
        date = format_date(self.env, self.deadline)
        if self.debtor_id.kind == "consumer":
            if day > self._legal_day():
                return self.env._(
                    "The complaint of a consumer wasn't answered by %(date)s: it counts as "
                    "accepted.",
                    date=format_date(self.env, self._legal_day()),
                )
            return self.env._(
                "A consumer: without an answer by %(date)s the complaint counts as accepted.",
                date=format_date(self.env, self._legal_day()),
            )
        if day > self.deadline:
            return self.env._("The answer is late: it was due on %(date)s.", date=date)
        return False

    def _compute_refund_count(self):
        for dispute in self:
            dispute.refund_count = len(dispute._refunds())

    def _refunds(self):
        return self.line_ids.item_id.move_id.reversal_move_ids

    # the task of whoever handles it --------------------------------------------------------------

    def _next_activity(self, day):
        """Keep one task: to answer, later to issue the credit note that was promised."""
        for dispute in self:
            dispute.activity_ids.unlink()
            if dispute.state == "closed":
                continue
            is_open = dispute.state == "open"
            tasks = self.env["mail.activity"]
            values = tasks._debt_values(
                dispute,
                dispute._handler(),
                self.env.ref("debt_collection.activity_type_dispute"),
                self.env._("Answer the complaint")
                if is_open
                else self.env._("Issue the credit note"),
                max(dispute.deadline, day),
            )
            tasks._debt_create([values])

    def _handler(self):
        """Return who is asked: only somebody who can open the complaint."""
        for user in (self.user_id, self.case_id.collector_id):
            if user and self.with_user(user).has_access("read"):
                return user
        return self.env["debt.action"]._head_of(self.company_id)

    def _hand_over(self, user, deadline):
        """Let `user` answer this complaint by `deadline` (date); his task follows.

        :raise UserError: it is closed, or he couldn't open it
        """
        self.ensure_one()
        self.check_access("read")
        if self.state == "closed":
            raise UserError(self.env._("%(dispute)s is closed.", dispute=self.display_name))
        # collectors don't write disputes: whose it is is checked above
        dispute_sudo = self.sudo()
        dispute_sudo.write({"user_id": user.id, "deadline": deadline})
        if not self.with_user(user).has_access("read"):
            raise UserError(
                self.env._(
                    "%(user)s couldn't open it: choose a collector or a salesperson.",
                    user=user.name,
                )
            )
        dispute_sudo._next_activity(self.company_id._debt_today())

    # buttons -------------------------------------------------------------------------------------

    def action_confirmed(self):
        return self._open_answer("confirmed")

    def action_partial(self):
        return self._open_answer("partial")

    def action_credit_note(self):
        return self._open_answer("credit_note")

    def _open_answer(self, resolution):
        self.ensure_one()
        return self.env["debt.dispute.answer"]._open_for(self, resolution)

    def action_issue_credit_note(self):
        """Open Odoo's dialog that reverses the disputed invoices."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_view_account_move_reversal"
        )
        moves = self.line_ids.filtered(lambda line: not line.done_on).item_id.move_id
        action["context"] = {
            "active_model": "account.move",
            "active_ids": moves.ids,
            "default_reason": self.display_name,
        }
        return action

    def action_open_refunds(self):
        return self._refunds()._get_records_action(name=self.env._("Credit notes"))
