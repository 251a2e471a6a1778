from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import ade


class ResPartner(models.Model):
    """Where a customer can be reached beside e-mail, and an address known to be wrong."""

    _inherit = "res.partner"

    debt_edelivery_address = fields.Char(
        "e-Delivery address", help="Such as AE:PL-12345-67890-ABCDE-12."
    )
    debt_edelivery_warning = fields.Char(compute="_compute_debt_edelivery_warning")
    debt_fax = fields.Char("Fax")
    debt_wrong_address = fields.Char(
        "Address known to be wrong",
        readonly=True,
        copy=False,
        help="The post brought a letter back; nothing is posted there until the address changes.",
    )

    @api.constrains("debt_edelivery_address")
    def _check_debt_edelivery_address(self):
        for partner in self:
            address = partner.debt_edelivery_address
            if address and ade.fault(ade.normalize(address)) == "pattern":
                raise ValidationError(
                    self.env._(
                        "%(address)s isn't an address of e-Delivery: they look like"
                        " AE:PL-12345-67890-ABCDE-12.",
                        address=address,
                    )
                )

    @api.depends("debt_edelivery_address")
    @api.depends_context("lang")
    def _compute_debt_edelivery_warning(self):
        for partner in self:
            address = partner.debt_edelivery_address
            wrong = address and ade.fault(ade.normalize(address)) == "sum"
            partner.debt_edelivery_warning = wrong and self.env._(
                "The last two digits don't fit the rest: check the address for a slip."
            )

    def _debt_address_text(self):
        """The postal address as one text, to tell whether it changed."""
        self.ensure_one()
        parts = [self.street, self.street2, self.zip, self.city, self.country_id.code]
        return ", ".join(part.strip() for part in parts if part)

    def _debt_mark_wrong_address(self):
        """Note that nobody is reached where these live by our records."""
        for partner in self:
            # a collector doesn't edit contacts; what the post says he learns first
            partner.sudo().debt_wrong_address = partner._debt_address_text()

    def _debt_has_wrong_address(self):
        """Whether the post brought a letter back from the very address that stands here."""
        self.ensure_one()
        return bool(self.debt_wrong_address) and (
            self.debt_wrong_address == self._debt_address_text()
        )
