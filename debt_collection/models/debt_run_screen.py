from odoo import api, fields, models


class DebtRun(models.Model):
    """What the run's screens show and start."""

    _inherit = "debt.run"

    warnings_text = fields.Text(compute="_compute_texts")
    timing_text = fields.Char("Seconds by stage", compute="_compute_texts")
    failed_line_ids = fields.One2many(
        "debt.run.line", "run_id", domain=[("outcome", "=", "7_failed")]
    )
    failed_action_ids = fields.One2many("debt.action", "run_id", domain=[("state", "=", "failed")])
    failed_action_count = fields.Integer(compute="_compute_failed_action_count")

    @api.depends("mode", "date")
    def _compute_display_name(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        for run in self:
            day = run.date and fields.Date.to_date(run.date)
            text = self.env["ir.qweb.field.date"].value_to_html(day, {}) if day else ""
            run.display_name = f"{modes.get(run.mode, '')} {text}".strip()

    @api.depends("warnings", "timing")
    def _compute_texts(self):
        reason = self.env["debt.reason"]
        for run in self:
            rows = run.warnings or []
            run.warnings_text = "\n".join(reason._text(code, data) for code, data in rows)
            run.timing_text = run._timing_text()

    def _timing_text(self):
        """How long each stage of the run took, in seconds."""
        stages = {
            "facts": self.env._("reading the ledger"),
            "decide": self.env._("deciding"),
            "apply": self.env._("planning"),
            "store": self.env._("writing down"),
        }
        timing = self.timing or {}
        return ", ".join(f"{text} {timing.get(key, 0):.1f}" for key, text in stages.items())

    def _compute_failed_action_count(self):
        groups = self.env["debt.action"]._read_group(
            [("run_id", "in", self.ids), ("state", "=", "failed")], ["run_id"], ["__count"]
        )
        counts = {run.id: count for run, count in groups}
        for run in self:
            run.failed_action_count = counts.get(run.id, 0)

    @api.model
    def action_preview_tonight(self):
        """Open the preview; while automation is off it offers to turn it on."""
        action = super().action_preview_tonight()
        offer = not self.env.company.debt_automation
        context = action.get("context") or {}
        name = action["name"]
        context = {**context, "debt_offer_automation": offer}
        return {**action, "display_name": name, "context": context}
