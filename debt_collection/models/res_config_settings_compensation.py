from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Compensation and write-off of remainders."""

    _inherit = "res.config.settings"

    debt_compensation_monthly = fields.Boolean(
        related="company_id.debt_compensation_monthly", readonly=False
    )
    debt_compensation_days = fields.Integer(
        related="company_id.debt_compensation_days", readonly=False
    )
    debt_compensation_amount = fields.Float(
        related="company_id.debt_compensation_amount", readonly=False
    )
    debt_compensation_quarter = fields.Integer(
        related="company_id.debt_compensation_quarter", readonly=False
    )
    debt_compensation_maturity = fields.Selection(
        related="company_id.debt_compensation_maturity", readonly=False
    )
    debt_compensation_journal_id = fields.Many2one(
        related="company_id.debt_compensation_journal_id", readonly=False
    )
    debt_compensation_account_id = fields.Many2one(
        related="company_id.debt_compensation_account_id", readonly=False
    )
    debt_remainder_propose = fields.Boolean(
        related="company_id.debt_remainder_propose", readonly=False
    )
    debt_remainder_journal_id = fields.Many2one(
        related="company_id.debt_remainder_journal_id", readonly=False
    )
    debt_remainder_account_id = fields.Many2one(
        related="company_id.debt_remainder_account_id", readonly=False
    )
    debt_charges_account_id = fields.Many2one(
        related="company_id.debt_charges_account_id", readonly=False
    )
    debt_overpaid_account_id = fields.Many2one(
        related="company_id.debt_overpaid_account_id", readonly=False
    )
