from odoo import models
from odoo.exceptions import UserError


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _still_owed(self):
        """Return those of these actions with a demanded item that isn't paid or covered by credits.

        A small remainder counts as paid. An action without demanded items (a decision) counts as
        owed: a person ends what it set.
        """
        demanded = self.env["debt.action.line"].search(
            [("action_id", "in", self.ids), ("role", "=", "demanded")]
        )
        debtors = demanded.action_id.debtor_id
        remainders = debtors._remainders()
        open_lines = {
            row["line_id"]
            for row in debtors._net_rows()
            if row["net"] > remainders(row["debtor_id"], row["currency_id"])
        }
        owed = demanded.filtered(
            lambda line: (
                line.item_id.move_line_id.id in open_lines
                or line.item_id.plan_line_id.amount_open > 0
            )
        )
        return owed.action_id + (self - demanded.action_id)


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _remainders(self):
        """Return f(debtor id, currency id) -> Decimal: what is left of a paid item, not chased.

        Each company and currency is read once.
        """
        known = {}

        def remainder(debtor_id, currency_id):
            debtor = self.browse(debtor_id)
            company = debtor.company_id
            if (company, currency_id) not in known:
                known[company, currency_id] = self._remainder_limits(company, currency_id)
            country = debtor.partner_id.country_id
            is_foreign = bool(country) and country != company.country_id
            return known[company, currency_id][is_foreign]

        return remainder

    def _remainder_limits(self, company, currency_id):
        """Return (at home, from abroad); zeros without a rate, which must not stop a sale."""
        currency = self.env["res.currency"].browse(currency_id)
        try:
            minimum = self.env["debt.minimum"]._for(company, currency, company._debt_today())
        except UserError:
            return (0, 0)
        return (minimum.remainder, minimum.remainder_foreign)
