from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount


class DebtStatementWizard(models.TransientModel):
    """Of which day a statement is sent: what was open then, whatever was paid since."""

    _name = "debt.statement.wizard"
    _description = "Statement as of a Day"

    debtor_ids = fields.Many2many("debt.debtor", required=True, readonly=True)
    day = fields.Date("As of", required=True, default=lambda self: self.env.company._debt_today())
    balance = fields.Char("Balance", compute="_compute_balance")

    @api.constrains("day")
    def _check_day(self):
        for wizard in self:
            if wizard.day > wizard.env.company._debt_today():
                raise ValidationError(self.env._("The day of a statement can't be in the future."))

    @api.depends("day", "debtor_ids")
    @api.depends_context("lang")
    def _compute_balance(self):
        for wizard in self:
            # what the browser sends isn't checked, nor are records in memory
            debtors = wizard.debtor_ids._origin._filtered_access("read")
            # sudo: sums of customers the person sees; he needn't read the books
            lines = debtors.sudo()._balance_lines(wizard.day) if wizard.day else {}
            sums = defaultdict(float)
            for vals in (vals for one in lines.values() for vals in one):
                sums[vals["currency_id"]] += vals["amount_open"]
            currencies = self.env["res.currency"].browse(sums)
            wizard.balance = ", ".join(
                format_amount(self.env, sums[currency.id], currency) for currency in currencies
            ) or self.env._("nothing was open")

    def action_send(self):
        """Queue the statements: of today as always, of another day with its figures."""
        self.ensure_one()
        is_today = self.day == self.env.company._debt_today()
        return self.debtor_ids._send_statement(False if is_today else self.day)
