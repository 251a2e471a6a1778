from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class DebtAsOf(models.TransientModel):
    """Claims as of a day, past or future: what was owed and what interest it bore then."""

    _name = "debt.as.of"
    _description = "Claims as of a Day"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    day = fields.Date(required=True, default=lambda self: self.env.company._debt_today())
    overdue_only = fields.Boolean("Only what was overdue", default=True)

    def action_open(self):
        """Open the items of that day; their figures are computed for it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_claim_action")
        title = self.env._("Claims as of %(date)s", date=format_date(self.env, self.day))
        return {
            **action,
            # the client shows the display name, which would be that of the plain list
            "name": title,
            "display_name": title,
            "domain": list(self._items_domain()),
            "context": {"debt_as_of": fields.Date.to_string(self.day)},
            "target": "current",
        }

    def _items_domain(self):
        """Items that existed and weren't closed then; a later payment doesn't hide them."""
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("move_line_id.date", "<=", self.day)
        domain &= Domain("closed_on", "=", False) | Domain("closed_on", ">", self.day)
        if self.overdue_only:
            domain &= Domain("date_due", "<", self.day)
        return domain
