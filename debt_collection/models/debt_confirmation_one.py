from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .debt_confirmation import ANSWERED


class DebtConfirmationCampaign(models.Model):
    """One customer asked by himself: a campaign of one, made and sent in one go."""

    _inherit = "debt.confirmation.campaign"

    debtor_id = fields.Many2one(
        "debt.debtor", "Only", readonly=True, copy=False, index="btree_not_null", ondelete="cascade"
    )

    @api.depends("date", "debtor_id")
    def _compute_name(self):
        result = super()._compute_name()
        for campaign in self.filtered("debtor_id"):
            campaign.name = f"{campaign.name}, {campaign.debtor_id.partner_id.name}"
        return result

    def _partner_domain(self, company):
        domain = super()._partner_domain(company)
        if self.debtor_id:
            domain &= Domain("id", "=", self.debtor_id.partner_id.id)
        return domain


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def action_ask_balance(self):
        """Open the dialog that asks this customer alone to confirm his balance."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask to confirm the balance"),
            "res_model": "debt.confirmation.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_debtor_id": self.id},
        }

    def _ask_balance(self, day, channel):
        """Ask this customer to confirm the balances of `day`; one asked before is asked again.

        :param channel: of CHANNELS
        :return: the toast
        :raise UserError: he answered, isn't to be asked (the reason), or had no balance
        """
        self.check_access("read")
        # sudo: a collector makes no campaigns, but may ask a customer of his
        campaigns = self.env["debt.confirmation.campaign"].sudo()
        open_ones = [("debtor_id", "=", self.id), ("date", "=", day), ("state", "!=", "closed")]
        campaign = campaigns.search(open_ones, limit=1)
        if not campaign:
            values = {"company_id": self.company_id.id, "debtor_id": self.id, "date": day}
            campaign = campaigns.create({**values, "user_id": self.env.uid})
            campaign._prepare()
        campaign.channel = channel
        asked = campaign.confirmation_ids
        asked._check_may_ask()
        return campaign._ask(asked, self.env._("A letter is on its way to him already."))


class DebtCase(models.Model):
    _inherit = "debt.case"

    def action_ask_balance(self):
        return self.debtor_id.action_ask_balance()


class DebtConfirmation(models.Model):
    _inherit = "debt.confirmation"

    def _check_may_ask(self):
        """:raise UserError: this one customer isn't to be asked; says why."""
        if not self:
            raise UserError(self.env._("He had no balance on that day."))
        if self.state in ANSWERED:
            raise UserError(
                self.env._(
                    "He answered on %(day)s already.", day=format_date(self.env, self.answered_on)
                )
            )
        if self.state == "excluded":
            labels = dict(self._fields["exclusion"]._description_selection(self.env))
            raise UserError(self.env._("He isn't asked: %(why)s.", why=labels[self.exclusion]))
