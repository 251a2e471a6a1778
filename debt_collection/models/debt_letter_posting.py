from odoo import fields, models

RETURN_REASONS = [
    ("not_collected", "Not collected"),
    ("refused", "Refused"),
    ("moved", "Moved"),
    ("unknown", "Unknown there"),
    ("address", "Wrong or incomplete address"),
    ("deceased", "Deceased"),
    ("other", "Another reason"),
]


class DebtLetter(models.Model):
    """What the post needs to know of a letter and what it says about it."""

    _inherit = "debt.letter"

    posting_id = fields.Many2one(
        "debt.posting",
        "Posting",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        check_company=True,
        help="The batch in which it was handed to the post.",
    )
    post_weight = fields.Integer("Weight (g)", aggregator=None, copy=False)
    post_fee = fields.Monetary("Postage", copy=False)
    return_reason = fields.Selection(RETURN_REASONS, copy=False)
    proof_file = fields.Binary("Proof of delivery", attachment=True, copy=False)
    proof_name = fields.Char(copy=False)
    fax_on = fields.Datetime("Faxed on", copy=False)
    fax_number = fields.Char(copy=False)

    def _is_registered(self):
        """Whether the post gives this letter a number and a place in the posting book."""
        return "registered" in self.channel_ids.mapped("code")
