from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_note_monthly = fields.Boolean(related="company_id.debt_note_monthly", readonly=False)
    debt_note_reinstated = fields.Boolean(related="company_id.debt_note_reinstated", readonly=False)
    debt_note_sms = fields.Boolean(related="company_id.debt_note_sms", readonly=False)
    debt_note_minimum = fields.Monetary(
        related="company_id.debt_note_minimum",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_note_posting = fields.Selection(related="company_id.debt_note_posting", readonly=False)
    debt_note_journal_id = fields.Many2one(
        related="company_id.debt_note_journal_id", readonly=False
    )
    debt_note_accrued_account_id = fields.Many2one(
        related="company_id.debt_note_accrued_account_id", readonly=False
    )
    debt_note_income_account_id = fields.Many2one(
        related="company_id.debt_note_income_account_id", readonly=False
    )
