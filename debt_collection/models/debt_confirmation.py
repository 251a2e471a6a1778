from odoo import api, fields, models

STATES = [
    ("none", "Not sent"),
    ("sent", "Waiting for an answer"),
    ("agreed", "Confirmed"),
    ("disagreed", "Not confirmed"),
    ("returned", "Came back"),
    ("excluded", "Not asked"),
]
# whom the law doesn't want asked, or whom asking can't reach (LAW 5)
EXCLUSIONS = [
    ("no_books", "Keeps no books (consumer)"),
    ("disputed", "Disputed"),
    ("doubtful", "Doubtful: insolvent or deceased"),
    ("small", "Below the smallest balance"),
    ("address", "Neither an e-mail nor a postal address"),
    ("by_hand", "Left out by a person"),
]
WAYS = [
    ("portal", "Customer portal"),
    ("paper", "Signed letter"),
    ("email", "E-mail"),
    ("phone", "Phone or personally"),
]
ASKED = ("sent", "returned")
ANSWERED = ("agreed", "disagreed")


class DebtConfirmation(models.Model):
    """What one customer was asked to confirm, and what he answered.

    The documents are those of the letter; here stands the balance of each currency.
    """

    _name = "debt.confirmation"
    _description = "Balance Confirmation"
    _inherit = ["mail.thread", "debt.evidence.mixin"]
    _order = "campaign_id desc, partner_name, id"
    _mail_post_access = "read"

    # answers are entered by a dialog or on the portal, never written
    _evidence_user_fields = frozenset(
        {"message_ids", "message_follower_ids", "message_partner_ids", "website_message_ids"}
    )

    campaign_id = fields.Many2one(
        "debt.confirmation.campaign", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True)
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency")
    date = fields.Date(related="campaign_id.date", store=True)
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    partner_name = fields.Char(related="partner_id.name", store=True)
    line_ids = fields.One2many("debt.confirmation.line", "confirmation_id", "Balances")
    amount = fields.Monetary(
        "Balance",
        currency_field="company_currency_id",
        readonly=True,
        help="In the company's currency, for lists; what is asked stands in the currencies below.",
    )
    balance_text = fields.Char("Balances by currency", compute="_compute_texts")
    theirs_text = fields.Char("By the customer's books", compute="_compute_texts")
    state = fields.Selection(
        STATES, required=True, default="none", index=True, readonly=True, tracking=True
    )
    exclusion = fields.Selection(EXCLUSIONS, "Why not asked", readonly=True)
    exclusion_note = fields.Char("Remark on it", readonly=True)

    # asking
    action_ids = fields.One2many("debt.action", "confirmation_id", "Actions")
    letter_id = fields.Many2one(
        "debt.letter", "Last letter", index="btree_not_null", ondelete="set null", readonly=True
    )
    document_ids = fields.One2many(related="letter_id.line_ids", string="Documents")
    sent_on = fields.Date("Asked on", readonly=True)
    request_count = fields.Integer("Times asked", readonly=True, aggregator=None)
    deadline = fields.Date("Answer by", readonly=True)

    # the answer
    answered_on = fields.Date("Answered on", readonly=True)
    answered_by = fields.Char("Answered by", readonly=True, help="Who signed for the customer.")
    answer_way = fields.Selection(WAYS, "Answered through", readonly=True)
    entered_by_id = fields.Many2one("res.users", "Entered by", readonly=True)
    remark = fields.Text("Remark of the customer", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Signed letter", readonly=True)
    acknowledged_on = fields.Date(
        "Limitation runs anew from",
        readonly=True,
        help="A person took the signed confirmation for an acknowledgement of the debt.",
    )

    # not unique by customer: when two become one, both answers stay
    _waiting = models.Index("(debtor_id) WHERE state IN ('sent', 'returned')")

    def _is_final(self):
        """Nothing is frozen here: a second answer replaces the first, the log keeps both."""
        return False

    @api.depends("partner_id", "date")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.partner_id.display_name} ({one.date})"

    @api.depends("line_ids.amount", "line_ids.amount_theirs", "state")
    def _compute_texts(self):
        for one in self:
            lines = one.line_ids
            one.balance_text = ", ".join(x.currency_id.format(x.amount) for x in lines)
            one.theirs_text = one.state == "disagreed" and ", ".join(
                x.currency_id.format(x.amount_theirs) for x in lines if x.is_stated
            )
