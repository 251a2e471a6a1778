from odoo import models


class DebtAction(models.Model):
    _name = "debt.action"
    _inherit = ["debt.action", "debt.counters.mixin"]

    def _get_counters(self, domain):
        groups = self._read_group(domain, ["state", "has_remarks"], ["__count", "amount:sum"])
        totals = {(state, remarks): (count, amount) for state, remarks, count, amount in groups}
        failed = sum(count for (state, _r), (count, _a) in totals.items() if state == "failed")
        return [
            self._tile(
                "with_remarks",
                self.env._("With remarks"),
                *totals.get(("waiting", True), (0, 0.0)),
                tone="warning",
            ),
            self._tile(
                "without_remarks",
                self.env._("Without remarks"),
                *totals.get(("waiting", False), (0, 0.0)),
                tone="info",
            ),
            self._tile("failed", self.env._("Failed"), failed, tone="danger"),
        ]

    def action_open_case(self):
        self.ensure_one()
        return self.case_id.get_formview_action()
