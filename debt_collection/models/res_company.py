from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    # automation
    debt_automation = fields.Boolean(
        "Automatic collection", help="Off: previews only, nothing is planned or sent."
    )
    debt_run_hour = fields.Float("Nightly run at", default=2.0)
    debt_start_mode = fields.Selection(
        [
            ("from_date", "From today's due dates on"),
            ("gently", "Also what is overdue up to some days, gently"),
            ("all", "All overdue"),
        ],
        "Starts with",
        default="from_date",
        required=True,
    )
    debt_start_date = fields.Date("Due dates from")
    debt_start_days = fields.Integer("Overdue up to (days)", default=90)
    debt_onboarded = fields.Boolean(copy=False)
    debt_strategy_id = fields.Many2one("debt.strategy", "Strategy for most customers")
    debt_head_id = fields.Many2one("res.users", "Head of receivables")
    debt_approver_id = fields.Many2one("res.users", "Board or CFO")
    debt_due_roll = fields.Boolean(
        "Due date on a day off moves to the next working day",
        default=True,
        help="Polish Civil Code, art. 115.",
    )
    # bank data
    debt_freshness_gate = fields.Boolean("Wait for fresh bank data", default=True)
    # contact hours (local time) and limits
    debt_email_from = fields.Float(default=8.0)
    debt_email_until = fields.Float(default=16.0)
    debt_phone_from = fields.Float(default=9.0)
    debt_phone_until = fields.Float(default=18.0)
    debt_group_pause = fields.Boolean("One voice for all companies of the group")
    # letters
    debt_paylink_limit = fields.Monetary("Payment link up to", default=15000.0)
    debt_krs = fields.Char("KRS number")
    debt_court = fields.Char("Register court", help="As printed on letters: court and department.")
    debt_share_capital = fields.Char("Share capital")
    debt_bdo = fields.Char("BDO number")
    debt_letter_person = fields.Char(
        "Contact person on letters", help="Empty: the collector of the case."
    )
    debt_run_keep = fields.Integer("Runs kept", default=60)
