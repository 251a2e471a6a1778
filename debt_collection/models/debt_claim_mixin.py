from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.interest import ZERO

FIGURES = (
    "principal_to_date",
    "interest_to_date",
    "noted_to_date",
    "compensation_to_date",
    "claim_total",
    "interest_daily",
)


def figure(string, **options):
    """An amount of the claim, one of FIGURES."""
    return fields.Monetary(
        string,
        compute="_compute_claim",
        compute_sudo=True,
        currency_field="claim_currency_id",
        **options,
    )


class DebtClaimMixin(models.AbstractModel):
    """Figures to date on a record that stands for receivables: never stored, in bulk.

    As of the day in the context (`debt_as_of`), else of the company's today.
    """

    _name = "debt.claim.mixin"
    _description = "Claims to Date"

    claim_currency_id = fields.Many2one(
        "res.currency", "Currency of the claim", compute="_compute_claim", compute_sudo=True
    )
    principal_to_date = figure("Principal")
    interest_to_date = figure(
        "Interest to date", help="For each late day that isn't on an interest note yet."
    )
    noted_to_date = figure(
        "On notes being prepared",
        help="Interest on notes that aren't in the books yet; a booked note is an item itself.",
    )
    compensation_to_date = figure(
        "Compensation", help="For recovery costs: not claimed by a note yet."
    )
    claim_total = figure(
        "Claim in total",
        help="Principal, interest, interest on notes being prepared, and compensation.",
    )
    interest_daily = figure("Interest per day", help="Of each further day without payment.")
    claim_error = fields.Char(
        "Interest unknown", compute="_compute_claim", compute_sudo=True, help="What is missing."
    )

    @api.depends_context("company", "lang", "debt_as_of")
    def _compute_claim(self):
        for company, records in self._claim_companies().items():
            day = self._claim_day(company)
            claims = records._claims_to_date(company, day) if company else {}
            for record in records:
                record._set_claim(company, day, claims.get(record, ()))

    def _claim_day(self, company):
        """Return the day of the figures: of the context, else the company's today."""
        return fields.Date.to_date(self.env.context.get("debt_as_of")) or company._debt_today()

    def _claim_companies(self):
        """Return {company: records}."""
        return self.grouped("company_id")

    def _claims_to_date(self, company, day):
        """Return {record: [debt_interest.Claim]} as of `day`. Models with journal items of their
        own say which by `_claim_lines`.
        """
        lines = self._claim_lines()
        ids = list({line_id for found in lines.values() for line_id in found})
        claims = self.env["debt.interest"]._claims(company, day, lines=ids)
        return {
            record: [claims[line_id] for line_id in found if line_id in claims]
            for record, found in lines.items()
        }

    def _claim_lines(self):
        """Return {record: ids of its receivable journal items}."""
        raise NotImplementedError

    def _claim_currency(self, company):
        """Return the currency the figures of this record are in."""
        return self.currency_id or company.currency_id

    def _set_claim(self, company, day, claims):
        self.claim_currency_id = self._claim_currency(company)
        errors = [claim.error or claim.compensation_error for claim in claims]
        error = next(filter(None, errors), False)
        try:
            figures = self._claim_figures(company, day, claims)
        except UserError as missing:
            figures, error = (ZERO,) * len(FIGURES), str(missing)
        for name, value in zip(FIGURES, figures, strict=True):
            self[name] = float(value)
        self.claim_error = error

    def _claim_figures(self, company, day, claims):
        """Sums of the claims in the record's currency, in the order of FIGURES."""
        target, own = self._claim_currency(company), company.currency_id
        sums = [ZERO] * len(FIGURES)
        for claim in claims:
            rate = self._claim_rate(company, day, claim.currency_id, target)
            extra = claim.compensation * self._claim_rate(company, day, own.id, target)
            total = claim.principal + claim.interest + claim.pending + claim.costs
            own_parts = (claim.principal, claim.interest, claim.pending)
            values = [part * rate for part in own_parts]
            values += [extra, total * rate + extra, claim.daily * rate]
            sums = [one + other for one, other in zip(sums, values, strict=True)]
        return sums

    def _claim_rate(self, company, day, source_id, target):
        """Return how much of `target` one unit is worth; UserError where no rate is known."""
        if source_id == target.id:
            return Decimal(1)
        source = self.env["res.currency"].browse(source_id)
        if self.env["debt.minimum"]._is_rate_known(source, target, company):
            rate = source._get_conversion_rate(source, target, company, day)
            return Decimal(str(rate))
        return self.env["debt.minimum"]._convert(1, source, target, company, day)
