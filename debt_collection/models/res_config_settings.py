from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_automation = fields.Boolean(related="company_id.debt_automation", readonly=False)
    debt_run_hour = fields.Float(related="company_id.debt_run_hour", readonly=False)
    debt_start_mode = fields.Selection(related="company_id.debt_start_mode", readonly=False)
    debt_start_date = fields.Date(related="company_id.debt_start_date", readonly=False)
    debt_start_days = fields.Integer(related="company_id.debt_start_days", readonly=False)
    debt_strategy_id = fields.Many2one(related="company_id.debt_strategy_id", readonly=False)
    debt_collector_ids = fields.Many2many(related="company_id.debt_collector_ids", readonly=False)
    debt_head_id = fields.Many2one(related="company_id.debt_head_id", readonly=False)
    debt_approver_id = fields.Many2one(related="company_id.debt_approver_id", readonly=False)
    debt_due_roll = fields.Boolean(related="company_id.debt_due_roll", readonly=False)
    debt_freshness_gate = fields.Boolean(related="company_id.debt_freshness_gate", readonly=False)
    debt_email_from = fields.Float(related="company_id.debt_email_from", readonly=False)
    debt_email_until = fields.Float(related="company_id.debt_email_until", readonly=False)
    debt_phone_from = fields.Float(related="company_id.debt_phone_from", readonly=False)
    debt_phone_until = fields.Float(related="company_id.debt_phone_until", readonly=False)
    debt_group_pause = fields.Boolean(related="company_id.debt_group_pause", readonly=False)
    debt_currency_id = fields.Many2one(related="company_id.currency_id", string="Limit currency")
    debt_paylink_limit = fields.Monetary(
        related="company_id.debt_paylink_limit",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_krs = fields.Char(related="company_id.debt_krs", readonly=False)
    debt_court = fields.Char(related="company_id.debt_court", readonly=False)
    debt_share_capital = fields.Char(related="company_id.debt_share_capital", readonly=False)
    debt_bdo = fields.Char(related="company_id.debt_bdo", readonly=False)
    debt_letter_person = fields.Char(related="company_id.debt_letter_person", readonly=False)
    debt_run_keep = fields.Integer(related="company_id.debt_run_keep", readonly=False)
    debt_window_side = fields.Selection(related="company_id.debt_window_side", readonly=False)
    debt_window_x = fields.Float(related="company_id.debt_window_x", readonly=False)
    debt_window_y = fields.Float(related="company_id.debt_window_y", readonly=False)
    debt_fold_marks = fields.Boolean(related="company_id.debt_fold_marks", readonly=False)
    debt_letter_colors = fields.Boolean(related="company_id.debt_letter_colors", readonly=False)
    debt_qr = fields.Boolean(related="company_id.debt_qr", readonly=False)
    debt_qr_long = fields.Boolean(related="company_id.debt_qr_long", readonly=False)
    debt_qr_ascii = fields.Boolean(related="company_id.debt_qr_ascii", readonly=False)
    debt_portal_qr = fields.Boolean(related="company_id.debt_portal_qr", readonly=False)
    debt_sms_ascii = fields.Boolean(related="company_id.debt_sms_ascii", readonly=False)
    debt_sms_name = fields.Char(related="company_id.debt_sms_name", readonly=False)
    debt_note_days = fields.Integer(related="company_id.debt_note_days", readonly=False)
    debt_allocation_mode = fields.Selection(
        related="company_id.debt_allocation_mode", readonly=False
    )
    debt_cash_limit = fields.Monetary(
        related="company_id.debt_cash_limit", readonly=False, currency_field="debt_currency_id"
    )

    def action_debt_window_test(self):
        """Download a letter to oneself with the envelope's window drawn on it."""
        return self.company_id._debt_window_test()
