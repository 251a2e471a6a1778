from odoo import api, fields, models
from odoo.fields import Domain

from .debt_debtor import KINDS as CUSTOMER_KINDS
from .debt_debtor import PROFILES

KINDS = [
    ("opening", "Opening balance"),
    ("invoice", "Invoice"),
    ("note", "Note of interest or compensation"),
    ("credit_note", "Credit note"),
    ("payment", "Payment"),
    ("set_off", "Set-off"),
    ("write_off", "Write-off"),
    ("exchange", "Exchange difference"),
    ("other", "Other entry"),
]


class DebtMovement(models.Model):
    """What made receivables grow or shrink in a period: opening balance, movements, closing.

    A query over the ledger, nothing is stored: a row for each journal item of the period, and one
    opening row for each customer and currency. The period is that of the domain's dates
    (`debt_movement_query`); opening and movements add up to what the aging shows at its end.
    """

    _name = "debt.movement"
    _description = "Movement of Receivables"
    _auto = False
    _rec_name = "name"
    _order = "date desc, id desc"

    name = fields.Char("Document", readonly=True)
    kind = fields.Selection(KINDS, "What", readonly=True)
    date = fields.Date(readonly=True, help="An opening balance stands on the first day it is for.")
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal item", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)
    # of the customer, as things stand now: a balance has no document whose people one could take
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    strategy_id = fields.Many2one("debt.strategy", readonly=True)
    salesperson_id = fields.Many2one(
        "res.users",
        "Salesperson",
        readonly=True,
        help="The customer's, else the one of his latest invoice.",
    )
    profile = fields.Selection(PROFILES, "Segment", readonly=True)
    customer_kind = fields.Selection(CUSTOMER_KINDS, "Kind of customer", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    opening = fields.Monetary(readonly=True)
    invoiced = fields.Monetary(readonly=True, help="Invoices, and notes of interest.")
    credited = fields.Monetary(readonly=True, help="Credit notes.")
    paid = fields.Monetary(
        readonly=True,
        help="All that bank and cash booked with customers, less what was paid back to them. "
        "What was written off within a payment is part of it.",
    )
    set_off = fields.Monetary(
        "Set-offs", readonly=True, help="Settled against what we owe the customer."
    )
    other = fields.Monetary(
        "Other changes",
        readonly=True,
        help="Write-offs, exchange differences and other journal entries.",
    )
    closing = fields.Monetary(readonly=True, help="Opening balance and all movements.")
    change = fields.Monetary("Growth", readonly=True, help="Closing less opening balance.")
    document_currency_id = fields.Many2one("res.currency", "Document currency", readonly=True)
    opening_document = fields.Monetary(
        "Opening in its own currency", currency_field="document_currency_id", readonly=True
    )
    change_document = fields.Monetary(
        "Growth in its own currency", currency_field="document_currency_id", readonly=True
    )
    closing_document = fields.Monetary(
        "Closing in its own currency", currency_field="document_currency_id", readonly=True
    )

    @api.model
    def action_this_month(self):
        """Open the movements of this month, by customer."""
        return self._open(["partner"], {"search_default_date": 1})

    @api.model
    def _open(self, groups, defaults=(), domain=()):
        """Return the action that shows movements grouped by filters of the search view.

        :param defaults: context, a dict
        """
        if len(self.env.companies.currency_id) > 1:
            # amounts of two currencies are never added up
            groups = ["currency", *groups]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_movement_window_action"
        )
        chosen = {f"search_default_group_{name}": n for n, name in enumerate(groups, 1)}
        return {**action, "domain": list(domain), "context": {**chosen, **dict(defaults)}}

    # buttons

    def action_choose(self):
        """Ask for another period."""
        return self._wizard()._get_records_action(name=self.env._("Movements"), target="new")

    def action_xlsx(self):
        """Download what is shown as a workbook."""
        return self._wizard()._download(self._shown())

    def _wizard(self):
        """Return a dialog that knows the period on the screen."""
        first, last = self._bounds(self._shown())
        return self.env["debt.movement.wizard"].create({"date_from": first, "date_to": last})

    def _shown(self):
        """The domain of what is on the screen, as buttons of a list get it."""
        return Domain(self.env.context.get("active_domain") or [])

    def action_open_document(self):
        """Open the document of a row; of an opening balance, what was open then."""
        self.ensure_one()
        if self.kind != "opening":
            return (self.move_id.origin_payment_id or self.move_id)._get_records_action()
        report = self.env["debt.aging"]
        before = fields.Date.subtract(self.date, days=1)
        domain = [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)]
        return report._open(report._usual_scope(self.company_id, day=before), (), domain)
