from odoo import fields, models

from .debt_trial import VARIANTS


class DebtTrialMember(models.Model):
    """A customer who takes part in a trial, and since when."""

    _name = "debt.trial.member"
    _description = "Customer in a Trial"
    _order = "date, id"
    _log_access = False
    _rec_name = "debtor_id"

    trial_id = fields.Many2one("debt.trial", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="trial_id.company_id")
    debtor_id = fields.Many2one("debt.debtor", "Customer", required=True, ondelete="cascade")
    variant = fields.Selection(VARIANTS, required=True)
    date = fields.Date("Since", required=True)

    _once = models.UniqueIndex("(debtor_id, trial_id)", "A customer takes part once.")
