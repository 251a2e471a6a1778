from odoo import api, fields, models

from .debt_debtor import PROFILES
from .debt_debtor_profile import SALE_CONDITIONS

COLLECTORS = "debt_collection.group_collector"
# field of the partner: field of the debtor
CARD = {
    "debt_debtor_id": "id",
    "debt_days_late_avg": "days_late_avg",
    "debt_late_share": "late_share",
    "debt_lifetime_value": "lifetime_value",
    "debt_margin_percent": "margin_percent",
    "debt_turnover_24": "turnover_24",
    "debt_exposure": "exposure",
    "debt_case_count": "case_count",
    "debt_profile_by_rule": "profile_found",
    "debt_profile_why": "profile_why",
    "debt_profile_graph": "profile_graph",
    "debt_sale_condition": "sale_condition",
}


class ResPartner(models.Model):
    """The customer card: how he pays, what he brings in; for collectors only."""

    _inherit = "res.partner"

    debt_debtor_id = fields.Many2one("debt.debtor", compute="_compute_debt_card", groups=COLLECTORS)
    debt_days_late_avg = fields.Float(
        "Average days late", compute="_compute_debt_card", groups=COLLECTORS, digits=(16, 1)
    )
    debt_late_share = fields.Float(
        "Paid late (%)", compute="_compute_debt_card", groups=COLLECTORS, digits=(16, 1)
    )
    debt_lifetime_value = fields.Monetary(
        "Invoiced in all",
        compute="_compute_debt_card",
        groups=COLLECTORS,
        currency_field="debt_currency_id",
    )
    debt_margin_percent = fields.Float(
        "Margin (%)", compute="_compute_debt_card", groups=COLLECTORS, digits=(16, 1)
    )
    debt_turnover_24 = fields.Monetary(
        "Turnover of 24 months",
        compute="_compute_debt_card",
        groups=COLLECTORS,
        currency_field="debt_currency_id",
    )
    debt_exposure = fields.Monetary(
        "Open in all",
        compute="_compute_debt_card",
        groups=COLLECTORS,
        currency_field="debt_currency_id",
    )
    debt_case_count = fields.Integer(
        "Number of cases", compute="_compute_debt_card", groups=COLLECTORS
    )
    debt_profile_by_rule = fields.Selection(
        PROFILES, "Profile by the rules", compute="_compute_debt_card", groups=COLLECTORS
    )
    debt_profile_why = fields.Char(
        "Why this profile", compute="_compute_debt_card", groups=COLLECTORS
    )
    debt_profile_graph = fields.Text(
        "Days late by month", compute="_compute_debt_card", groups=COLLECTORS
    )
    debt_sale_condition = fields.Selection(
        SALE_CONDITIONS, "Sale condition", compute="_compute_debt_card", groups=COLLECTORS
    )

    @api.depends_context("company", "lang")
    @api.depends("commercial_partner_id")
    def _compute_debt_card(self):
        by_partner = self._debt_debtors()
        for partner in self:
            debtor = by_partner.get(partner)
            for name, source in CARD.items():
                partner[name] = debtor[source] if debtor else False

    def action_debt_debtor(self):
        """Open all that collection knows of this customer."""
        self.ensure_one()
        return self.debt_debtor_id._get_records_action()
