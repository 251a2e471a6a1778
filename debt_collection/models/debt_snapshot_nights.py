from odoo import api, models
from odoo.fields import Domain

# conditions on these say which nights are asked for, all others which of their rows
OF_NIGHTS = {"date", "company_id", "is_last"}


class DebtSnapshot(models.Model):
    """What is open is a stock: whatever the grouping, a group shows the last night in it."""

    _inherit = "debt.snapshot"

    @api.model
    def _read_group(self, domain, groupby=(), *args, **kwargs):
        if not self.env.context.get("debt_all_nights"):
            domain = Domain(domain) & self._last_nights(domain, groupby)
        return super()._read_group(domain, groupby, *args, **kwargs)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        # each set has nights of its own: a total isn't the sum of the months beside it
        return [
            self._read_group(
                domain, groupby, aggregates, order=self._order_of(order, [*groupby, *aggregates])
            )
            for groupby in grouping_sets
        ]

    def _order_of(self, order, names):
        """The parts of `order` that have to do with `names`; None: there are none."""
        parts = [part.strip() for part in (order or "").split(",")]
        return ", ".join(part for part in parts if part.split(" ")[0] in names) or None

    @api.model
    def web_read_group(self, domain, groupby, *args, **kwargs):
        """Rows below a group are those it counts, so that they add up to it."""
        nights = self._last_nights(domain, groupby)
        result = super().web_read_group(Domain(domain) & nights, groupby, *args, **kwargs)
        for group in result["groups"]:
            group["__extra_domain"] = list(Domain(group["__extra_domain"]) & nights)
        return result

    def _last_nights(self, domain, groupby):
        """Return the domain of the nights that groups of the rows in `domain` show.

        That is of each company the last one in each period by which they are grouped; of all,
        where they are grouped by no date.
        """
        dates = [name for name in groupby if name.partition(":")[0] == "date"]
        if "date:day" in dates:
            return Domain.TRUE
        # a collector without a row in the last night has nothing open in it
        asked = Domain(domain).optimize(self).map_conditions(self._of_night)
        every = self.with_context(debt_all_nights=True)
        rows = every._read_group(asked, ["company_id", *dates], ["date:max"])
        days = {}
        for company, *_periods, day in rows:
            days.setdefault(company.id, []).append(day)
        return Domain.OR(
            Domain("company_id", "=", company_id) & Domain("date", "in", nights)
            for company_id, nights in days.items()
        )

    def _of_night(self, condition):
        field = condition.field_expr.partition(".")[0]
        return condition if field in OF_NIGHTS else Domain.TRUE
