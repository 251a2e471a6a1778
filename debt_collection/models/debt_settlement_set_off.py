from odoo import fields, models

from .debt_match_document import DebtMatchDocument


class DebtSettlement(models.Model):
    """Set-off (kompensata): mutual debts matched in one statement and one posting."""

    _inherit = "debt.settlement"

    _evidence_whitelist = DebtMatchDocument._evidence_whitelist | {"notice_on", "notice_by_id"}

    notice_on = fields.Datetime("Sent on", readonly=True, copy=False)
    notice_by_id = fields.Many2one("res.users", "Sent by", readonly=True, copy=False)

    def _prepare_set_off(self, company, partner, currency, is_agreed):
        """Create a draft about the mutual debts of a customer, the oldest due settled first.

        :param is_agreed: whether claims that aren't due yet take part
        """
        draft = self.with_company(company).create(
            {
                "company_id": company.id,
                "partner_id": partner.id,
                "currency_id": currency.id,
                "date": company._debt_today(),
                "is_set_off": True,
                "is_agreed": is_agreed,
            }
        )
        draft.action_load()
        if not is_agreed:
            draft.line_ids.filtered(
                lambda line: line.account_type == "asset_receivable" and line.date_due >= draft.date
            ).unlink()
        draft.action_fill()
        draft.line_ids.filtered(lambda line: not line.amount).unlink()
        return draft

    def action_send_notice(self):
        """Send the statement to the customer: a set-off takes effect when it reaches him."""
        for settlement in self:
            settlement._mail_paper("debt_collection.mail_template_settlement")
            settlement._mark("notice")
            settlement._tell_case(
                self.env._("%(document)s sent.", document=settlement._get_html_link())
            )
