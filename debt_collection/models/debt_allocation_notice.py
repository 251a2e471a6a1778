from odoo import fields, models
from odoo.exceptions import UserError


class DebtAllocation(models.Model):
    """Notice of allocation: what the payment paid, told to the customer in his language."""

    _inherit = "debt.allocation"

    notice_on = fields.Datetime("Notice sent on", readonly=True, copy=False)
    notice_by_id = fields.Many2one("res.users", "Notice sent by", readonly=True, copy=False)

    def _fragment_template(self):
        return "debt_collection.allocation_body"

    def _paper_values(self):
        lines = self.line_ids
        parts = dict(lines._fields["part"]._description_selection(self.env))
        return {
            **super()._paper_values(),
            "part": parts.get,
            "left": lines._still_open(),
        }

    def _is_lawful_order(self):
        """Whether the customer may still object: nothing was agreed or indicated by him."""
        return not self.indicated_ids and self.mode == self.mode_lawful

    def action_send_notice(self):
        for allocation in self:
            allocation._send_notice()

    def _send_notice(self):
        """Queue the e-mail with the notice to the contact chosen for collections."""
        self.ensure_one()
        self._check_can_print()
        contact = self._contact()
        if not contact.email:
            raise UserError(
                self.env._(
                    "%(contact)s has no e-mail address. Enter one, or print the notice.",
                    contact=contact.display_name,
                )
            )
        template = self.env.ref("debt_collection.mail_template_allocation")
        self.with_context(mail_notify_force_send=False).message_post_with_source(
            template,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=contact.ids,
            attachment_ids=self._pdf().ids,
            auto_delete=False,
            notify_skip_followers=True,
        )
        self._mark("notice")
        self._tell_case(
            self.env._("Notice of allocation %(document)s sent.", document=self._get_html_link())
        )
