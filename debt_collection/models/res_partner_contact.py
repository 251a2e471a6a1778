from odoo import fields, models


class ResPartner(models.Model):
    """How this person or company doesn't want to be contacted about what is owed."""

    _inherit = "res.partner"

    debt_no_call = fields.Boolean(
        "No calls about payments", help="Asked not to be called: the strategy leaves calls out."
    )
    debt_no_sms = fields.Boolean(
        "No SMS about payments", help="Asked for no SMS: the strategy leaves them out."
    )
    debt_no_email = fields.Boolean(
        "No e-mail about payments",
        help="Asked for no e-mail: letters go by post where the strategy has a letter on paper.",
    )

    def action_debt_log_contact(self):
        """Open the dialog that writes down a contact; also with who owes nothing."""
        return self.env["debt.contact"]._open_for(self)
