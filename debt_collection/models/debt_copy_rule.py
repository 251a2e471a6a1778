from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from .debt_letter_type import DOCUMENTS


class DebtCopyRule(models.Model):
    """Who gets a copy of letters that leave by e-mail: of a company, a customer, a type."""

    _name = "debt.copy.rule"
    _description = "Copies of E-mails"
    _order = "company_id, id"
    _rec_name = "who"

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        index="btree_not_null",
        domain="[('parent_id', '=', False)]",
        help="Empty: letters to all customers.",
    )
    letter_type_ids = fields.Many2many(
        "debt.letter.type",
        string="Letter types",
        domain=[("rank", "not in", tuple(DOCUMENTS))],
        help="Empty: letters of all types.",
    )
    who = fields.Selection(
        [
            ("salesperson", "Account manager"),
            ("collector", "Collector"),
            ("head", "Head of receivables"),
            ("invoice", "Customer's invoice contact"),
            ("address", "Fixed address"),
        ],
        "Copy to",
        required=True,
        default="salesperson",
    )
    email = fields.Char("Address", help="One address, for example that of your lawyers.")

    @api.constrains("who", "email")
    def _check_email(self):
        for rule in self:
            if rule.who == "address" and not email_normalize(rule.email or ""):
                raise ValidationError(
                    self.env._("Enter the e-mail address that gets the copies, one only.")
                )
