from odoo import fields, models


class DebtPlanWizardLine(models.TransientModel):
    """An instalment before there is an agreement: may still be changed by hand."""

    _name = "debt.plan.wizard.line"
    _description = "Instalment to be Agreed"
    _order = "date_due, id"

    wizard_id = fields.Many2one("debt.plan.wizard", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    date_due = fields.Date("Due date", required=True)
    amount = fields.Monetary(required=True)
    principal = fields.Monetary(readonly=True)
    interest = fields.Monetary("Interest and costs", readonly=True)
    balance = fields.Monetary("Principal left", readonly=True)

    def _values(self):
        names = ("date_due", "amount", "principal", "interest", "balance")
        return {name: self[name] for name in names}
