import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class DebtPartnerFilterMixin(models.AbstractModel):
    """A rule of one company or all that fits some customers: its condition on partners, run as one
    sub-select.
    """

    _name = "debt.partner.filter.mixin"
    _description = "Rule with a condition on customers"

    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    domain = fields.Char("Customers", help="Condition on customers.")

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self.filtered("domain"):
            try:
                self.env["res.partner"]._search(rule._partner_domain(self.env.company))
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                raise ValidationError(
                    self.env._("The condition on customers can't be read (%s).", error)
                ) from error

    @api.model
    def _of_company(self, company):
        """The rules of a company, in the order in which they are tried."""
        return self.search([("company_id", "in", [company.id, False])])

    def _partner_sql(self, company):
        """Return the sub-select of commercial partners this rule fits; None: it fits all.

        For `partner_id IN %s`.
        """
        domain = self._partner_domain(company)
        if domain.is_true():
            return None
        # sudo: whom a rule fits doesn't depend on who looks; archived customers owe money too
        partners = self.env["res.partner"].with_company(company).sudo()
        query = partners.with_context(active_test=False)._search(domain)
        return SQL("(%s)", query.select())

    def _partner_domain(self, company):
        """Return the condition as a Domain on res.partner; an override adds its own fields."""
        return Domain(ast.literal_eval(self.domain)) if self.domain else Domain.TRUE
