from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.tools.gc import disabling_gc

from ..tools.interest import ZERO, MissingRate
from .debt_interest_plan import Plan, uncovered

NO_RULE = "no rule"


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
        # nothing here is cyclic: looking for garbage among 100,000 claims is a quarter of the time
        with disabling_gc():
            histories = self._histories(company, day, lines, partners)
            return self._claims_of(company, day, histories)

    @api.model
    def _claims_of(self, company, day, histories):
        """Return {journal item id: Claim} of histories that end on `day`."""
        rules = self._history_rules(company, histories)
        plans = self._plans(company, histories, rules)
        noted = self._noted(list(histories))
        pending = self._pending(list(noted))
        owed, errors = self._compensations(company, histories, day, rules)
        own, no_rule = company.currency_id.id, self._no_rule_text()
        claims = {}
        for line_id, history in histories.items():
            principal, periods = history.open, noted.get(line_id, ())
            rows, daily, error = self._valued(history, plans[line_id], day, periods, principal)
            interest = sum([row.amount for row in rows], ZERO)
            waits, extra = pending.get(line_id, ZERO), owed.get(line_id, ZERO)
            claims[line_id] = Claim(
                line_id,
                history.partner_id,
                history.currency_id,
                principal,
                interest,
                sum((_decimal(amount) for *_days, amount in periods), ZERO) if periods else ZERO,
                waits,
                extra,
                ZERO,
                principal + interest + waits + (extra if history.currency_id == own else ZERO),
                daily,
                rows,
                plans[line_id] and plans[line_id].rule_id,
                no_rule if error is NO_RULE else error,
                errors.get(line_id),
            )
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
        partner_ids = {history.partner_id for history in histories.values()}
        agreed = self._contract_partners(company, partner_ids)
        debtors = self._debtors(company, agreed)
        choose = self.env["debt.debtor"].union(*debtors.values())._interest_rule_chooser()
        statutory = self._statutory_rules(company, partner_ids - agreed)
        rules = {}
        for line_id, history in histories.items():
            partner_id = history.partner_id
            rule = statutory.get(partner_id)
            rules[line_id] = (
                rule if rule is not None else choose(debtors[partner_id], history.issued)
            )
        return rules

    def _contract_partners(self, company, partner_ids):
        """Ids of those with a contract: their rule depends on the day a claim arose."""
        contracts = self.env["debt.contract"].sudo()  # see `_contracts_by_debtor`
        domain = [("company_id", "=", company.id), ("partner_id", "in", list(partner_ids))]
        return set(contracts.search(domain).partner_id.ids)

    def _statutory_rules(self, company, partner_ids):
        """Return {commercial partner id: rule} of those without a contract, one look a kind."""
        Debtor = self.env["debt.debtor"].sudo()  # see `_debtors`
        choose, by_kind = Debtor._interest_rule_chooser(), {}
        kinds = self._debtor_kinds(company, partner_ids)
        for kind in set(kinds.values()):
            debtor = Debtor.new({"company_id": company.id, "kind": kind})
            by_kind[kind] = choose(debtor, date.min)
        return {partner_id: by_kind[kind] for partner_id, kind in kinds.items()}

    def _debtor_kinds(self, company, partner_ids):
        """Return {commercial partner id: kind}, also of those who aren't debtors yet."""
        Debtor = self.env["debt.debtor"].sudo()  # see `_debtors`
        domain = [("company_id", "=", company.id), ("partner_id", "in", list(partner_ids))]
        groups = Debtor._read_group(domain, ["kind"], ["partner_id:array_agg"])
        kinds = {partner_id: kind for kind, found in groups for partner_id in found}
        for partner in self.env["res.partner"].sudo().browse(set(partner_ids) - kinds.keys()):
            kinds[partner.id] = Debtor._default_kind(partner)
        return kinds

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

    def _plans(self, company, histories, rules=None):
        """Return {journal item id: Plan or None}, shared by all items of a rule and currency.

        :param rules: as `_history_rules` returns them, if the caller has them already
        """
        digits = {
            currency.id: currency.decimal_places
            for currency in self.env["res.currency"].browse(
                {history.currency_id for history in histories.values()}
            )
        }
        plans, found = {}, {}
        rules = rules or self._history_rules(company, histories)
        for line_id, rule in rules.items():
            key = (rule._ids, histories[line_id].currency_id)  # a field is slower than all else
            if key not in found:
                found[key] = Plan(rule, company, digits[key[1]]) if rule else None
            plans[line_id] = found[key]
        return plans

    def _no_rule_text(self):
        return self.env._(
            "There is no interest rule for this customer. Enter one under Configuration > "
            "Interest rules."
        )

    def _valued(self, history, plan, day, noted, open_):
        """(rows, interest of one further day, error) of the days no note has charged."""
        if day <= history.effective_due or history.is_accessory:
            return (), ZERO, None
        if open_ <= 0 and not history.is_late:
            return (), ZERO, None
        if not plan:
            return (), ZERO, NO_RULE
        try:
            rows = self._unnoted_rows(history, plan, day, noted)
            return rows, plan.daily(history, day, open_), None
        except MissingRate as missing:
            return (), ZERO, plan.missing_text(missing.day)

    def _unnoted_rows(self, history, plan, day, noted):
        if not noted:
            return tuple(plan.rows(history, None, day))
        periods = uncovered(history.effective_due, day, noted)
        return tuple(row for first, last in periods for row in plan.rows(history, first, last))

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
                pending[row.move_line_id.id] += _decimal(row.amount)
        return pending

    @api.model
    def _compensations(self, company, histories, day, rules):
        """Return ({journal item id: Decimal}, {journal item id: error}) of compensation owed and
        not noted on `day`, in the company's currency.
        """
        return self.env["debt.compensation"]._owed_of(company, histories, day, rules)


def _decimal(amount):
    return Decimal(str(amount))
