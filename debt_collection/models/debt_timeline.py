from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# number of a source in the ids of the timeline: its rows are `record id * STEP + number`
SOURCES = {
    1: "debt.action",
    2: "mail.message",
    3: "account.partial.reconcile",
    4: "debt.hold",
    5: "debt.interest.note",
    6: "debt.compensation",
    7: "debt.promise",
    8: "debt.dispute",
    9: "debt.plan",
    10: "debt.assignment",
    11: "debt.notice",
}
STEP = 16

KINDS = [
    ("letter", "Letter"),
    ("statement", "Statement of account"),
    ("sms", "SMS"),
    ("contact", "Contact"),
    ("task", "Task"),
    ("email_in", "E-mail received"),
    ("email_out", "E-mail sent"),
    ("payment", "Payment received"),
    ("settlement", "Settled without money"),
    ("promise", "Promise"),
    ("dispute", "Dispute"),
    ("plan", "Agreement"),
    ("hold", "Hold"),
    ("sale_hold", "Sale hold"),
    ("document", "Note or compensation"),
    ("note", "Internal note"),
    ("notice", "Colleague told"),
    ("change", "Change"),
]
STATES = [
    ("planned", "Planned"),
    ("waiting", "Waiting"),
    ("queued", "Queued"),
    ("open", "In force"),
    ("done", "Done"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
    ("over", "Over"),
    ("kept", "Kept"),
    ("part_kept", "Kept in part"),
    ("broken", "Broken"),
]


class DebtTimeline(models.Model):
    """All that happened between us and a customer, one row per event, newest first.

    A query over the records themselves: nothing is stored twice. `_branches` says what it is made
    of; a bridge adds a branch, its number in SOURCES and a method `_describe_<model>`.
    """

    _name = "debt.timeline"
    _description = "History of a Case"
    _auto = False
    _order = "is_open desc, date desc, id desc"
    _rec_name = "title"

    source = fields.Integer(readonly=True, aggregator=None)
    res_model = fields.Char("Model", compute="_compute_res_model")
    res_id = fields.Integer("Record", readonly=True, aggregator=None)
    company_id = fields.Many2one("res.company", readonly=True)
    case_id = fields.Many2one("debt.case", readonly=True)
    debtor_id = fields.Many2one("debt.debtor", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    date = fields.Datetime(readonly=True)
    has_hour = fields.Boolean(readonly=True, help="Unticked: the day is known, not the hour.")
    is_open = fields.Boolean("Still to come", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    state = fields.Selection(STATES, readonly=True)
    amount = fields.Monetary(readonly=True, aggregator=None)
    currency_id = fields.Many2one("res.currency", readonly=True)
    user_id = fields.Many2one("res.users", "Who", readonly=True)
    name = fields.Char("Text", readonly=True, help="What the search looks in.")

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(self._branches())

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Ids are calculated: a search for them is one for records, so that indexes serve it."""
        return super()._search(Domain(domain).map_conditions(self._by_record), *args, **kwargs)

    def _by_record(self, condition):
        if condition.field_expr != "id" or condition.operator not in ("in", "="):
            return condition
        value = condition.value
        ids = [value] if isinstance(value, int) else list(value)
        records = {}
        for row_id in ids:
            records.setdefault(row_id % STEP, []).append(row_id // STEP)
        return Domain.OR(
            Domain("source", "=", source) & Domain("res_id", "in", res_ids)
            for source, res_ids in records.items()
        )

    @api.depends("source")
    def _compute_res_model(self):
        for row in self:
            row.res_model = SOURCES.get(row.source)
