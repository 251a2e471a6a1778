from odoo import api, models


class DebtCountersMixin(models.AbstractModel):
    """Tiles above a list: count and amount of each named filter, in one grouped query."""

    _name = "debt.counters.mixin"
    _description = "Counters above a list"

    @api.model
    @api.readonly
    def get_counters(self, domain):
        """Return the tiles for the records of `domain`.

        Each is `{key, label, count, amount, currency_id, tone, filter}`: amount in the company's
        currency or 0, tone one of '', 'info', 'warning', 'danger', filter the search view's filter.
        """
        counters = self._get_counters(domain)
        return [{"currency_id": self.env.company.currency_id.id, **tile} for tile in counters]

    def _get_counters(self, domain):
        """Build the tiles; each model says which."""
        return []

    def _tile(self, key, label, count, amount=0.0, tone=""):
        return {
            "key": key,
            "label": label,
            "count": count,
            "amount": amount,
            "tone": tone,
            "filter": key,
        }
