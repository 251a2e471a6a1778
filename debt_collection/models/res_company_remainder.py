from odoo import fields, models
from odoo.exceptions import UserError

# field: (id in the Polish chart, type, beginning of the code in other charts)
ACCOUNTS = {
    "debt_remainder_account_id": ("chart76010900", "expense", "76"),
    "debt_charges_account_id": ("chart40030500", "expense", "40"),
    "debt_overpaid_account_id": ("chart76000900", "income", "76"),
}


class ResCompany(models.Model):
    """Where small remainders of receivables are written off."""

    _inherit = "res.company"

    debt_remainder_propose = fields.Boolean("Propose remainders for write-off", default=True)
    debt_remainder_journal_id = fields.Many2one(
        "account.journal",
        "Journal of write-offs",
        domain="[('type', '=', 'general')]",
        check_company=True,
    )
    debt_remainder_account_id = fields.Many2one(
        "account.account", "Remainders written off", check_company=True
    )
    debt_charges_account_id = fields.Many2one(
        "account.account", "Bank charges of transfers from abroad", check_company=True
    )
    debt_overpaid_account_id = fields.Many2one(
        "account.account", "Small overpayments kept", check_company=True
    )

    def _debt_remainder_setup(self):
        """Fill in the journal and accounts of write-offs where they are empty.

        :raise UserError: the chart of accounts has no fitting account or journal
        """
        self.ensure_one()
        for name, where in ACCOUNTS.items():
            self[name] = self[name] or self._debt_chart_account(*where)
            if not self[name]:
                self._debt_remainder_missing(self._fields[name])
        if not self.debt_remainder_journal_id:
            journals = self.env["account.journal"].with_company(self)
            own = [*journals._check_company_domain(self), ("type", "=", "general")]
            # the series of notes isn't for other entries
            own.append(("sequence_override_regex", "=", False))
            self.debt_remainder_journal_id = journals.search(own, limit=1)
            if not self.debt_remainder_journal_id:
                self._debt_remainder_missing(self._fields["debt_remainder_journal_id"])

    def _debt_remainder_missing(self, field):
        raise UserError(
            self.env._(
                'Choose "%(field)s" of %(company)s in the settings of Collections.',
                field=field._description_string(self.env),
                company=self.display_name,
            )
        )
