from odoo import api, fields, models
from odoo.tools import format_amount


class DebtContact(models.TransientModel):
    """“Pay by then and we drop the interest”: a condition of a promise."""

    _inherit = "debt.contact"

    interest_owed = fields.Monetary("Interest until then", compute="_compute_interest_owed")
    waives_interest = fields.Boolean("Drop the interest if paid by then")

    @api.depends("result", "promise_date", "item_ids")
    def _compute_interest_owed(self):
        for contact in self:
            promised = contact.result == "promise" and contact.promise_date and contact.item_ids
            contact.interest_owed = promised and self.env["debt.promise"]._interest_until(
                contact.item_ids._origin, contact.promise_date
            )

    def _details_promise(self):
        return {**super()._details_promise(), "waives_interest": self.waives_interest}

    @api.depends("waives_interest")
    def _compute_hint(self):
        return super()._compute_hint()

    def _hint_promise(self):
        text = super()._hint_promise()
        if not (text and self.waives_interest):
            return text
        waiver = self.env._(
            "Interest of %(amount)s isn't charged if he keeps his word, else it is owed again.",
            amount=format_amount(self.env, self.interest_owed, self.currency_id),
        )
        return f"{text} {waiver}"
