from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class DebtDebtor(models.Model):
    """What a customer promised and what he complained of."""

    _inherit = "debt.debtor"

    promise_ids = fields.One2many("debt.promise", "debtor_id")
    dispute_ids = fields.One2many("debt.dispute", "debtor_id")
    promise_text = fields.Char(compute="_compute_promise_text")

    @api.depends("promise_ids.state")
    @api.depends_context("lang")
    def _compute_promise_text(self):
        """How he kept his word so far."""
        groups = self.env["debt.promise"]._read_group(
            [("debtor_id", "in", self.ids)], ["debtor_id", "state"], ["__count"]
        )
        counts = {(debtor, state): count for debtor, state, count in groups}
        for debtor in self:
            kept, part, broken = (
                counts.get((debtor, state), 0) for state in ("kept", "part_kept", "broken")
            )
            debtor.promise_text = bool(kept + part + broken) and self.env._(
                "Promises kept: %(kept)s, partly: %(part)s, broken: %(broken)s",
                kept=kept,
                part=part,
                broken=broken,
            )


class DebtCase(models.Model):
    _inherit = "debt.case"

    promise_ids = fields.One2many("debt.promise", "case_id")
    dispute_ids = fields.One2many("debt.dispute", "case_id")


class DebtPromise(models.Model):
    _inherit = "debt.promise"

    @api.model
    def _counted_from(self, company, day):
        """Return the first day whose broken promises still count on `day`."""
        return day - relativedelta(months=company.debt_promise_months)
