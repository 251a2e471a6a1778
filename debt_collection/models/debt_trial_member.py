from odoo import api, fields, models
from odoo.tools import SQL

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

    @api.model
    def _join(self, drawn, day):
        """Take customers into their trials from `day` on; who takes part already stays as he is.

        :param drawn: [(debtor id, trial id, variant)]
        """
        if not drawn:
            return
        debtors, trials, variants = map(list, zip(*drawn, strict=True))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO debt_trial_member (debtor_id, trial_id, variant, date)
                SELECT n.debtor_id, n.trial_id, n.variant, %s
                  FROM unnest(%s, %s, %s) AS n (debtor_id, trial_id, variant)
                ON CONFLICT (debtor_id, trial_id) DO NOTHING
                """,
                day,
                debtors,
                trials,
                variants,
            )
        )
        self.invalidate_model()

    _once = models.UniqueIndex("(debtor_id, trial_id)", "A customer takes part once.")


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _relink(self, losers):
        """Of customers who become one, one takes part in a trial: who began first."""
        members = self.env["debt.trial.member"].search([("debtor_id", "in", (self | losers).ids)])
        for same in members.grouped("trial_id").values():
            same[1:].unlink()
        return super()._relink(losers)
