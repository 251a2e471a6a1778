from odoo import fields, models


class ResCompany(models.Model):
    """How debts are told apart by age; whether letters wait until the books tie out."""

    _inherit = "res.company"

    debt_aging_set_id = fields.Many2one(
        "debt.aging.set",
        "Aging buckets",
        help="What reports and the nightly snapshot use. Empty: the first set.",
    )
    debt_tie_gate = fields.Boolean(
        "Wait until the portfolio ties out",
        help="Nothing leaves after the due date while open items don't add up to the receivable "
        "accounts, unless the head releases it.",
    )
    debt_snapshot_keep = fields.Integer(
        "Snapshots kept (days)",
        default=1100,
        help="The last night of each month is kept for ever.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_aging_set_id = fields.Many2one(related="company_id.debt_aging_set_id", readonly=False)
    debt_tie_gate = fields.Boolean(related="company_id.debt_tie_gate", readonly=False)
    debt_snapshot_keep = fields.Integer(related="company_id.debt_snapshot_keep", readonly=False)
