import logging

from odoo import api, models

_logger = logging.getLogger(__name__)


class DebtAction(models.Model):
    """Kind notice: colleagues are told, in one message for each person and day, before or while the
    customer is chased.
    """

    _inherit = "debt.action"

    def _run_notice(self, now):
        day = self._local_day(now)
        actions = self - self._reread(day)["empty"]
        users = {}
        for role, group in actions.grouped(lambda action: action.task_id.role).items():
            users |= group._role_users(role or "salesperson")
        for user, group in actions.grouped(users.get).items():
            group.write({"user_id": user.id, "acted_on": now})
        actions._advance_items(day)
        actions._done(now)
        notices = self.env["debt.notice"]
        notices._queue_steps(actions, day)
        for company in actions.company_id:
            notices._tell(company, day)

    @api.model
    def _companies_to_act(self):
        """Colleagues are told also where nothing else is to be done."""
        waiting = self.env["debt.notice"]._read_group([("told_on", "=", False)], ["company_id"])
        return super()._companies_to_act().union(*(company for (company,) in waiting))

    @api.model
    def _tell_colleagues(self, company, now):
        """Tell what the night noted for colleagues whom no step tells anything today."""
        if not company.debt_automation:
            return
        day = self.env["debt.calendar"]._local(company, now).date()
        try:
            with self.env.cr.savepoint():
                self.env["debt.notice"]._tell(company, day)
        except Exception:
            # letters don't wait for a message to colleagues; the next call tries again
            _logger.exception("Collection: colleagues of %s weren't told", company.name)

    def _message_colleague(self, user, template, subject):
        """Send a colleague one message about these actions of one company.

        :param template: xml id of the body; it gets actions, company and base_url
        """
        self.company_id._debt_message(user, template, subject, {"actions": self})
