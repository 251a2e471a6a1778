from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.toast import toast


class DebtRunLine(models.Model):
    _name = "debt.run.line"
    _inherit = ["debt.run.line", "debt.counters.mixin"]

    economics_text = fields.Char("What it may bring", compute="_compute_economics_text")

    def _get_counters(self, domain):
        totals = {}
        groups = self._read_group(domain, ["outcome", "change"], ["__count", "amount:sum"])
        for outcome, change, count, amount in groups:
            for key in (outcome, change):
                seen, money = totals.get(key, (0, 0.0))
                totals[key] = (seen + count, money + amount)
        tiles = [
            ("1_out", "out", self.env._("Goes out"), ""),
            ("2_approval", "approval", self.env._("To approve"), "info"),
            ("3_task", "task", self.env._("Tasks"), ""),
            ("4_waits", "waits", self.env._("Waits"), "warning"),
            ("5_held", "held", self.env._("Held"), ""),
            ("7_failed", "failed", self.env._("Failed"), "danger"),
            ("new", "change_new", self.env._("New"), ""),
            ("moved", "change_moved", self.env._("Moved"), ""),
            ("dropped", "change_dropped", self.env._("Dropped"), ""),
        ]
        return [
            self._tile(name, label, *totals.get(key, (0, 0.0)), tone=tone)
            for key, name, label, tone in tiles
        ]

    @api.depends("case_id.economics", "step_id")
    @api.depends_context("lang")
    def _compute_economics_text(self):
        for line in self:
            found = line.case_id.economics or {}
            is_paid = bool(line.step_id) and found.get("step") == line.step_id.id
            line.economics_text = is_paid and line.case_id.economics_text

    def action_open_case(self):
        self.ensure_one()
        return self.case_id.get_formview_action()

    def action_open_documents(self):
        """Open the journal items that this line is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.partner_id.display_name,
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "domain": [("id", "in", self.move_line_ids or [])],
        }

    @api.model
    def action_turn_on(self):
        """Turn automatic collection on for the current company: the first night follows."""
        if not self.env.user.has_group("debt_collection.group_manager"):
            raise AccessError(self.env._("Only the head of receivables turns collection on."))
        # the head isn't an administrator, but this switch is his
        self.env.company.sudo().debt_automation = True
        message = self.env._("Automatic collection is on. The first run follows tonight.")
        return toast(message, self.env["debt.case"].action_home())
