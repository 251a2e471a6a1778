from odoo import api, fields, models


class DebtCompensationWizard(models.TransientModel):
    """Propose compensation notes for one, some or all customers."""

    _name = "debt.compensation.wizard"
    _description = "Propose Compensation"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", domain="[('parent_id', '=', False)]"
    )
    date = fields.Date("Issued on", required=True)
    min_days = fields.Integer("Late for at least (days)")
    min_amount = fields.Float("Gross at least (PLN)", digits=(16, 2))

    @api.model
    def default_get(self, fields_list):
        company = self.env.company
        return {
            "date": company._debt_today(),
            "min_days": company.debt_compensation_days,
            "min_amount": company.debt_compensation_amount,
            **super().default_get(fields_list),
        }

    def action_propose(self):
        """Make the drafts and show them; without any, show what is listed and why."""
        self.ensure_one()
        company = self.company_id
        # limits the user left alone don't overrule those agreed for single customers
        same_days = self.min_days == company.debt_compensation_days
        same_amount = self.min_amount == company.debt_compensation_amount
        notes = self.env["debt.compensation"]._propose(
            company,
            self.date,
            partners=self.partner_ids or None,
            min_days=None if same_days else self.min_days,
            min_amount=None if same_amount else self.min_amount,
        )
        name = "debt_compensation_action" if notes else "debt_compensation_line_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(f"debt_collection.{name}")
        domain = [("id", "in", notes.ids)] if notes else [("company_id", "=", company.id)]
        return {**action, "domain": domain, "context": {}, "target": "main"}
