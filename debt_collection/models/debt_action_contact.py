from odoo import fields, models

CHANNELS = [
    ("call", "Call"),
    ("email", "E-mail"),
    ("visit", "Visit"),
    ("other", "Other"),
]
RESULTS = [
    ("promise", "Will pay"),
    ("no_answer", "No answer"),
    ("call_back", "Call back"),
    ("paid", "Paid already"),
    ("dispute", "Dispute"),
    ("plan", "Instalments"),
    ("wrong_number", "Wrong number"),
    ("other", "Other"),
]
CAUSES = [
    ("no_funds", "No funds"),
    ("no_invoice", "Invoice missing"),
    ("acceptance", "Waits for acceptance"),
    ("complaint", "Complaint"),
    ("no_reference", "Order number missing"),
    ("unpaid_himself", "Unpaid himself"),
    ("other", "Other"),
]


class DebtAction(models.Model):
    """Kind contact: somebody spoke to the customer, or tried to. Done at once, never planned."""

    _inherit = "debt.action"

    kind = fields.Selection(selection_add=[("contact", "Contact")], ondelete={"contact": "cascade"})
    contact_channel = fields.Selection(CHANNELS, "By")
    contact_result = fields.Selection(RESULTS, "Result of the contact")
    cause = fields.Selection(CAUSES, "Cause of delay")
    contact_partner_id = fields.Many2one(
        "res.partner", "Spoken to", index="btree_not_null", ondelete="set null"
    )
    contact_number = fields.Char("Number", help="International form (E.164).")
    identity_checked = fields.Boolean("Identity confirmed")
    # a reason where the hours or the limits of contacts weren't kept
    limit_reason = fields.Char("Why in spite of the limits")
    done_by_id = fields.Many2one(
        "debt.action",
        "Done by contact",
        index="btree_not_null",
        ondelete="set null",
        help="The contact that did this planned call or visit: both are one contact.",
    )
