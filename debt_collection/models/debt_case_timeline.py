from odoo import fields, models

from .res_partner import COLLECTORS


class DebtCase(models.Model):
    """All that happened in a case, on its page History."""

    _inherit = "debt.case"

    timeline_ids = fields.One2many("debt.timeline", "case_id", "History", readonly=True)

    def action_open_timeline(self):
        """Open the whole history of this case as a list with filters."""
        return self._open_related("debt_timeline_action", debt_one_customer=True)


class DebtDebtor(models.Model):
    """All that happened with a customer of this company, in all his cases and beside them."""

    _inherit = "debt.debtor"

    timeline_ids = fields.One2many("debt.timeline", "debtor_id", "History", readonly=True)

    def action_open_timeline(self):
        """Open the whole history of these customers."""
        return self.env["debt.timeline"]._open([("debtor_id", "in", self.ids)], len(self) == 1)


class ResPartner(models.Model):
    """The history on the customer's own page, and his statement."""

    _inherit = "res.partner"

    debt_timeline_ids = fields.One2many(
        "debt.timeline",
        compute="_compute_debt_timeline_ids",
        string="Collection history",
        groups=COLLECTORS,
    )

    def _compute_debt_timeline_ids(self):
        """Of the customer itself, in this company; contacts show their company's."""
        rows = self.env["debt.timeline"].search(
            [
                ("partner_id", "in", self.commercial_partner_id._origin.ids),
                ("company_id", "=", self.env.company.id),
            ]
        )
        by_partner = rows.grouped("partner_id")
        for partner in self:
            partner.debt_timeline_ids = by_partner.get(partner.commercial_partner_id._origin)

    def action_debt_open_timeline(self):
        """Open all that happened with these customers; accountants read it too."""
        return self.env["debt.timeline"]._open(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", self.env.company.id),
            ],
            len(self.commercial_partner_id) == 1,
        )

    def action_debt_send_statement(self):
        """Send the customer all that is open, whether or not anything is overdue."""
        return self._debt_own_debtors().action_send_statement()

    def action_debt_statement_of_day(self):
        """Send the customer what was open on a day."""
        return self._debt_own_debtors().action_statement_of_day()

    def action_debt_file_incoming(self):
        """File a letter of this customer that came in, also where nothing is collected."""
        return self._debt_own_debtors().action_file_incoming()

    def _debt_own_debtors(self):
        """Return the debtors of these customers in this company, made where there are none yet."""
        return self.env["debt.debtor"]._get_or_create(self.env.company, self)
