from odoo import api, models
from odoo.tools import LazyTranslate

from .debt_reason import REASONS, TITLES

_lt = LazyTranslate(__name__)

REASONS["not_tied"] = _lt(
    "Open items of customers and the receivable accounts differ by %(amount)s: %(name)s"
)
TITLES["not_tied"] = _lt("Books don't tie out")


class DebtBankCheck(models.Model):
    """One gate for all that leaves after the due date: fresh bank data, then books that tie out."""

    _inherit = "debt.bank.check"

    @api.model
    def _gate(self, company, day):
        return super()._gate(company, day) or self.env["debt.tie.out"]._gate(company, day)
