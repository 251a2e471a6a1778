from collections import defaultdict
from typing import Any, NamedTuple

from odoo import Command, models
from odoo.fields import Domain

from .debt_hold import SILENT_KINDS
from .debt_letter_payment import TITLE_OF_CODE
from .debt_paper_payment import Transfer

# why a document waits, as far as the customer himself knows it
TOLD_KINDS = ("promise", "dispute", "plan", "payment")


class Entry(NamedTuple):
    """A document on the customer's page, texts in his language."""

    row: Any  # of the statement: see debt_letter_statement.Row
    line_id: int  # journal item
    status: str  # what he told us of it, or ""
    is_debt: bool
    is_asked: bool  # a debt that doesn't wait for a complaint, an agreement or a reported payment
    may_pay: bool  # online
    has_file: bool


class Balance(NamedTuple):
    """All that is open in one currency; amounts are texts."""

    currency: Any
    entries: list
    total: str
    overdue: str  # "" if nothing is
    interest: str  # to date, "" if none is shown
    account: str
    title: str
    codes: list  # of `debt_paper_payment.Code`: the transfer, for banking apps
    code_amount: str  # what the code says
    may_pay: bool


class DebtDebtor(models.Model):
    """What a customer sees of himself: amounts of the ledger, nothing of what we think of him."""

    _inherit = "debt.debtor"

    def _account_paper(self, day):
        """Return his statement as a `debt.letter` in memory, in the language of the context.

        It writes amounts, days, account and contact person; nothing is stored.
        """
        self.ensure_one()
        company, lang = self.company_id, self.env.lang or "en_US"
        action = self.env["debt.action"].new(
            {
                "company_id": company.id,
                "partner_id": self.partner_id.id,
                "debtor_id": self.id,
                "kind": "statement",
                "line_ids": [Command.create(vals) for vals in self._statement_lines(day)[self]],
            }
        )
        return self.env["debt.letter"].new(
            {
                "name": self.env._("Statement of account"),
                "heading": self.env._("Statement of account"),
                "company_id": company.id,
                "partner_id": self.partner_id.id,
                "letter_type_id": self.env.ref("debt_collection.letter_type_statement").id,
                "action_id": action,
                "lang": lang,
                "date": day,
                "as_of": day,
                "user_id": self._account_person().id,
            }
        )

    def _account_person(self):
        """Return who is named as his contact: who leads his case, else his collector."""
        return self._open_case().collector_id or self.collector_id

    def _account_balances(self, paper, day):
        """Return the [Balance] of `paper`, one a currency, the company's first."""
        groups = paper._statement_groups()
        lines = paper.action_id.line_ids.move_line_id
        statuses, interest = self._account_statuses(lines, day), self._account_interest(lines, day)
        payable = self._account_payable(lines.move_id)
        return [
            self._account_balance(paper, group, statuses, payable, interest.get(group.currency))
            for group in groups
        ]

    def _account_balance(self, paper, group, statuses, payable, interest):
        entries = [self._account_entry(row, statuses, payable) for row in group.rows]
        currency = group.currency
        asked = [entry.row for entry in entries if entry.is_asked]
        owed = [row.line for row in asked if row.days_late] or [row.line for row in asked]
        amount = self._account_asked(paper, group, entries)
        return Balance(
            currency,
            entries,
            paper._amount_text(group.balance, currency),
            paper._amount_text(group.overdue, currency) if group.overdue > 0 else "",
            paper._amount_text(interest, currency) if interest else "",
            paper._account_text(paper._bank_account(currency)),
            paper._title_of(owed, fallback=self._account_title()),
            self._account_codes(paper, owed, amount, currency),
            paper._amount_text(amount, currency),
            any(entry.may_pay for entry in entries),
        )

    def _account_asked(self, paper, group, entries):
        """Return what a transfer should bring now: what is overdue, else all, less what waits."""
        is_late = group.overdue > 0
        waiting = sum(
            paper._exact(entry.row.line.amount_open, group.currency)
            for entry in entries
            if entry.is_debt and not entry.is_asked and (entry.row.days_late or not is_late)
        )
        return (group.overdue if is_late else group.balance) - waiting

    def _account_title(self):
        """The title of a transfer where no document fits in."""
        return self.partner_id.vat or self.partner_id.name

    def _account_codes(self, paper, owed, amount, currency):
        """Return the code of one transfer of what is overdue, else of all that is open."""
        title = paper._title_of(owed, TITLE_OF_CODE, fallback=self._account_title())
        bank, split = paper._bank_account(currency), paper._is_split(owed, currency)
        return paper._payment_codes([Transfer(currency, float(amount), bank, title, split)])

    def _account_entry(self, row, statuses, payable):
        line = row.line.move_line_id
        is_debt = row.line.amount_open > 0
        kinds, status = statuses.get(line.id, (set(), ""))
        return Entry(
            row,
            line.id,
            status,
            is_debt,
            # of what he told us, a promise is the one that brings money
            is_debt and kinds <= {"promise"},
            is_debt and line.move_id in payable,
            line.move_id.is_invoice(),
        )

    # what he told us

    def _account_statuses(self, lines, day):
        """Return {journal item id: (kinds of what is known of it between him and us, the latest in
        words for him)}.
        """
        items = self.env["debt.item"].search([("move_line_id", "in", lines.ids)])
        holds = self.env["debt.hold"].search(
            self.env["debt.hold"]._active_domain(day)
            & Domain("debtor_id", "=", self.id)
            & Domain("kind", "in", TOLD_KINDS)
        )
        statuses = {}
        for hold in holds.sorted("id"):
            text = hold._told_text()
            for item in hold.item_id or items:
                if hold.item_id or not hold.case_id or item.case_id == hold.case_id:
                    kinds, _text = statuses.get(item.move_line_id.id, (set(), ""))
                    statuses[item.move_line_id.id] = (kinds | {hold.kind}, text)
        return statuses

    # interest

    def _account_interest(self, lines, day):
        """Return {currency: interest to date that isn't on a note}, where the company shows it."""
        if not self.company_id.debt_portal_interest or not lines:
            return {}
        claims = self.env["debt.interest"]._claims(self.company_id, day, lines=lines)
        sums = defaultdict(float)
        for line in lines:
            claim = claims.get(line.id)
            if claim and not claim.error:
                sums[line.currency_id] += float(claim.interest)
        return {currency: currency.round(amount) for currency, amount in sums.items()}

    # online payment

    def _account_payable(self, moves):
        """Return those of `moves` that may be paid online (PRACTICE 1.16); none without a way."""
        domain = [("company_id", "=", self.company_id.id), ("state", "!=", "disabled")]
        if self._account_is_silent() or not self.env["payment.provider"].search_count(domain, 1):
            return moves.browse()
        return moves.filtered(lambda move: move._debt_may_pay_online(self.kind == "consumer"))

    def _account_is_silent(self):
        """Tell whether nothing may be asked of him or agreed with him here (insolvency, death)."""
        active = self.env["debt.hold"]._active_domain(self.company_id._debt_today())
        return bool(self.hold_ids.filtered_domain(active & Domain("kind", "in", SILENT_KINDS)))

    # what happens next

    def _account_next_day(self, day):
        """Return the day on which we would write next if nothing came, or False."""
        items = self.env["debt.item"].search(
            [
                ("debtor_id", "=", self.id),
                ("closed_on", "=", False),
                ("next_step_id", "!=", False),
                ("next_date", ">", day),
            ],
            order="next_date",
            limit=1,
        )
        return items.next_date


class DebtHold(models.Model):
    _inherit = "debt.hold"

    def _told_text(self):
        """What this hold is to the customer; of what he didn't tell us himself, nothing."""
        day = self.env["debt.letter"].new({"lang": self.env.lang or "en_US"})._day_text
        if self.kind == "promise":
            return self.env._("you pay by %(date)s", date=day(self.promise_id.date))
        if self.kind == "dispute":
            return self.env._("your complaint is being examined")
        if self.kind == "plan":
            return self.env._("part of agreement %(plan)s", plan=self.plan_id.name)
        return self.env._("payment reported, we are looking for it")
