from decimal import Decimal

from odoo import fields, models

from ..tools.work import work_cost


class ResCompany(models.Model):
    """What the work of collecting costs a company."""

    _inherit = "res.company"

    debt_hour_cost = fields.Monetary(
        "An hour of work costs",
        help="With all that comes on top of the wage. Zero: the time of people isn't valued.",
    )
    debt_sms_cost = fields.Monetary("An SMS costs", help="Counted where its step says nothing.")
    debt_group_partner_ids = fields.Many2many(
        "res.partner",
        "res_company_debt_group_rel",
        string="Companies of the same group",
        domain=[("is_company", "=", True)],
        help="Left out of the report of payment practices, like the companies of this database.",
    )

    _debt_work_costs = models.Constraint(
        "CHECK (debt_hour_cost >= 0 AND debt_sms_cost >= 0)", "Costs can't be negative."
    )

    def _debt_group_partners(self):
        """Return the customers and vendors that belong to the same group of companies."""
        # sudo: which companies there are is read for a sum only
        own_sudo = self.env["res.company"].sudo().search([]).partner_id
        return (own_sudo | self.sudo().debt_group_partner_ids).commercial_partner_id

    def _debt_work_cost(self, minutes):
        """Return what so many minutes of work cost now, a Decimal in the company's currency."""
        self.ensure_one()
        cent = Decimal(1).scaleb(-self.currency_id.decimal_places)
        return work_cost(Decimal(str(minutes)), Decimal(str(self.debt_hour_cost)), cent)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_hour_cost = fields.Monetary(
        related="company_id.debt_hour_cost", readonly=False, currency_field="debt_currency_id"
    )
    debt_sms_cost = fields.Monetary(
        related="company_id.debt_sms_cost", readonly=False, currency_field="debt_currency_id"
    )
    debt_group_partner_ids = fields.Many2many(
        related="company_id.debt_group_partner_ids", readonly=False
    )
