from odoo import fields, models


class DebtCase(models.Model):
    """From a case to what settles it: unallocated payments, receipts, settlements."""

    _inherit = "debt.case"

    unallocated = fields.Monetary("Unallocated", compute="_compute_settling")
    settling_count = fields.Integer("Settled by documents", compute="_compute_settling")

    def _compute_settling(self):
        amounts = self._by_company_and_partner("debt.unallocated", "amount_company:sum", [])
        counts = {}
        posted = [("state", "=", "posted")]
        for model in ("debt.settlement", "debt.cash.receipt", "debt.allocation"):
            for key, count in self._by_company_and_partner(model, "__count", posted).items():
                counts[key] = counts.get(key, 0) + count
        for case in self:
            key = (case.company_id, case.partner_id)
            case.unallocated = amounts.get(key, 0.0)
            case.settling_count = counts.get(key, 0)

    def _by_company_and_partner(self, model, aggregate, domain):
        """Return {(company, customer): sum or count} of what concerns these cases."""
        groups = self.env[model]._read_group(
            [
                ("company_id", "in", self.company_id.ids),
                ("partner_id", "in", self.partner_id.ids),
                *domain,
            ],
            ["company_id", "partner_id"],
            [aggregate],
        )
        return {(company, partner): value for company, partner, value in groups}

    def action_open_unallocated(self):
        self.ensure_one()
        return self.partner_id._debt_open_unallocated(self.company_id)

    def action_open_settling(self):
        """Show what was matched by documents of this customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settled by documents"),
            "res_model": "debt.match",
            "view_mode": "list",
            "domain": [
                ("company_id", "=", self.company_id.id),
                "|",
                "|",
                ("settlement_id.partner_id", "=", self.partner_id.id),
                ("receipt_id.partner_id", "=", self.partner_id.id),
                ("allocation_id.partner_id", "=", self.partner_id.id),
            ],
        }

    def action_cash_receipt(self):
        """Start a cash receipt for the whole case."""
        self.ensure_one()
        return self.env["debt.cash.receipt"]._new_action(self.company_id, self.partner_id)

    def action_settlement(self):
        """Start a manual settlement of this customer."""
        self.ensure_one()
        context = {
            "default_company_id": self.company_id.id,
            "default_partner_id": self.partner_id.id,
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New settlement"),
            "res_model": "debt.settlement",
            "view_mode": "form",
            "context": context,
        }
