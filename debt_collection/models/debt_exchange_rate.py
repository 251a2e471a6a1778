from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class DebtExchangeRate(models.Model):
    """The mean rate of a currency by table A of the NBP: what compensation is converted by.

    Not the rates of accounting, which may come from elsewhere and be edited.
    """

    _name = "debt.exchange.rate"
    _description = "NBP Exchange Rate"
    _order = "date desc, currency_id"
    _rec_name = "table_no"

    currency_id = fields.Many2one("res.currency", required=True)
    date = fields.Date("Published for", required=True, index=True)
    mid = fields.Float("Mean rate", required=True, digits=(12, 6), aggregator="avg")
    table_no = fields.Char("Table", required=True, help="Such as 172/A/NBP/2025.")
    source = fields.Char()

    _date_unique = models.Constraint(
        "UNIQUE(currency_id, date)", "There is a rate of this currency and day already."
    )
    _mid_positive = models.Constraint("CHECK (mid > 0)", "An exchange rate is above zero.")

    @api.model
    def _mid(self, currency, day):
        """Return the record of `currency` published for `day`: mid, table_no, date.

        `Decimal(str(record.mid))` is exact. Raises UserError that names the day: never guessed.
        """
        rate = self.search([("currency_id", "=", currency.id), ("date", "=", day)])
        if not rate:
            raise UserError(self._missing_text(currency, day))
        return rate

    def _missing_text(self, currency, day):
        return self.env._(
            "The NBP mean rate of %(currency)s for %(day)s isn't known. Fetch or enter it under "
            "Configuration > NBP exchange rates.",
            currency=currency.name,
            day=format_date(self.env, day),
        )
