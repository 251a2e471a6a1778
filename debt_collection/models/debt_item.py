from odoo import fields, models

from .debt_step import PHASES


class DebtItem(models.Model):
    """A receivable journal item within reach of its first step: where it stands on the ladder and why.

    Narrow on purpose: written set-wise by the run, so every column is filled without the ORM's defaults.
    """

    _name = "debt.item"
    _description = "Open Item"
    _order = "date_due, id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True)
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    case_id = fields.Many2one("debt.case", index="btree_not_null", ondelete="restrict")
    move_line_id = fields.Many2one("account.move.line", "Journal item", ondelete="set null")
    name = fields.Char("Document", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True)
    date_due = fields.Date(
        "Due date", required=True, help="Effective due date, moved to a working day."
    )
    round = fields.Integer(required=True, default=1, aggregator=None)
    step_id = fields.Many2one("debt.step", "Last step", ondelete="set null")
    step_date = fields.Date("Last step on")
    pending_step_id = fields.Many2one("debt.step", "Step under way", ondelete="set null")
    phase = fields.Selection(PHASES, required=True, default="0_monitoring")
    next_step_id = fields.Many2one("debt.step", "Next step", ondelete="set null")
    next_date = fields.Date("Next step on")
    reason = fields.Char("Reason code")
    reason_data = fields.Json()
    closed_on = fields.Date()

    # live from the ledger
    partner_id = fields.Many2one(related="debtor_id.partner_id", string="Customer")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
    move_id = fields.Many2one(related="move_line_id.move_id")
    amount_residual = fields.Monetary(
        related="move_line_id.amount_residual_currency", string="Open amount"
    )
    amount_residual_company = fields.Monetary(
        related="move_line_id.amount_residual",
        currency_field="company_currency_id",
        string="Open (company currency)",
    )

    _move_line_unique = models.UniqueIndex(
        "(move_line_id)", "This journal item is already watched."
    )
    _open_next = models.Index("(company_id, next_date) WHERE closed_on IS NULL")
