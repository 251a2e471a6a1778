from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    # record rules look through it at who stands in for a collector today
    debt_collector_row_ids = fields.One2many(
        "debt.collector", "user_id", "Collectors with their limits"
    )
