from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models

from ..tools.interest import ZERO, MissingRate
from .debt_interest_plan import Plan, uncovered


class Claim(NamedTuple):
    """What one receivable is worth on a day, in its own currency.

    `interest` isn't on any note yet; `noted` is what notes have charged, `pending` the part of it
    that isn't in the books (a posted note is a receivable of its own). `compensation` is in the
    company's currency, it is part of `total` only where that is the item's. `daily` is the interest
    of one further day. `error` says why interest couldn't be calculated: then it is zero.
    """

    line_id: int
    partner_id: int
    currency_id: int
    principal: Decimal
    interest: Decimal = ZERO
    noted: Decimal = ZERO
    pending: Decimal = ZERO
    compensation: Decimal = ZERO
    costs: Decimal = ZERO
    total: Decimal = ZERO
    daily: Decimal = ZERO
    rows: tuple = ()
    rule_id: int | None = None
    error: str | None = None
    compensation_error: str | None = None


class DebtInterest(models.AbstractModel):
    """Claims to date: principal, interest, compensation. Computed, never stored."""

    _inherit = "debt.interest"

    @api.model
    def _claims(self, company, day, lines=None, partners=None):
        """Return {journal item id: Claim} as of `day`, past or future; scope as in `_histories`."""
        histories = self._histories(company, day, lines, partners)
        return self._claims_of(company, day, histories)

    @api.model
    def _claims_of(self, company, day, histories):
        """Return {journal item id: Claim} of histories that end on `day`."""
        plans = self._plans(company, histories)
        noted = self._noted(list(histories))
        pending = self._pending(list(noted))
        owed, errors = self._compensations(company, histories, day)
        own = company.currency_id.id
        claims = {}
        for line_id, history in histories.items():
            claim = self._claim(history, plans[line_id], day, noted.get(line_id, ()))
            if line_id in owed or line_id in pending or line_id in errors:
                claim = claim._replace(
                    pending=pending.get(line_id, ZERO),
                    compensation=owed.get(line_id, ZERO),
                    compensation_error=errors.get(line_id),
                )
            extra = claim.compensation if claim.currency_id == own else ZERO
            total = claim.principal + claim.interest + claim.pending + extra
            claims[line_id] = claim._replace(total=total)
        return claims

    @api.model
    def _rows(self, history, rule, first=None, last=None):
        """Return the [tools.interest.Row] of one claim at a rule, noted or not: the one seam for
        notes, letters and figures to date. Both days are counted. Raises MissingRate.
        """
        company = self.env["res.company"].browse(history.company_id)
        currency = self.env["res.currency"].browse(history.currency_id)
        return Plan(rule, company, currency.decimal_places).rows(history, first, last)

    @api.model
    def _history_rules(self, company, histories):
        """Return {journal item id: debt.interest.rule, maybe empty}: as agreed when it arose."""
        debtors = self._debtors(company, {h.partner_id for h in histories.values()})
        choose = self.env["debt.debtor"].union(*debtors.values())._interest_rule_chooser()
        rules = {}
        for history in histories.values():
            key = (history.partner_id, history.issued)
            if key not in rules:
                rules[key] = choose(debtors[history.partner_id], history.issued)
        return {h.line_id: rules[h.partner_id, h.issued] for h in histories.values()}

    def _debtors(self, company, partner_ids):
        """Return {commercial partner id: debtor}; who isn't one yet is imagined, not created."""
        # sudo: the amount of a claim is the same for whoever looks at it
        Debtor = self.env["debt.debtor"].sudo()
        found = Debtor.search(
            [("company_id", "=", company.id), ("partner_id", "in", list(partner_ids))]
        )
        debtors = {debtor.partner_id.id: debtor for debtor in found}
        missing = self.env["res.partner"].sudo().browse(partner_ids - debtors.keys())
        for partner in missing:
            kind = Debtor._default_kind(partner)
            values = {"company_id": company.id, "partner_id": partner.id, "kind": kind}
            debtors[partner.id] = Debtor.new(values)
        return debtors

    def _plans(self, company, histories):
        """Return {journal item id: Plan or None}, shared by all items of a rule and currency."""
        digits = {
            currency.id: currency.decimal_places
            for currency in self.env["res.currency"].browse(
                {history.currency_id for history in histories.values()}
            )
        }
        plans, found = {}, {}
        for line_id, rule in self._history_rules(company, histories).items():
            key = (rule.id, histories[line_id].currency_id)
            if key not in found:
                found[key] = Plan(rule, company, digits[key[1]]) if rule else None
            plans[line_id] = found[key]
        return plans

    def _claim(self, history, plan, day, noted):
        """The Claim of one history, without what others charge."""
        rows, daily, error = [], ZERO, None
        try:
            if plan:
                rows, daily = self._unnoted_rows(history, plan, day, noted)
            elif history.is_late and day > history.effective_due and not history.is_accessory:
                error = self._no_rule_text(history)
        except MissingRate as missing:
            error = plan.rule._missing_text(missing.day)
        return Claim(
            history.line_id,
            history.partner_id,
            history.currency_id,
            history.open,
            sum((row.amount for row in rows), ZERO),
            sum((Decimal(str(amount)) for *_days, amount in noted), ZERO),
            daily=daily,
            rows=tuple(rows),
            rule_id=plan.rule_id if plan else None,
            error=error,
        )

    def _unnoted_rows(self, history, plan, day, noted):
        """(rows of the days no note has charged, interest of one further day)."""
        if day <= history.effective_due:
            return [], ZERO
        if not noted:
            return plan.rows(history, None, day), plan.daily(history, day)
        rows = []
        for first, last in uncovered(history.effective_due, day, noted):
            rows += plan.rows(history, first, last)
        return rows, plan.daily(history, day)

    def _no_rule_text(self, history):
        company = self.env["res.company"].browse(history.company_id)
        debtor = self._debtors(company, {history.partner_id})[history.partner_id]
        return debtor._no_rule_text(history.issued)

    # what others charge

    @api.model
    def _noted(self, line_ids):
        """Return {journal item id: [(first day, last day, amount)]} charged by notes so far."""
        return self.env["debt.interest.note"]._charged(line_ids) if line_ids else {}

    @api.model
    def _pending(self, line_ids):
        """Return {journal item id: Decimal} charged by notes that aren't in the books yet."""
        rows = self.env["debt.interest.note.line"].sudo()  # see `_charged`
        domain = rows._effective_domain() & rows._of_items_domain(line_ids)
        pending = defaultdict(Decimal)
        for row in rows.search([*domain, ("state", "=", "charged")]) if line_ids else ():
            if row.note_id.move_id.state != "posted":
                pending[row.move_line_id.id] += Decimal(str(row.amount))
        return pending

    @api.model
    def _compensations(self, company, histories, day):
        """Return ({journal item id: Decimal}, {journal item id: error}) of compensation owed and
        not noted on `day`, in the company's currency.
        """
        return self.env["debt.compensation"]._owed_of(company, histories, day)
