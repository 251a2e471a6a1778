from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_window_side = fields.Selection(
        [("right", "Right"), ("left", "Left")],
        "Envelope window",
        default="right",
        required=True,
        help="Where the window of the company's DL envelopes is.",
    )
    debt_window_x = fields.Float(
        "Address moved to the right (mm)", help="Negative: to the left. Try it on a test print."
    )
    debt_window_y = fields.Float("Address moved down (mm)", help="Negative: up.")
