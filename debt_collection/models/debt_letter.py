from odoo import fields, models


class DebtLetter(models.Model):
    """A document to the debtor. Its figures are those of its action's lines."""

    _name = "debt.letter"
    _description = "Letter"
    _inherit = ["portal.mixin", "mail.thread", "debt.evidence.mixin"]
    _order = "date desc, id desc"

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    case_id = fields.Many2one("debt.case", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    contact_id = fields.Many2one(
        "res.partner", "Recipient", help="The contact chosen for collections."
    )
    letter_type_id = fields.Many2one("debt.letter.type", required=True, ondelete="restrict")
    action_ids = fields.One2many("debt.action", "letter_id", string="Actions")
    action_id = fields.Many2one("debt.action", required=True, index=True, ondelete="restrict")
    line_ids = fields.One2many(related="action_id.line_ids")
    state = fields.Selection(
        [("draft", "Draft"), ("final", "Final"), ("void", "Void")],
        required=True,
        default="draft",
        index=True,
    )
    lang = fields.Char(required=True)
    date = fields.Date(required=True)
    as_of = fields.Date(required=True)
    booked_until = fields.Date("Payments booked until")
    deadline = fields.Date()
    subject = fields.Char()
    body_html = fields.Html("Text", sanitize=False)
    is_edited = fields.Boolean("Text changed by hand")
    edited_by_id = fields.Many2one("res.users")
    user_id = fields.Many2one("res.users", "Signed by")
    amount = fields.Monetary("Demanded", help="In the company's currency, for lists.")
    attachment_id = fields.Many2one("ir.attachment", "PDF", readonly=True)
    pdf_sha256 = fields.Char("SHA-256 of the PDF", readonly=True)
    page_count = fields.Integer(aggregator=None)
    void_reason = fields.Text()

    # channels and delivery
    channel_ids = fields.Many2many("debt.channel")
    email_to = fields.Char()
    message_id = fields.Many2one("mail.message", "E-mail", ondelete="set null")
    sent_on = fields.Datetime()
    to_print = fields.Boolean("To print")
    printed_on = fields.Datetime()
    posted_on = fields.Date("Posted on")
    post_number = fields.Char("Posting number")
    delivered_on = fields.Date("Delivered on")
    returned_on = fields.Date("Returned on")

    def _is_final(self):
        return self.state in ("final", "void")
