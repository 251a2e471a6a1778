from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import post_number

RETURN_REASONS = [
    ("not_collected", "Not collected"),
    ("refused", "Refused"),
    ("moved", "Addressee moved away"),
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

    @api.onchange("post_number")
    def _onchange_post_number(self):
        self.post_number = post_number.normalize(self.post_number) or False

    @api.constrains("post_number")
    def _check_post_number(self):
        """A slip of the pen would look for somebody else's letter."""
        for letter in self:
            if post_number.fault(post_number.normalize(letter.post_number)):
                raise ValidationError(
                    self.env._(
                        "%(number)s can't be a posting number: its check digit doesn't fit.",
                        number=letter.post_number,
                    )
                )

    def _is_registered(self):
        """Whether the post gives this letter a number and a place in the posting book."""
        return "registered" in self.channel_ids.mapped("code")
