from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class DebtDebtor(models.Model):
    """What a customer promised and what he complained of."""

    _inherit = "debt.debtor"

    promise_ids = fields.One2many("debt.promise", "debtor_id")
    dispute_ids = fields.One2many("debt.dispute", "debtor_id")


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

    @api.model
    def _broken_since(self, debtors, day):
        """Return {debtor: number of promises broken on or after `day` (date)}; one query."""
        groups = self._read_group(
            [
                ("debtor_id", "in", debtors.ids),
                ("state", "=", "broken"),
                ("judged_on", ">=", day),
            ],
            ["debtor_id"],
            ["__count"],
        )
        counts = dict.fromkeys(debtors, 0)
        counts.update(groups)
        return counts
