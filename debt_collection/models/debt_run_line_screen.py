from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ..tools.toast import toast
from .debt_run_diff import OUT

_lt = LazyTranslate(__name__)
# what would have to happen for another decision, by the beginning of the reason
CHANGES = {
    "out": _lt("A payment, a promise, a dispute, an agreement or a hold before it leaves."),
    "hold_": _lt("The end of what holds it; a dispute or a promise ends when it is decided."),
    "credit": _lt("The credit being matched with other documents or paid back."),
    "small": _lt("A greater amount overdue, or another minimum amount."),
    "remainder": _lt("The remainder being written off, or another limit of remainders."),
    "young": _lt("More days overdue."),
    "pause": _lt("The pause going by."),
    "calls": _lt("The pause between calls going by."),
    "reply": _lt("Somebody reading the reply."),
    "needs_": _lt("The earlier step being done, posted or delivered, or its deadline passing."),
    "no_channel": _lt("An e-mail address of the customer."),
    "suspected_": _lt("The payment being matched, or its not being his."),
    "bank_stale": _lt("Newer bank statements."),
    "no_followup": _lt("The mark in accounting being taken away."),
    "before_start": _lt("Another first day of collection in the settings."),
    "accessory": _lt("A letter about the principal."),
}


class DebtRunLine(models.Model):
    _name = "debt.run.line"
    _inherit = ["debt.run.line", "debt.counters.mixin"]

    economics_text = fields.Char("What it may bring", compute="_compute_economics_text")
    changes_text = fields.Char("What would change it", compute="_compute_changes_text")
    step_day = fields.Char(related="step_id.day_label", string="Its day")
    step_conditions = fields.Text(related="step_id.condition_label", string="Only if")

    def _get_counters(self, domain):
        """Results of the run; then the run before, and all differences up to what goes out now."""
        totals = defaultdict(lambda: (0, 0.0))
        groups = self._read_group(
            domain,
            ["outcome", "change"],
            ["__count", "amount:sum", "amount_change:sum", "amount_before:sum"],
        )
        for outcome, change, count, amount, difference, amount_before in groups:
            self._add_up(totals, outcome, count, amount)
            self._add_up(totals, change, count, difference)
            self._add_up(totals, "before", 0, amount_before)
            if outcome in OUT:
                self._add_up(totals, "now", count, amount)
        tiles = [
            self._tile(name, label, *totals[key], tone=tone)
            for key, name, label, tone in self._outcome_tiles()
        ]
        if any(change for _outcome, change, *_rest in groups):
            tiles += self._difference_tiles(domain, totals)
        return tiles

    def _add_up(self, totals, key, count, amount):
        seen, money = totals[key]
        totals[key] = (seen + count, money + (amount or 0.0))

    def _outcome_tiles(self):
        return [
            ("1_out", "out", self.env._("Goes out"), ""),
            ("2_approval", "approval", self.env._("To approve"), "info"),
            ("3_task", "task", self.env._("Tasks"), ""),
            ("4_waits", "waits", self.env._("Waits"), "warning"),
            ("5_held", "held", self.env._("Held"), ""),
            ("7_failed", "failed", self.env._("Failed"), "danger"),
        ]

    def _difference_tiles(self, domain, totals):
        """Tiles whose amounts add up: left of the run before, differences, what goes out now."""
        domain = Domain(domain)
        earlier = self.search_count(domain & Domain("amount_before", ">", 0))
        same = Domain("change", "=", "same") & Domain("amount_change", "!=", 0)
        other = (self.search_count(domain & same), totals["same"][1])
        changes = [
            ("change_new", self.env._("New"), totals["new"]),
            ("change_moved", self.env._("Moved"), totals["moved"]),
            ("change_held", self.env._("Now held"), totals["held"]),
            ("change_dropped", self.env._("Dropped"), totals["dropped"]),
            ("change_amount", self.env._("Other amount"), other),
        ]
        return [
            self._tile(
                "before", self.env._("Left of the run before"), earlier, totals["before"][1]
            ),
            *(self._tile(name, label, *figures) for name, label, figures in changes),
            self._tile("now", self.env._("= this run"), *totals["now"]),
        ]

    @api.depends("case_id.economics", "step_id")
    @api.depends_context("lang")
    def _compute_economics_text(self):
        # lines of colleagues' customers are shown, their cases may not be readable
        readable = self.case_id._filtered_access("read")
        for line in self:
            case = line.case_id & readable
            is_paid = bool(line.step_id) and (case.economics or {}).get("step") == line.step_id.id
            line.economics_text = is_paid and case.economics_text

    @api.depends("outcome", "reason")
    @api.depends_context("lang")
    def _compute_changes_text(self):
        for line in self:
            key = "out" if line.outcome in OUT else line.reason or ""
            found = (text for start, text in CHANGES.items() if key.startswith(start))
            text = next(found, None) if line.outcome != "6_dropped" else None
            line.changes_text = text and self.env._(text)

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
