from odoo import fields, models


class DebtRun(models.Model):
    """One look at all receivables of a company: for real, for a look, or as of a day."""

    _name = "debt.run"
    _description = "Run"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    mode = fields.Selection(
        [
            ("nightly", "Nightly run"),
            ("manual", "Run by hand"),
            ("dry", "Preview"),
            ("as_of", "As of a day"),
        ],
        required=True,
        default="dry",
    )
    date = fields.Date("Day", required=True)
    case_ids = fields.Many2many("debt.case", help="Only these; empty: all.")
    state = fields.Selection(
        [("running", "Running"), ("done", "Finished"), ("failed", "Failed")],
        required=True,
        default="running",
    )
    user_id = fields.Many2one("res.users", "Started by")
    started_on = fields.Datetime()
    finished_on = fields.Datetime()
    chunks = fields.Json(help="Ranges of customers, the unit of work and of resuming.")
    chunk_total = fields.Integer()
    chunk_done = fields.Integer()
    progress = fields.Float(compute="_compute_progress")
    item_count = fields.Integer("Items looked at")
    planned_count = fields.Integer("Goes out")
    held_count = fields.Integer("Held")
    failed_count = fields.Integer("Failed")
    timing = fields.Json(help="Seconds by stage.")
    warnings = fields.Json(help="What the whole run says: bank data too old, for example.")
    error = fields.Text()
    line_ids = fields.One2many("debt.run.line", "run_id")

    def _compute_progress(self):
        for run in self:
            run.progress = 100.0 * run.chunk_done / run.chunk_total if run.chunk_total else 100.0
