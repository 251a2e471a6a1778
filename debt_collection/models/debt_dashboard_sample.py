from odoo import api, models

from ..tools import aging

# figures of a company that never was, in its currency; None: no figure
TILES = {
    "overdue": (1240000, -6, "success"),
    "recovered": (318000, 12, "success"),
    "promised": (210000, None, ""),
    "dso": (47, None, ""),
    "effectiveness": (82, None, ""),
}
BARS = {
    "aging": (2100, 520, 310, 180, 140, 90),
    "inflow": (60, 85, 72, 90, 110, 95, 70, 120, 105, 88, 130, 74),
    "phases": (640, 380, 220),
    "collectors": (520, 410, 310),
    "forecast": (90, 140, 75, 60, 40, 35, 20, 15),
    "trend": (980, 1010, 1120, 1090, 1180, 1260, 1320, 1290, 1310, 1280, 1300, 1320, 1240),
}


class DebtDashboard(models.AbstractModel):
    """Sample figures, shown in grey before anybody was collected from: this is how it will look."""

    _inherit = "debt.dashboard"

    @api.model
    def get_data(self, wishes=None):
        data = super().get_data(wishes)
        if data["empty"] and self._is_unused():
            data["sample"] = True
            data["tiles"] = [self._sample_tile(tile) for tile in data["tiles"]]
            data["start"] = self._start_action()
        return data

    @api.model
    def get_chart(self, key, wishes=None):
        chart = super().get_chart(key, wishes)
        return self._sample_chart(key, chart) if chart and self._is_unused() else chart

    def _is_unused(self):
        # sudo: a collector without cases isn't a company without them
        cases_sudo = self.env["debt.case"].sudo()
        return not cases_sudo.search_count([("company_id", "in", self.env.companies.ids)], limit=1)

    def _sample_tile(self, tile):
        value, delta, tone = TILES.get(tile["key"], (0, None, ""))
        return {**tile, "value": value, "delta": delta, "tone": tone, "action": False}

    def _sample_chart(self, key, chart):
        """The chart with bars in thousands; labels where an empty portfolio gives none."""
        figures = [thousands * 1000 for thousands in BARS.get(key, ())]
        labels = chart["labels"] or self._sample_labels(key)
        shares = (1.0, 0.6, 0.4)
        series = [
            {**one, "data": [figure * share for figure in figures[: len(labels)]]}
            for one, share in zip(chart["series"], shares, strict=False)
        ]
        return {**chart, "labels": labels, "series": series, "actions": [False for _ in labels]}

    def _sample_labels(self, key):
        if key == "aging":
            scope = self.env["debt.aging"]._usual_scope()
            return [self.env._("Not due yet"), *aging.names(scope.limits)]
        if key == "phases":
            return [name for _key, name in self._phases()[:3]]
        return [self.env._("Collector %s", letter) for letter in "ABC"]

    def _phases(self):
        return self.env["debt.case"]._fields["phase"]._description_selection(self.env)

    def _start_action(self):
        """The action that sets collection up, for those who may."""
        if not self.env.user.has_group("debt_collection.group_manager"):
            return False
        return self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_onboarding_action"
        )
