from odoo import fields, models

from .debt_debtor import KINDS, PROFILES
from .debt_step import PHASES


class DebtAging(models.Model):
    """What was open on a day, one row per journal item, with a column for each bucket of age.

    A query over the ledger, nothing is stored: the day, the buckets, the side and the currency come
    with the action's context (`debt_aging_scope`), rows from `debt_aging_query`.
    """

    _name = "debt.aging"
    _description = "Aging"
    _inherit = ["debt.aging.scope"]
    _auto = False
    _rec_name = "name"
    _order = "date_due, id"

    name = fields.Char("Document", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer or vendor", readonly=True)
    side = fields.Selection([("receivable", "Receivable"), ("payable", "Payable")], readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal item", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)
    account_id = fields.Many2one("account.account", "Ledger account", readonly=True)
    date = fields.Date("Booked on", readonly=True)
    date_invoice = fields.Date("Issued", readonly=True)
    date_due = fields.Date("Due date", readonly=True)
    days_late = fields.Integer(readonly=True, aggregator=None)
    bucket = fields.Char("Age", readonly=True)
    bucket_number = fields.Integer(readonly=True, aggregator=None, help="-1: credits apart.")
    # as things stand now: the ledger has a history, who collects and how far hasn't
    case_id = fields.Many2one("debt.case", readonly=True)
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    phase = fields.Selection(PHASES, readonly=True)
    strategy_id = fields.Many2one("debt.strategy", readonly=True)
    salesperson_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    profile = fields.Selection(PROFILES, "Segment", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    currency_id = fields.Many2one(
        "res.currency", readonly=True, help="In which the amounts of this report are."
    )
    document_currency_id = fields.Many2one("res.currency", "Document currency", readonly=True)
    amount_document = fields.Monetary(
        "Open in its own currency",
        currency_field="document_currency_id",
        readonly=True,
        aggregator=None,
    )
    # b0 isn't due yet, b1 is the first overdue bucket, as many as the set has
    b0 = fields.Monetary("Not due yet", readonly=True)
    b1 = fields.Monetary("Bucket 1", readonly=True)
    b2 = fields.Monetary("Bucket 2", readonly=True)
    b3 = fields.Monetary("Bucket 3", readonly=True)
    b4 = fields.Monetary("Bucket 4", readonly=True)
    b5 = fields.Monetary("Bucket 5", readonly=True)
    b6 = fields.Monetary("Bucket 6", readonly=True)
    b7 = fields.Monetary("Bucket 7", readonly=True)
    credit = fields.Monetary("Unallocated credits", readonly=True)
    overdue = fields.Monetary(readonly=True)
    amount = fields.Monetary("Total", readonly=True)
