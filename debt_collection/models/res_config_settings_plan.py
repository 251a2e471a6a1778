from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Instalment agreements."""

    _inherit = "res.config.settings"

    debt_plan_missed = fields.Integer(related="company_id.debt_plan_missed", readonly=False)
    debt_plan_grace = fields.Integer(related="company_id.debt_plan_grace", readonly=False)
    debt_plan_last_days = fields.Integer(related="company_id.debt_plan_last_days", readonly=False)
    debt_plan_offer_days = fields.Integer(related="company_id.debt_plan_offer_days", readonly=False)
    debt_plan_collector_count = fields.Integer(
        related="company_id.debt_plan_collector_count", readonly=False
    )
    debt_plan_collector_amount = fields.Monetary(
        related="company_id.debt_plan_collector_amount",
        readonly=False,
    )
    debt_plan_head_amount = fields.Monetary(
        related="company_id.debt_plan_head_amount",
        readonly=False,
    )
    debt_waiver_collector = fields.Monetary(
        related="company_id.debt_waiver_collector",
        readonly=False,
    )
    debt_waiver_head = fields.Monetary(
        related="company_id.debt_waiver_head",
        readonly=False,
    )
