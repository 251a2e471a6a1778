from odoo import models


class SmsTemplate(models.Model):
    _inherit = "sms.template"

    def write(self, vals):
        result = super().write(vals)
        if "model_id" in vals:
            # rules looked at it before: a text of collection mustn't become one of another model
            self.check_access("write")
        return result
