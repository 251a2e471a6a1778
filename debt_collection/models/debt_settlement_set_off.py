from odoo import fields, models


class DebtSettlement(models.Model):
    """Set-off (kompensata): mutual debts matched in one statement and one posting."""

    _inherit = "debt.settlement"

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
