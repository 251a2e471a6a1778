from odoo import models
from odoo.fields import Domain


class DebtAction(models.Model):
    _name = "debt.action"
    _inherit = ["debt.action", "debt.counters.mixin"]

    def _get_counters(self, domain):
        groups = self._read_group(domain, ["state", "has_remarks"], ["__count", "amount:sum"])
        totals = {(state, remarks): (count, amount) for state, remarks, count, amount in groups}
        late = self._read_group(
            Domain(domain) & Domain("is_approval_overdue", "=", True),
            [],
            ["__count", "amount:sum"],
        )[0]
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
            self._tile(
                "waiting_long", self.env._("Waits over 2 working days"), *late, tone="danger"
            ),
            self._tile("failed", self.env._("Failed"), failed, tone="danger"),
        ]

    def action_open_case(self):
        self.ensure_one()
        return self.case_id.get_formview_action()
