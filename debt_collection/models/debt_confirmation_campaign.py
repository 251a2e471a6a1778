from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .debt_debtor import PROFILES

CHANNELS = [
    ("email_post", "By e-mail, by post without an address"),
    ("email", "By e-mail"),
    ("post", "By post"),
]


class DebtConfirmationCampaign(models.Model):
    """The balances of one day that customers are asked to confirm (art. 26 of the Accounting Act):
    who is asked, who isn't and why, what came back.
    """

    _name = "debt.confirmation.campaign"
    _description = "Balance Confirmation Campaign"
    _inherit = ["mail.thread", "debt.partner.filter.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(compute="_compute_name", store=True, readonly=False, precompute=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        "Balances as of",
        required=True,
        default=lambda self: self._default_date(),
        help="Between the beginning of the last quarter and the last day of the year.",
    )
    amount_min = fields.Monetary(
        "Smallest balance", help="Customers whose balance is lower aren't asked. 0: all are."
    )
    profile = fields.Selection(PROFILES, "Payment profile", help="Empty: whatever it is.")
    deadline_days = fields.Integer(
        "Days to answer",
        required=True,
        default=lambda self: self.env.company.debt_confirmation_days,
    )
    channel = fields.Selection(CHANNELS, "Sent", required=True, default="email_post")
    user_id = fields.Many2one(
        "res.users",
        "Signed by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    state = fields.Selection(
        [("draft", "Preparation"), ("open", "Sent"), ("closed", "Closed")],
        required=True,
        default="draft",
        readonly=True,
        tracking=True,
        copy=False,
    )
    prepared_on = fields.Datetime("List made on", readonly=True, copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    confirmation_ids = fields.One2many("debt.confirmation", "campaign_id", copy=False)

    _days_positive = models.Constraint(
        "CHECK (deadline_days > 0)", "Give customers at least a day to answer."
    )

    @api.model
    def _default_date(self):
        """The last day of the month that ended last."""
        today = self.env.company._debt_today()
        return fields.Date.subtract(today.replace(day=1), days=1)

    @api.depends("date")
    def _compute_name(self):
        for campaign in self.filtered("date"):
            day = format_date(self.env, campaign.date)
            campaign.name = self.env._("Balances of %(day)s", day=day)

    @api.constrains("date", "company_id")
    def _check_date(self):
        for campaign in self:
            if campaign.date > campaign.company_id._debt_today():
                raise ValidationError(self.env._("Balances of a day to come aren't known yet."))

    def action_open_answers(self):
        """Show the list of this campaign; the button chooses the filter."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_confirmation_action"
        )
        chosen = {key: on for key, on in self.env.context.items() if key.startswith("search_")}
        return {
            **action,
            "name": self.name,
            "domain": [("campaign_id", "=", self.id)],
            "context": chosen,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if any(campaign.state != "draft" for campaign in self):
            raise UserError(self.env._("What customers were asked is kept: close it instead."))
