from odoo import api, models
from odoo.tools import SQL

from ..tools import confidence

# shares of sums, not averages of shares: {aggregate: SQL of the fields named in it}
RATIOS = {
    "recovery_rate:avg": "SUM(%(recovered)s) / NULLIF(SUM(%(amount)s), 0)",
    "cost_per_100:avg": "100 * SUM(%(cost)s) / NULLIF(SUM(%(recovered)s), 0)",
    "days:avg": "SUM(%(days)s * %(recovered)s) / NULLIF(SUM(%(recovered)s), 0)",
}
ENDS = ("rate_low:avg", "rate_high:avg")
USED = ("recovered", "amount", "cost", "days", "paid_rate")


class DebtEffect(models.Model):
    """Shares of groups: weighted, and with the interval in which the true one lies."""

    _inherit = "debt.effect"

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec not in RATIOS and aggregate_spec not in ENDS:
            return super()._read_group_select(aggregate_spec, query)
        columns = {name: self._field_to_sql(self._table, name, query) for name in USED}
        if aggregate_spec in ENDS:
            return SQL("ARRAY[SUM(%s), COUNT(*)]", columns["paid_rate"])
        return SQL(RATIOS[aggregate_spec], **columns)

    def _read_group_postprocess_aggregate(self, aggregate_spec, raw_values):
        if aggregate_spec not in ENDS:
            return super()._read_group_postprocess_aggregate(aggregate_spec, raw_values)
        end = ENDS.index(aggregate_spec)
        return (self._interval_end(value, end) for value in raw_values)

    def _interval_end(self, counted, end):
        """One end of the interval of (hits, count); False where too few cases tell nothing."""
        # the sum of no rows is NULL
        hits, count = (int(number or 0) for number in counted or (0, 0))
        return confidence.wilson(hits, count)[end] if count >= confidence.LEAST else False

    @api.model
    def action_open(self):
        """Open the report; its name states the rule by which money counts for a step."""
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_effect_action")
        days = self.env.company.debt_effect_days
        name = self.env._(
            "Effectiveness: money within %(days)s days after a step, before the next", days=days
        )
        if len(self.env.companies.currency_id) > 1:
            name = self.env._(
                "%(name)s; all in %(currency)s, at the rates of the days of the steps",
                name=name,
                currency=self.env.company.currency_id.name,
            )
        # the client shows the display name, where there is one
        return {**action, "name": name, "display_name": name}
