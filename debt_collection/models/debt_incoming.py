from odoo import fields, models

KINDS = [
    ("letter", "Letter from the customer"),
    ("proof", "Proof of receipt of our letter"),
    ("returned", "Our letter came back"),
    ("court", "Court or bailiff"),
    ("other", "Something else"),
]
WAYS = [
    ("post", "By post"),
    ("edelivery", "e-Delivery"),
    ("fax", "Fax"),
    ("hand", "In person"),
    ("other", "Another way"),
]


class DebtIncoming(models.Model):
    """A letter or scan that came in and was filed on the case, with what follows from it."""

    _name = "debt.incoming"
    _description = "Incoming Letter"
    _inherit = ["debt.evidence.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    # merging customers moves what came in to the winner; a remark may be added
    _evidence_whitelist = frozenset({"note", "case_id", "debtor_id", "partner_id"})

    name = fields.Char("Number", required=True, readonly=True, copy=False)
    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one(
        "debt.debtor", required=True, index=True, ondelete="restrict", check_company=True
    )
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    case_id = fields.Many2one("debt.case", index="btree_not_null", ondelete="restrict")
    letter_id = fields.Many2one(
        "debt.letter", "Our letter", index="btree_not_null", ondelete="restrict"
    )
    date = fields.Date("Received on", required=True)
    kind = fields.Selection(KINDS, required=True, default="letter")
    way = fields.Selection(WAYS, "By way of", required=True, default="post")
    reference = fields.Char("Their reference")
    note = fields.Text("What it says")
    user_id = fields.Many2one("res.users", "Filed by", default=lambda self: self.env.user)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    def _is_final(self):
        return True
