from odoo import api, fields, models

KINDS = [
    ("business", "Business"),
    ("consumer", "Consumer"),
    ("public", "Public entity"),
    ("public_medical", "Public hospital"),
]
PROFILES = [
    ("new", "New customer"),
    ("standard", "Standard"),
    ("valued", "Valued"),
    ("habitual", "Habitual late payer"),
]


class DebtDebtor(models.Model):
    """A commercial partner in one company: how he is treated, what he owed last night."""

    _name = "debt.debtor"
    _description = "Debtor"
    _rec_name = "partner_id"
    _order = "id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    strategy_id = fields.Many2one(
        "debt.strategy", help="Set by hand; wins over the assignment rules."
    )
    collector_id = fields.Many2one("res.users")
    contact_id = fields.Many2one(
        "res.partner", "Collections contact", domain="[('commercial_partner_id', '=', partner_id)]"
    )
    kind = fields.Selection(KINDS, required=True, default="business")
    profile = fields.Selection(PROFILES, required=True, default="standard")
    wants_due_list = fields.Boolean("Wants a list of invoices coming due")
    net_limit = fields.Monetary("Own limit", help="Above it a valued customer leaves his strategy.")

    case_ids = fields.One2many("debt.case", "debtor_id")
    hold_ids = fields.One2many("debt.hold", "debtor_id")
    sale_hold_ids = fields.One2many("debt.sale.hold", "debtor_id")
    sale_level = fields.Selection(
        selection=[
            ("1_warn", "Warning"),
            ("2_prepayment", "Prepayment only"),
            ("3_blocked", "Sales suspended"),
        ],
        compute="_compute_sale_level",
        search="_search_sale_level",
    )

    # written by the run: lists and sorting only, no rule reads them
    overdue = fields.Monetary("Overdue", readonly=True)
    total = fields.Monetary("Open in total", readonly=True)
    days_late = fields.Integer("Days late", readonly=True, aggregator=None)
    as_of = fields.Datetime("As of", readonly=True)
    # written by the run: when this debtor has to be looked at again
    ledger_hash = fields.Char(readonly=True)
    next_date = fields.Date(
        compute="_compute_next_date",
        store=True,
        index=True,
        help="Empty: the next run looks at him, whatever the ledger says.",
    )

    _company_partner_unique = models.Constraint(
        "UNIQUE(company_id, partner_id)", "This customer is already a debtor in this company."
    )

    @api.depends(
        "strategy_id",
        "kind",
        "profile",
        "wants_due_list",
        "net_limit",
        "partner_id",
        "contact_id.email",
        "partner_id.email",
        "partner_id.category_id",
        "hold_ids.amount",
        "hold_ids.date_from",
        "hold_ids.date_until",
        "hold_ids.ended_on",
    )
    def _compute_next_date(self):
        """What rules read has changed: the next run looks again, and writes the date itself."""
        self.next_date = False

    @api.model
    def _get_or_create(self, company, partners):
        """Return the debtors of the commercial partners of `partners` in `company`."""
        partners = partners.commercial_partner_id
        domain = [("company_id", "=", company.id), ("partner_id", "in", partners.ids)]
        debtors = self.search(domain)
        missing = partners - debtors.partner_id
        return debtors | self.create(
            [
                {
                    "company_id": company.id,
                    "partner_id": partner.id,
                    "kind": self._default_kind(partner),
                }
                for partner in missing
            ]
        )

    @api.model
    def _default_kind(self, partner):
        """Return the kind of a customer nobody classified: with a tax number, a business."""
        return "business" if partner.is_company or partner.vat else "consumer"

    def _touch(self):
        """Make the next run look at these debtors: something that rules read has changed."""
        # a collector, a salesperson or the portal may cause it, none of them may write it
        self.sudo().filtered("next_date").next_date = False
