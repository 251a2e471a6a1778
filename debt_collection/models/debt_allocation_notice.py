from odoo import fields, models


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
        """Queue the e-mail with the notice."""
        self._mail_paper("debt_collection.mail_template_allocation")
        self._mark("notice")
        self._tell_case(
            self.env._("Notice of allocation %(document)s sent.", document=self._get_html_link())
        )
