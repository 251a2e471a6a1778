from odoo import models


class DebtSettlement(models.Model):
    """The printout of a manual settlement: a set-off statement has to reach the customer."""

    _inherit = "debt.settlement"

    def _fragment_template(self):
        return "debt_collection.settlement_body"
