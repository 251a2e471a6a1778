from odoo import fields, models


class AccountPaymentTerm(models.Model):
    _name = "account.payment.term"
    _inherit = ["account.payment.term", "debt.shift.mixin"]

    debt_split_payment = fields.Boolean(
        "Split payment (MPP)",
        help="Invoices on these terms have to be paid under the Polish split payment mechanism: "
        "letters say so and show no QR code or payment link for them.",
    )


class AccountPaymentMethodLine(models.Model):
    _name = "account.payment.method.line"
    _inherit = ["account.payment.method.line", "debt.shift.mixin"]
