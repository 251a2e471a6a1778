from odoo import models


class DebtAction(models.Model):
    """Kind notice: colleagues are told, in one message for each person, before or while the
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
            if user:
                group._notify_colleague(user)
        actions._advance_items(day)
        actions._done(now)

    def _notify_colleague(self, user):
        """Send one message that lists all these customers; the link to each offers to talk to him
        first.
        """
        actions = self.with_context(lang=user.lang or self.env.lang)
        actions._message_colleague(
            user,
            "debt_collection.notice_body",
            actions.env._(
                "%(count)s customers of yours are late with payment", count=len(actions.partner_id)
            ),
        )

    def _message_colleague(self, user, template, subject):
        """Send a colleague one message about these actions of one company.

        :param template: xml id of the body; it gets actions, company and base_url
        """
        company = self.company_id
        body = self.env["ir.qweb"]._render(
            template, {"actions": self, "company": company, "base_url": company.get_base_url()}
        )
        self.env["mail.thread"].with_context(mail_notify_force_send=False).message_notify(
            partner_ids=user.partner_id.ids,
            author_id=company.partner_id.id,
            email_from=company.partner_id.email_formatted or None,
            subject=subject,
            body=body,
            force_email_company=company,
        )
