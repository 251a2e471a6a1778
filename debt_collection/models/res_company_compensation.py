from odoo import fields, models
from odoo.exceptions import UserError

WORKING_DAY = 5  # of the month: the month before is booked then (PRACTICE 1.11)


class ResCompany(models.Model):
    """How a company claims compensation for recovery costs, and where it is booked."""

    _inherit = "res.company"

    debt_compensation_monthly = fields.Boolean(
        "Propose compensation every month", default=True, help="On the 5th working day."
    )
    debt_compensation_proposed_on = fields.Date(readonly=True)
    debt_compensation_days = fields.Integer("Compensation from days late", default=30)
    debt_compensation_amount = fields.Float(
        "Compensation from gross (PLN)", default=500.0, digits=(16, 2)
    )
    debt_compensation_quarter = fields.Integer("Compensations per quarter", default=3)
    debt_compensation_maturity = fields.Selection(
        [("due", "Of the due date"), ("due+1", "Of the day after the due date")],
        "Rate of the month before that",
        default="due",
        required=True,
        help="The EUR rate is that of the last working day of the month before the claim fell due.",
    )
    debt_compensation_journal_id = fields.Many2one(
        "account.journal",
        "Journal of compensation notes",
        domain="[('type', '=', 'general')]",
        check_company=True,
    )
    debt_compensation_account_id = fields.Many2one(
        "account.account", "Other operating income", check_company=True
    )

    def _debt_compensation_setup(self):
        """Fill in the journal and account of compensation notes where they are empty.

        :raise UserError: the chart of accounts has no account of other operating income
        """
        self.ensure_one()
        if not self.debt_compensation_account_id:
            account = self._debt_chart_account("chart76000900", "income", "76")
            if not account:
                raise UserError(
                    self.env._(
                        "Choose the account of other operating income for compensation notes of "
                        "%(company)s in the settings of Collections.",
                        company=self.display_name,
                    )
                )
            self.debt_compensation_account_id = account
        if not self.debt_compensation_journal_id:
            name = self.env._("Compensation notes")
            self.debt_compensation_journal_id = self._debt_note_journal(name, "NK")

    def _debt_compensation_is_due(self, day):
        """Whether this month's proposals are still to be made on `day`."""
        first = fields.Date.start_of(day, "month")
        last = self.debt_compensation_proposed_on
        before = fields.Date.subtract(first, days=1)
        fifth = self.env["debt.calendar"]._add_working_days(self, before, WORKING_DAY)
        return day >= fifth and not (last and last >= first)
