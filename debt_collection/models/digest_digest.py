from odoo import fields, models
from odoo.exceptions import AccessError


class DigestDigest(models.Model):
    """Figures of collection in Odoo's own digests."""

    _inherit = "digest.digest"

    kpi_debt_overdue = fields.Boolean("Overdue receivables")
    kpi_debt_overdue_value = fields.Monetary(compute="_compute_kpi_debt_overdue_value")
    kpi_debt_recovered = fields.Boolean("Overdue money received")
    kpi_debt_recovered_value = fields.Monetary(compute="_compute_kpi_debt_recovered_value")
    kpi_debt_new_cases = fields.Boolean("New collection cases")
    kpi_debt_new_cases_value = fields.Integer(compute="_compute_kpi_debt_new_cases_value")
    kpi_debt_promised = fields.Boolean("Payments promised")
    kpi_debt_promised_value = fields.Monetary(compute="_compute_kpi_debt_promised_value")
    kpi_debt_broken = fields.Boolean("Broken promises")
    kpi_debt_broken_value = fields.Monetary(compute="_compute_kpi_debt_broken_value")
    kpi_debt_dso = fields.Boolean("DSO (days)")
    kpi_debt_dso_value = fields.Float(compute="_compute_kpi_debt_dso_value")

    def _compute_kpi_debt_overdue_value(self):
        self._set_debt_kpi(
            "kpi_debt_overdue_value",
            lambda result, company, first, last: sum(result._overdue(company, last).values()),
        )

    def _compute_kpi_debt_recovered_value(self):
        self._set_debt_kpi(
            "kpi_debt_recovered_value",
            lambda result, *period: sum(result._recovered(*period).values()),
        )

    def _compute_kpi_debt_new_cases_value(self):
        self._set_debt_kpi(
            "kpi_debt_new_cases_value",
            lambda result, company, first, last: sum(
                result._cases(company, "overdue_since", first, last).values()
            ),
        )

    def _compute_kpi_debt_promised_value(self):
        self._set_debt_kpi(
            "kpi_debt_promised_value",
            lambda result, *period: sum(result._promises(*period)["promised"].values()),
        )

    def _compute_kpi_debt_broken_value(self):
        self._set_debt_kpi(
            "kpi_debt_broken_value",
            lambda result, *period: sum(result._promises(*period)["broken"].values()),
        )

    def _compute_kpi_debt_dso_value(self):
        self._set_debt_kpi(
            "kpi_debt_dso_value",
            lambda result, company, first, last: result._dso(company, last),
        )

    def _set_debt_kpi(self, name, figure):
        """Set the field `name` to `figure(debt.result, company, first day, last day)`.

        :raises AccessError: for users without collection; Odoo leaves the figure out of their mail
        """
        if not self.env.user.has_group("debt_collection.group_collector"):
            raise AccessError(self.env._("Only the people of collections see these figures."))
        start, end, _companies = self._get_kpi_compute_parameters()
        for digest in self:
            company = digest.company_id or self.env.company
            calendar = self.env["debt.calendar"]
            # a period ends now: the day it began was the last of the period before
            first, last = (
                calendar._local(company, fields.Datetime.to_datetime(moment)).date()
                for moment in (start, end)
            )
            days = (fields.Date.add(first, days=1), last)
            digest[name] = figure(self.env["debt.result"], company, *days)

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        cases = self.env.ref("debt_collection.debt_case_action").id
        promises = self.env.ref("debt_collection.debt_promise_action").id
        return {
            **actions,
            "kpi_debt_overdue": cases,
            "kpi_debt_new_cases": cases,
            "kpi_debt_promised": promises,
            "kpi_debt_broken": promises,
        }
