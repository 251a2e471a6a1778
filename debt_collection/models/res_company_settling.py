from odoo import fields, models

from .debt_contract import ALLOCATION_MODES


class ResCompany(models.Model):
    """Series of documents of the books, the limit of cash, the order of payment."""

    _inherit = "res.company"

    debt_cash_limit = fields.Monetary(
        "Cash between businesses up to",
        default=15000.0,
        help="A transaction above it has to be paid through a bank account (Polish Law of "
        "Entrepreneurs, art. 19). Zero: no warning.",
    )

    debt_allocation_mode = fields.Selection(
        ALLOCATION_MODES,
        "Payments are set off against",
        default="principal_first",
        required=True,
        help="Where no contract says otherwise. Interest and costs are paid first only as far as "
        "notes charge them.",
    )

    def _debt_next_number(self, code, prefix, name, day):
        """Return the next number of this company's own yearly series, such as WPR/2026/0001.

        The series is made when it is first needed; documents of the books miss no number.
        """
        self.ensure_one()
        series = self.env["ir.sequence"].sudo()  # people can't read series
        domain = [("code", "=", code), ("company_id", "=", self.id)]
        found = series.search(domain, limit=1) or series.create(
            {
                "code": code,
                "company_id": self.id,
                "name": name,
                "prefix": f"{prefix}/%(range_year)s/",
                "padding": 4,
                "use_date_range": True,
                "implementation": "no_gap",
            }
        )
        return found.next_by_id(sequence_date=day)
