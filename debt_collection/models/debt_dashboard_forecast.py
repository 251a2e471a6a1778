from odoo import models
from odoo.fields import Domain


class DebtDashboard(models.AbstractModel):
    """The forecast: figures of `debt.forecast`, whose rows are listed behind them."""

    _inherit = "debt.dashboard"

    def _expected(self, company, day, people):
        """Return {(promise | plan | usual, Monday): company currency} from `day` on."""
        # sudo: see _result
        forecast = self.env["debt.forecast"].sudo()
        rows = forecast.with_context(
            allowed_company_ids=company.ids, debt_forecast_day=day
        )._read_group(self._domain_of(company, people), ["kind", "week:day"], ["amount:sum"])
        return {(kind, week): amount for kind, week, amount in rows}

    def _forecast_action(self, asked, kind, monday):
        """What makes up a bar's part."""
        domain = self._domain_of(asked["company"], asked["people"])
        domain &= Domain("kind", "=", kind) & Domain("week", "=", monday)
        return self._list_action("debt_forecast_action", domain, fill_temporal=0)
