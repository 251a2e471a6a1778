from odoo import fields, models


class DebtCase(models.Model):
    """Who the customer is, beside what he owes."""

    _inherit = "debt.case"

    profile = fields.Selection(related="debtor_id.profile", string="Payment profile")
    profile_why = fields.Char(related="debtor_id.profile_why")
    profile_graph = fields.Text(related="debtor_id.profile_graph")
    days_late_avg = fields.Float(related="debtor_id.days_late_avg")
    late_share = fields.Float(related="debtor_id.late_share")
    late_trend = fields.Float(related="debtor_id.late_trend")
    turnover_24 = fields.Monetary(related="debtor_id.turnover_24")
    lifetime_value = fields.Monetary(related="debtor_id.lifetime_value")
    lifetime_margin = fields.Monetary(related="debtor_id.lifetime_margin")
    margin_percent = fields.Float(related="debtor_id.margin_percent")
    exposure = fields.Monetary(related="debtor_id.exposure")
    sale_condition = fields.Selection(related="debtor_id.sale_condition")
    collection_cost = fields.Monetary(related="debtor_id.collection_cost")
    loss_risk = fields.Selection(related="debtor_id.loss_risk")
    worth_text = fields.Char(related="debtor_id.worth_text")
    insurance_notify_on = fields.Date(related="debtor_id.insurance_notify_on")
    # written by the run and the refresh
    limitation_date = fields.Date(
        "Limitation", readonly=True, help="The first day after which an item is time-barred."
    )

    def action_open_payments(self):
        """List when this customer paid, in all years."""
        self.ensure_one()
        return self.env["debt.delay"]._open_for(self.partner_id)
