from odoo import fields, models


class DebtLetterType(models.Model):
    """What a letter says and how: text, deadline, numbering, which amounts it shows."""

    _name = "debt.letter.type"
    _description = "Letter Type"
    _inherit = ["mail.render.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index=True)
    rank = fields.Selection(
        [
            ("0_reminder", "Reminder before the due date"),
            ("1_monit", "Payment reminder"),
            ("2_demand", "Demand for payment"),
            ("3_second_demand", "Second demand"),
            ("4_final", "Final pre-court demand"),
        ],
        required=True,
        default="1_monit",
        help="How far this letter goes. Demand and second demand count as the earlier demand that a final demand needs.",
    )
    has_pdf = fields.Boolean("PDF letter", help="Untick when the letter is the e-mail itself.")
    number_sequence_id = fields.Many2one("ir.sequence", "Numbering")
    deadline_days = fields.Integer("Deadline (days)", help="Days the debtor is given to pay.")
    deadline_from = fields.Selection(
        [("sent", "the day of the letter"), ("delivered", "delivery")],
        default="sent",
        required=True,
    )
    show_interest = fields.Boolean("Show interest")
    show_compensation = fields.Boolean("Show compensation")
    attach_invoices = fields.Boolean("Attach invoice PDFs", default=True)
    pay_link = fields.Boolean(
        "Payment link", help="Printed only where the company's limit allows it."
    )
    subject = fields.Char(translate=True)
    heading = fields.Char(translate=True, help="Title printed on the letter.")
    body_html = fields.Html(
        "Text",
        translate=True,
        sanitize=False,
        render_engine="qweb",
        render_options={"post_process": True},
    )
