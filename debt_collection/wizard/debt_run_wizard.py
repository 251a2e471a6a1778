from odoo import api, fields, models


class DebtRunWizard(models.TransientModel):
    """Look at tonight or another day, or run now."""

    _name = "debt.run.wizard"
    _description = "Start a Run"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    what = fields.Selection(
        [
            ("tonight", "Look at tonight"),
            ("day", "Look at another day"),
            ("now", "Run now, for real"),
        ],
        required=True,
        default="day",
    )
    date = fields.Date(
        "Day",
        required=True,
        default=lambda self: self.env.company._debt_today(),
        help="In the past: as it was then. In the future: if nothing is paid until then.",
    )
    case_ids = fields.Many2many("debt.case", string="Only these cases")

    # of the last preview of today, so that nobody runs blindly
    preview_id = fields.Many2one("debt.run", compute="_compute_preview_id")
    out_count = fields.Integer("Goes out", compute="_compute_counts")
    approval_count = fields.Integer("To approve", compute="_compute_counts")
    task_count = fields.Integer("Tasks", compute="_compute_counts")
    held_count = fields.Integer("Waits or held", compute="_compute_counts")
    amount = fields.Monetary("Demanded", compute="_compute_counts")

    @api.depends("company_id", "what")
    def _compute_preview_id(self):
        runs = self.env["debt.run"]
        for wizard in self:
            company = wizard.company_id
            day = company._debt_today()
            wizard.preview_id = wizard.what == "now" and runs._preview(company, day)

    @api.depends("preview_id", "case_ids")
    def _compute_counts(self):
        for wizard in self:
            domain = [("run_id", "=", wizard.preview_id.id)]
            if wizard.case_ids:
                domain.append(("partner_id", "in", wizard.case_ids.partner_id.ids))
            groups = self.env["debt.run.line"]._read_group(
                domain, ["outcome"], ["__count", "amount:sum"]
            )
            counts = {outcome: number for outcome, number, _amount in groups}
            wizard.out_count = counts.get("1_out", 0)
            wizard.approval_count = counts.get("2_approval", 0)
            wizard.task_count = counts.get("3_task", 0)
            wizard.held_count = counts.get("4_waits", 0) + counts.get("5_held", 0)
            wizard.amount = sum(
                amount for outcome, _number, amount in groups if outcome in ("1_out", "2_approval")
            )

    def action_go(self):
        """Do what was asked for and open it."""
        self.ensure_one()
        runs = self.env["debt.run"]
        runs._check_may_look()
        today = self.company_id._debt_today()
        if self.what == "now":
            run = runs._start(self.company_id, "manual", today, self.case_ids)
            run._launch()
        elif self.what == "tonight" or self.date == today:
            run = runs._preview(self.company_id, today)
        else:
            run = runs._preview(self.company_id, self.date, "as_of")
        return run.action_open_lines()
