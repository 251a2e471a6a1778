from odoo import fields, models

WISHES = {"call": "debt_no_call", "sms": "debt_no_sms", "email": "debt_no_email"}


class ResPartner(models.Model):
    """How this person or company is called, and doesn't want to be contacted about payments."""

    _inherit = "res.partner"

    debt_no_call = fields.Boolean(
        "No calls about payments", help="Asked not to be called: the strategy leaves calls out."
    )
    debt_no_sms = fields.Boolean(
        "No SMS about payments", help="Asked for no SMS: the strategy leaves them out."
    )
    debt_no_email = fields.Boolean(
        "No e-mail about payments",
        help="Asked for no e-mail: letters go by post where the strategy allows it.",
    )
    debt_wrong_number = fields.Char(
        "Number known to be wrong",
        readonly=True,
        copy=False,
        help="Somebody else answered; not called or written to until the phone number changes.",
    )

    def _debt_refuses(self, channel):
        """Tell whether this person doesn't want `channel`: call, sms, email."""
        return self[WISHES[channel]]

    def _debt_number(self, company, number=None):
        """Return a phone number in E.164, or False; without `number` the partner's own, unless it
        is known to be wrong.

        :param company: whose country counts where neither contact nor customer has one
        """
        self.ensure_one()
        country = (
            self.country_id
            or self.commercial_partner_id.country_id
            or company.account_fiscal_country_id
            or company.country_id
        )
        given = number or self.phone
        found = given and self._phone_format(number=given, country=country)
        return found if found and (number or found != self.debt_wrong_number) else False

    def _debt_mark_wrong(self, number):
        """Note that `number` (E.164) isn't theirs: on those of these that have it."""
        for partner in self:
            if number and partner._debt_number(self.env.company) == number:
                # a collector doesn't edit contacts; that a number is wrong he learns first
                partner.sudo().debt_wrong_number = number

    def action_debt_log_contact(self):
        """Open the dialog that writes down a contact; also with who owes nothing."""
        return self.env["debt.contact"]._open_for(self)

    def action_debt_contacts(self):
        """Open what was spoken with this customer and his people so far."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_contact_log_action"
        )
        domain = [("kind", "=", "contact"), ("partner_id", "=", self.commercial_partner_id.id)]
        return {**action, "domain": domain}
