from odoo import api, models


class DebtDebtor(models.Model):
    """Customers who are late although no night has opened their case yet."""

    _inherit = "debt.debtor"

    @api.model
    def _of_customer(self, company, partner):
        """Return the debtor row of a customer; of one that owes something it is made."""
        owed = [
            ("company_id", "=", company.id),
            ("partner_id", "child_of", partner.id),
            ("account_id.account_type", "=", "asset_receivable"),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
        ]
        # sudo: whether something is owed, not what
        if self.env["account.move.line"].sudo().search_count(owed, limit=1):
            return self._get_or_create(company, partner)
        return self._of(company, partner)

    def _open_case_of_overdue(self, day):
        """Return the open case of this customer; one opened by hand takes what is overdue.

        :param day: the company's date
        """
        if case := self._open_case():
            return case
        collector = self.collector_id or self.env.user
        # people don't open cases or watch items themselves, a contact does
        debtor_sudo = self.sudo()
        debtor_sudo._get_or_open_case(day, collector_id=collector.id)
        late = [row for row in debtor_sudo._net_rows() if row["due"] < day and row["net"] > 0]
        lines = self.env["account.move.line"].sudo().browse([row["line_id"] for row in late])
        items_sudo = self.env["debt.item"].sudo()._get_or_create(lines)
        case_sudo = debtor_sudo._answer_case(items_sudo, day)
        case_sudo._refresh_totals(day)
        self._touch()
        return case_sudo.sudo(self.env.su)
