from odoo import api, models
from odoo.fields import Domain


class DebtAction(models.Model):
    _name = "debt.action"
    _inherit = ["debt.action", "debt.counters.mixin"]

    def _get_counters(self, domain):
        groups = self._read_group(domain, ["state", "has_remarks"], ["__count", "amount:sum"])
        totals = {(state, remarks): (count, amount) for state, remarks, count, amount in groups}
        failed = sum(count for (state, _r), (count, _a) in totals.items() if state == "failed")
        late = self._sums(Domain(domain) & Domain("is_approval_overdue", "=", True))
        nothing = (0, 0.0)
        remarked, clean = (totals.get(("waiting", flag), nothing) for flag in (True, False))
        tiles = (
            ("with_remarks", self.env._("With remarks"), remarked, "warning"),
            ("without_remarks", self.env._("Without remarks"), clean, "info"),
            ("waiting_long", self.env._("Waits over 2 working days"), late, "danger"),
            ("failed", self.env._("Failed"), (failed, 0.0), "danger"),
        )
        return [self._tile(key, label, *sums, tone=tone) for key, label, sums, tone in tiles]

    @api.model
    def _sums(self, domain):
        return self._read_group(domain, [], ["__count", "amount:sum"])[0]

    def action_open_case(self):
        self.ensure_one()
        return self.case_id.get_formview_action()
