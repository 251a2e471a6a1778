from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import business_days, compensation

DAY = timedelta(days=1)
# the Act of 8 March 2013 knows the three amounts; other countries have amounts of their own
COUNTRY = "PL"


class Right(NamedTuple):
    """Compensation that arose for one receivable (art. 10 of the Act of 8 March 2013).

    `gross` is in the receivable's currency, without what its own credit notes took back;
    `gross_pln` and `amount` in PLN. `error` says why it can't be calculated: then these are None.
    `late` counts the days from the effective due date to payment, or to the day asked for.
    """

    line_id: int
    partner_id: int
    currency_id: int
    issued: date
    due: date
    gross: Decimal
    late: int
    is_paid: bool
    gross_pln: Decimal | None = None
    euros: Decimal | None = None
    rate: object = None  # debt.exchange.rate
    amount: Decimal | None = None
    error: str | None = None


class Tables:
    """NBP mean rates of some days, each looked for once."""

    def __init__(self, env):
        self.model = env["debt.exchange.rate"].sudo()  # the amount is the same whoever looks
        self.known = {}
        # env.ref() looks each time whether the record still exists
        self.euro, self.zloty = env.ref("base.EUR"), env.ref("base.PLN")

    def mid(self, currency, day):
        """The rate's record. Raises UserError that names the day."""
        key = (currency.id, day)
        if key not in self.known:
            try:
                self.known[key] = self.model._mid(currency, day)
            except UserError as error:
                self.known[key] = error
        found = self.known[key]
        if isinstance(found, UserError):
            raise found
        return found


class DebtCompensation(models.Model):
    """For which receivables compensation arose, and how much: calculated, never stored."""

    _inherit = "debt.compensation"

    @api.model
    def _rights(self, company, histories, day, rules=None):
        """Return {journal item id: Right} of the compensation that arose until `day`.

        It arises the day after the effective due date when something was still open then, also if
        it was paid later. Never for consumers, accessory claims, instalments of an agreement made
        after the delay, claims that arose in insolvency, nor where the debtor's interest rule knows
        no compensation.

        :param histories: {journal item id: History} of `debt.interest._histories`
        :param rules: as `debt.interest._history_rules` returns them, if the caller has them already
        """
        late = {key: one for key, one in histories.items() if self._is_late(one, day)}
        rescheduled = self._rescheduled(late)
        late = {key: one for key, one in late.items() if key not in rescheduled}
        entitled = self._entitled(company, late, rules)
        tables, is_working = Tables(self.env), self._working_day_test(late)
        maturity = company.debt_compensation_maturity
        return {
            key: self._right(
                late[key],
                day,
                compensation.rate_day(late[key].effective_due, is_working, maturity),
                tables,
            )
            for key in entitled
        }

    def _is_late(self, history, day):
        """Whether the right arose: something was open at the end of the effective due date."""
        if history.is_accessory or history.effective_due >= day:
            return False
        return self._gross(history) > sum(
            event.amount
            for event in history.events
            if event.kind != "correction" and event.day <= history.effective_due
        )

    def _gross(self, history):
        """What was ever owed: the amount without what its own credit notes took back."""
        return history.principal - sum(
            event.amount for event in history.events if event.kind == "correction"
        )

    def _entitled(self, company, histories, rules):
        """Ids of those whose debtor owes compensation by kind, rule and state of affairs."""
        partner_ids = {one.partner_id for one in histories.values()}
        kinds = self.env["debt.interest"]._debtor_kinds(company, partner_ids)
        insolvent = self._insolvent_spans(company, partner_ids)
        rules = rules or self.env["debt.interest"]._history_rules(company, histories)
        # a field of a record costs more than all else here: once a rule, not once an item
        knows = {rule: self._has_compensation(rule, company) for rule in set(rules.values())}
        return [
            key
            for key, one in histories.items()
            if knows[rules[key]]
            and kinds[one.partner_id] != "consumer"
            and not self._is_in(one.effective_due + DAY, insolvent.get(one.partner_id, ()))
        ]

    def _has_compensation(self, rule, company):
        """Whether the rule knows compensation, by Polish law."""
        country = rule.country_id or company.country_id or company.account_fiscal_country_id
        return rule.has_compensation and country.code == COUNTRY

    def _insolvent_spans(self, company, partner_ids):
        """{partner id: [(first, last day or None)]} of insolvency or restructuring."""
        holds = self.env["debt.hold"].sudo()  # a fact about the debtor, whoever asks
        domain = [
            ("company_id", "=", company.id),
            ("debtor_id.partner_id", "in", list(partner_ids)),
            ("kind", "=", "insolvency"),
        ]
        spans = defaultdict(list)
        for hold in holds.search(domain):
            ends = [end for end in (hold.date_until, hold.ended_on and hold.ended_on - DAY) if end]
            spans[hold.debtor_id.partner_id.id].append((hold.date_from, min(ends, default=None)))
        return spans

    @staticmethod
    def _is_in(day, spans):
        return any(first <= day and (last is None or day <= last) for first, last in spans)

    def _rescheduled(self, histories):
        """Ids of lines that only replace older claims: the entry of an agreement takes these off
        the books by a credit on the same account.
        """
        if not histories:
            return set()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT l.id
                  FROM account_move_line l
                  JOIN account_move m ON m.id = l.move_id AND m.move_type = 'entry'
                  JOIN account_move_line c ON c.move_id = l.move_id AND c.amount_currency < 0
                  JOIN account_account a ON a.id = c.account_id
                  JOIN account_partial_reconcile r ON r.credit_move_id = c.id
                 WHERE l.id = ANY(%s) AND a.account_type = 'asset_receivable'
                   AND l.partner_id = c.partner_id
                """,
                list(histories),
            )
        )
        return {line_id for (line_id,) in rows}

    def _working_day_test(self, histories):
        """Function that tells a day on which the NBP publishes rates."""
        years = {one.effective_due.year for one in histories.values()} or {2000}
        poland = self.env.ref("base.pl")
        off = self.env["debt.calendar"]._holidays(poland, min(years) - 1, max(years) + 1)
        return lambda day: business_days.is_working(day, off)

    def _right(self, history, day, rate_day, tables):
        """The Right of one claim; `rate_day` is the NBP's day for it."""
        currency = self.env["res.currency"].browse(history.currency_id)
        gross, paid_on = self._gross(history), history.paid_on
        right = Right(
            history.line_id,
            history.partner_id,
            history.currency_id,
            history.issued,
            history.effective_due,
            gross,
            ((paid_on or day) - history.effective_due).days,
            paid_on is not None,
        )
        try:
            rate = tables.mid(tables.euro, rate_day)
            gross_pln = gross
            if currency != tables.zloty:
                foreign = tables.mid(currency, rate_day)
                gross_pln = gross * Decimal(str(foreign.mid))
        except UserError as error:
            return right._replace(error=str(error))
        euros = compensation.tier(gross_pln)
        amount = compensation.amount(euros, Decimal(str(rate.mid)))
        return right._replace(gross_pln=round(gross_pln, 2), euros=euros, rate=rate, amount=amount)

    # what is still owed --------------------------------------------------------------------------

    @api.model
    def _owed_of(self, company, histories, day, rules=None):
        """Return ({journal item id: Decimal PLN}, {journal item id: error}) of compensation that
        arose until `day` and is neither waived nor in the books: a posted note is a receivable of
        its own, what a draft charges is still owed here.

        :param histories: as in `_rights`
        :param rules: as in `_rights`
        """
        lines = self.env["debt.compensation.line"].sudo()  # a claim is the same for whoever looks
        settled = lines._settled(list(histories))
        rights = self._rights(
            company, {key: one for key, one in histories.items() if key not in settled}, day, rules
        )
        errors = {key: right.error for key, right in rights.items() if right.error}
        return {key: one.amount for key, one in rights.items() if not one.error}, errors

    @api.model
    def _owed(self, line_ids, day):
        """Return {journal item id: Decimal PLN} of compensation owed on `day`, as in `_owed_of`;
        items without any are left out.

        :raise UserError: a rate of the NBP is missing; names the day
        """
        lines = self.env["account.move.line"].sudo().browse(line_ids).exists()  # see _owed_of
        owed = {}
        for company, some in lines.grouped("company_id").items():
            histories = self.env["debt.interest"]._histories(company, day, lines=some)
            amounts, errors = self._owed_of(company, histories, day)
            if errors:
                raise UserError("\n".join(sorted(set(errors.values()))))
            owed.update(amounts)
        return owed
