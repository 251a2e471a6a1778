from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _debt_message(self, user, template, subject, values):
        """Send a colleague one message in the company's name.

        :param template: xml id of the body; it gets `values`, company and base_url
        """
        self.ensure_one()
        company = self.with_context(lang=user.lang or self.env.lang)
        body = company.env["ir.qweb"]._render(
            template, {"company": company, "base_url": company.get_base_url(), **values}
        )
        company.env["mail.thread"].with_context(mail_notify_force_send=False).message_notify(
            partner_ids=user.partner_id.ids,
            author_id=company.partner_id.id,
            email_from=company.partner_id.email_formatted or None,
            subject=subject,
            body=body,
            force_email_company=company,
        )
