from decimal import Decimal
from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import UserError


class Minimum(NamedTuple):
    """Small amounts in one currency (PRACTICE 1.6)."""

    net_min: Decimal
    post_min: Decimal
    remainder: Decimal
    remainder_foreign: Decimal


class DebtMinimum(models.Model):
    """Small amounts by currency (PRACTICE 1.6): below them nothing, or nothing by post, goes to the
    debtor.
    """

    _name = "debt.minimum"
    _description = "Minimum Amounts"
    _inherit = ["debt.ladder.mixin"]
    _order = "company_id, id"
    _rec_name = "currency_id"

    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    net_min = fields.Monetary(
        "Write from",
        required=True,
        help=(
            "Below this net overdue amount the customer gets only the reminder before the due date."
        ),
    )
    post_min = fields.Monetary(
        "Post and final demand from",
        required=True,
        help="Below this amount nothing goes by post, unless a step names an amount of its own.",
    )
    remainder = fields.Monetary(
        "Remainder left alone", required=True, help="What is left of a paid item and isn't chased."
    )
    remainder_foreign = fields.Monetary(
        "Remainder of transfers from abroad",
        required=True,
        help="Bank charges that the customer's bank took from the transfer.",
    )

    gather_from = fields.Integer(
        "Small amounts in one letter",
        default=5,
        help=(
            "From so many overdue documents in a year on, amounts too small to write about are "
            "collected in one letter. 0: never."
        ),
    )

    _currency_unique = models.Constraint(
        "UNIQUE NULLS NOT DISTINCT (company_id, currency_id)",
        "There is one minimum for each company and currency.",
    )
    _amounts_positive = models.Constraint(
        "CHECK (net_min >= 0 AND post_min >= 0 AND remainder >= 0 AND remainder_foreign >= 0"
        " AND gather_from >= 0)",
        "Minimum amounts can't be negative.",
    )

    def _for(self, company, currency, date):
        """Return the Minimum of a company in a currency.

        The company's own record of that currency wins, then the shared one, then the record of the
        company's currency (else any), converted at `date`. Without any record all amounts are zero.
        Raises UserError when a conversion is needed and there is no rate (see `_convert`).
        """
        record = self._chosen(company, currency)
        return Minimum(
            *(
                self._convert(record[name], record.currency_id, currency, company, date)
                for name in Minimum._fields
            )
        )

    def _chosen(self, company, currency):
        records = self._of(company)
        record = records.get(currency) or records.get(company.currency_id)
        return record or next(iter(records.values()), self.browse())

    def _gather_from(self, company):
        """Return how many small amounts a year a company collects in one letter; 0: never."""
        return self._chosen(company, company.currency_id).gather_from

    def _of(self, company):
        ids = self._ids_of(company.id)
        # sudo: the limits of the house hold for whoever looks at a preview
        records = self.sudo().browse(ids.values())
        return dict(zip(self.env["res.currency"].browse(ids), records, strict=True))

    @api.model
    @tools.ormcache("company_id")
    def _ids_of(self, company_id):
        """{currency id: record id}; kept, since every ladder and every letter asks for it."""
        records = self.sudo().search([("company_id", "in", [company_id, False])])  # sudo: see `_of`
        own_last = records.sorted(lambda record: bool(record.company_id))
        return {record.currency_id.id: record.id for record in own_last}

    def _touch_debtors(self):
        self.env.registry.clear_cache()
        return super()._touch_debtors()

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _convert(self, amount, source, target, company, date):
        """Convert a limit from the currency `source` into `target` at the company's rate of `date`;
        a Decimal.

        Odoo takes rate 1 for a currency without rates, which would turn 50 EUR into 50 PLN. Then
        the ratio of the
        two currencies' minimum amounts, which the company set itself, is the rate; without these a
        UserError says
        what is missing.
        """
        if not amount or source == target or not source:
            return Decimal(str(amount or 0))
        if self._is_rate_known(source, target, company):
            return Decimal(str(source._convert(amount, target, company, date)))
        records = self._of(company)
        known = {source, target} <= records.keys()
        if not (known and records[source].net_min and records[target].net_min):
            raise UserError(
                self.env._(
                    "There is no exchange rate between %(first)s and %(second)s for %(company)s. "
                    "Enter the rate, or minimum amounts in both currencies.",
                    first=source.name,
                    second=target.name,
                    company=company.display_name,
                )
            )
        ratio = Decimal(str(records[target].net_min)) / Decimal(str(records[source].net_min))
        return round(Decimal(str(amount)) * ratio, 2)

    def _is_rate_known(self, source, target, company):
        needed = (source | target) - company.currency_id
        if source == target or not needed:
            return True
        # what is known stays known for the rest of the transaction; a ladder asks for each limit
        known = self.env.cr.cache.setdefault("debt_known_rates", set())
        wanted = {(company.root_id.id, currency.id) for currency in needed}
        if not wanted <= known:
            known |= self._known_rates(company.root_id, needed)
        return wanted <= known

    def _known_rates(self, company, currencies):
        """{(company id, currency id)} of those of these currencies that have a rate."""
        rates = self.env["res.currency.rate"].sudo()  # sudo: see `_of`
        domain = [
            ("currency_id", "in", currencies.ids),
            ("company_id", "in", [company.id, False]),
        ]
        groups = rates._read_group(domain, ["currency_id"])
        return {(company.id, currency.id) for (currency,) in groups}

    def _touched_sql(self):
        return self._company_sql()
