from odoo import api, models


class DebtReleaseMixin(models.AbstractModel):
    """A document that waits until a person releases it: asking for that, doing it, and the answer
    to those who asked. The model has `company_id` and activities.
    """

    _name = "debt.release.mixin"
    _description = "Document That Waits for a Release"

    # xml id of the activity by which a release is asked for; Odoo's types are for one model each
    _debt_release_type = None

    def _debt_release_action(self, name, **context):
        """Return the dialog that releases this document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "debt.release.wizard",
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

    def _debt_ask_releaser(self, summary):
        """Ask the head of receivables by an activity, once; return whom."""
        self.ensure_one()
        # asked for by salespeople, the warehouse, or a payment processed for the public
        document_sudo = self.sudo()
        head = self._debt_releaser_of(document_sudo.company_id)
        kind = self._debt_release_type
        if not document_sudo.activity_search([kind], user_id=head.id):
            document_sudo.activity_schedule(kind, user_id=head.id, summary=summary)
        return head

    def _debt_tell_released(self, text, feedback):
        """Log the release, and answer those who asked for it."""
        # who releases may have read access only to the documents of others
        document_sudo = self.sudo()
        document_sudo.message_post(
            body=text,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
        document_sudo.activity_feedback([self._debt_release_type], feedback=feedback)

    @api.model
    def _debt_releaser_of(self, company):
        """Return who is asked: the company's head of receivables, else a user who may release."""
        # as in _debt_ask_releaser
        company_sudo = company.sudo()
        if company_sudo.debt_head_id:
            return company_sudo.debt_head_id
        managers = self.env.ref("debt_collection.group_manager").sudo().all_user_ids
        return managers.filtered(
            lambda user: user.active and company in user.company_ids and not user.share
        ).sorted("id", reverse=True)[:1]
