from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _debt_today(self):
        """Return the company's local date: at 00:30 in Warsaw it is already the new day."""
        self.ensure_one()
        return self.env["debt.calendar"]._now(self).date()
