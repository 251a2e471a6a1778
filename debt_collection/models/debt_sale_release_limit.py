from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import formatLang


class DebtSaleRelease(models.Model):
    """Who may release how much (PRACTICE 3): sales manager, head of receivables, board."""

    _inherit = "debt.sale.release"

    @api.model
    def _check_may_release(self, company, value):
        """Refuse a release above what the user may give.

        :param value: of the order, or the amount to be released; company currency
        :raises AccessError: saying who may
        """
        user = self.env.user
        if not user.has_group("debt_collection.group_release"):
            raise AccessError(self.env._("You may not release orders of customers on hold."))
        company_sudo = company.sudo()  # a sales manager may not read its settings
        compare = company.currency_id.compare_amounts
        limit, who = self._own_limit(company_sudo)
        if limit is not None and compare(value, limit) > 0:
            raise AccessError(
                self.env._(
                    "You may release orders up to %(limit)s. Above it, ask %(who)s.",
                    limit=formatLang(self.env, limit, currency_obj=company.currency_id),
                    who=who,
                )
            )

    @api.model
    def _own_limit(self, company):
        """Return (limit of the user or None, who decides above it)."""
        user = self.env.user
        if user.has_group("debt_collection.group_approver") or user == company.debt_approver_id:
            return None, ""
        if user.has_group("debt_collection.group_manager"):
            if not company.debt_approver_id:
                return None, ""  # nobody is above the head of receivables
            return company.debt_release_head_limit, company.debt_approver_id.name
        return company.debt_release_sales_limit, company._debt_head_name()
