"""What an aging report covers: parsed from the context of an action, which may say anything."""

from typing import NamedTuple

from odoo import fields, models

from ..tools import aging

CONTEXT = "debt_aging"
SIDES = {"receivable": ("asset_receivable",), "payable": ("liability_payable",)}
SIDES["both"] = SIDES["receivable"] + SIDES["payable"]


class Scope(NamedTuple):
    """Day (date), limits of the buckets (days), side, whether in the documents' currency,
    whether credits stand apart."""

    day: object
    limits: tuple
    side: str
    in_currency: bool
    credits_apart: bool

    def context(self):
        """Return this scope as an action's context carries it."""
        return {
            CONTEXT: {
                "day": fields.Date.to_string(self.day),
                "limits": list(self.limits),
                "side": self.side,
                "in_currency": self.in_currency,
                "credits_apart": self.credits_apart,
            }
        }


class DebtAgingScope(models.AbstractModel):
    """Reads and writes the Scope of a report as its action carries it."""

    _name = "debt.aging.scope"
    _description = "Scope of an Aging Report"

    def _scope(self):
        """Return the Scope in the context; what is missing there is the company's usual one."""
        asked = self.env.context.get(CONTEXT)
        usual = self._usual_scope()
        if not isinstance(asked, dict):
            return usual
        try:
            return Scope(
                fields.Date.to_date(asked.get("day")) or usual.day,
                aging.check_limits(asked.get("limits") or usual.limits),
                asked["side"] if asked.get("side") in SIDES else usual.side,
                bool(asked.get("in_currency")),
                bool(asked.get("credits_apart", True)),
            )
        except (TypeError, ValueError):
            # a favourite or a link somebody wrote by hand
            return usual

    def _usual_scope(self, company=None, side="receivable", day=None):
        """Return the Scope of today in the company's own buckets."""
        company = company or self.env.company
        # sudo: how ages are grouped is no secret to whoever sees the figures
        bucket_set = self.env["debt.aging.set"].sudo()._default(company)
        limits = aging.parse_limits(bucket_set.limits or "30, 60, 90, 180")
        apart = bucket_set.credits_apart if bucket_set else True
        return Scope(day or company._debt_today(), limits, side, False, apart)

    def _on_day(self, company, day):
        """Return the report of one company's receivables at the end of `day`, in its own buckets
        and currency.
        """
        scope = self._usual_scope(company, day=day)
        return self.with_context(allowed_company_ids=company.ids, **scope.context())
