from odoo import api, fields, models
from odoo.fields import Domain


class MailActivity(models.Model):
    """The end of a task in the calendar is the end of the collection action that made it."""

    _inherit = "mail.activity"

    @api.model
    def _debt_create(self, vals_list):
        """Create tasks for a whole night without an e-mail for each; the list of tasks is where
        they are seen.
        """
        return self.with_context(mail_activity_quick_update=True).create(vals_list)

    @api.model
    def _debt_values(self, record, user, activity_type, summary, deadline, **values):
        """Return the values of a task for `user` on a record; `values`: more of them."""
        return {
            "activity_type_id": activity_type.id,
            "summary": summary,
            "date_deadline": deadline,
            "res_model_id": self.env["ir.model"]._get_id(record._name),
            "res_id": record.id,
            "user_id": user.id,
            "automated": True,
            **values,
        }

    @api.model
    def _debt_of_company(self, company, domain):
        """Return the tasks (sudo) on a company's cases that fit `domain`, most urgent first."""
        # tasks of everybody: whoever runs this needn't see their cases
        cases_sudo = self.env["debt.case"].sudo()._search([("company_id", "=", company.id)])
        on_cases = Domain("res_model", "=", "debt.case") & Domain("res_id", "in", cases_sudo)
        return self.sudo().search(on_cases & Domain(domain), order="date_deadline, id")

    def _debt_move(self, user):
        """Give these tasks to another person, without an e-mail for each."""
        if self and user:
            self.with_context(mail_activity_quick_update=True).write({"user_id": user.id})
            self._debt_actions().user_id = user

    def _debt_actions(self):
        # whoever does a task needn't have access to the collection's records
        return (
            self.env["debt.action"]
            .sudo()
            .search([("activity_id", "in", self.ids), ("state", "in", ("queued", "waiting"))])
        )

    def _action_done(self, feedback=False, attachment_ids=None):
        actions = self._debt_actions()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        messages = result[0]
        for action in actions:
            message = messages.filtered(
                lambda m, case=action.case_id: m.model == "debt.case" and m.res_id == case.id
            )[:1]
            messages -= message
            # the history shows the action, not what Odoo writes about its end
            action.message_id = message
            action._done(fields.Datetime.now(), feedback or action.activity_id.feedback)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_cancel_actions(self):
        if not self.env.context.get("debt_action_ends"):
            self._debt_actions()._cancel("task_deleted", {"user": self.env.user.name})
