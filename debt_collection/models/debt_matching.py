from collections import namedtuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

Pair = namedtuple("Pair", "debit credit amount currency")
"""Two journal items to be matched by exactly `amount` (> 0) in `currency` of one of them."""

# account.move.line reads it: {(debit line id, credit line id): (amount, currency id)}
CONTEXT = "debt_match"


class DebtMatching(models.AbstractModel):
    """Reconciliation of chosen amounts: who pays what isn't left to the order of due dates.

    Odoo reconciles as much as two journal items allow. The pairwise order of art. 451 of the Civil
    Code, a receipt for a named invoice or a manual settlement need a part of it. Everything else
    stays Odoo's: rates, exchange differences, cash basis taxes, matching numbers, hooks of paid
    invoices (see `account.move.line._prepare_reconciliation_single_partial`).
    """

    _name = "debt.matching"
    _description = "Matching of Chosen Amounts"

    @api.model
    def _match(self, debit_line, credit_line, amount, currency):
        """Reconcile exactly `amount` of two journal items of one account.

        :param amount: more than zero, not more than either side has left
        :param currency: of the debit or of the credit line (of both, if they have the same one)
        :return: the account.partial.reconcile
        :raises UserError: the lines can't be matched, or not by so much
        """
        return self._match_all([Pair(debit_line, credit_line, amount, currency)])

    @api.model
    def _match_all(self, pairs):
        """Reconcile pairs in their order, at one go.

        :param pairs: [Pair] of posted lines; two lines make at most one pair
        :return: account.partial.reconcile, one for each pair, in the same order
        """
        Partial = self.env["account.partial.reconcile"]
        pairs = [Pair(*pair) for pair in pairs]
        if not pairs:
            return Partial
        for pair in pairs:
            self._check_pair(pair)
        for line, (total, sign) in self._totals(pairs).items():
            self._check_residual(line, total, line.currency_id, sign)
        wanted = {(p.debit.id, p.credit.id): (p.amount, p.currency.id) for p in pairs}
        if len(wanted) < len(pairs):
            raise UserError(self.env._("Two journal items are matched twice in one go."))
        domain = [
            ("debit_move_id", "in", [debit for debit, _credit in wanted]),
            ("credit_move_id", "in", [credit for _debit, credit in wanted]),
        ]
        before, open_before = Partial.search(domain), self._open_amounts(pairs)
        lines = self.env["account.move.line"].with_context(**{CONTEXT: wanted})
        lines._reconcile_plan([pair.debit | pair.credit for pair in pairs])
        self._check_used(pairs, open_before)
        made = {
            (partial.debit_move_id.id, partial.credit_move_id.id): partial
            for partial in Partial.search(domain) - before
        }
        return Partial.union(*(made[key] for key in wanted))

    @api.model
    def _open_amounts(self, pairs):
        """Return {line: what is open in its currency, without sign}."""
        lines = [line for pair in pairs for line in (pair.debit, pair.credit)]
        return {line: abs(line.amount_residual_currency) for line in lines}

    @api.model
    def _check_used(self, pairs, open_before):
        """Refuse, and so undo, a reconciliation that took less than was asked for.

        Compared by what is left of the lines: between currencies a part of the amount is booked as
        exchange difference and isn't in the partial.
        """
        totals = self._totals(pairs)
        left = self._open_amounts(pairs)
        for line, (total, _sign) in totals.items():
            used = open_before[line] - left[line]
            if line.currency_id.compare_amounts(used, total):
                raise UserError(
                    self.env._(
                        "Only %(used)s of %(line)s can be matched, not %(amount)s.",
                        used=self._money(used, line.currency_id),
                        line=line.display_name,
                        amount=self._money(total, line.currency_id),
                    )
                )

    # what can be matched ------------------------------------------------------------------------

    @api.model
    def _check_pair(self, pair):
        debit, credit, amount, currency = pair
        if currency.compare_amounts(amount, 0) <= 0:
            raise UserError(self.env._("The amount to match must be more than zero."))
        if currency not in debit.currency_id | credit.currency_id:
            raise UserError(
                self.env._(
                    "%(debit)s and %(credit)s aren't in %(currency)s.",
                    debit=debit.display_name,
                    credit=credit.display_name,
                    currency=currency.name,
                )
            )
        for line in debit | credit:
            if line.parent_state != "posted":
                raise UserError(
                    self.env._("%(line)s isn't posted: post it first.", line=line.display_name)
                )
        self._check_accounts(debit, credit)
        self._check_residual(debit, amount, currency, 1)
        self._check_residual(credit, amount, currency, -1)

    def _check_accounts(self, debit, credit):
        if debit.account_id == credit.account_id:
            return
        raise UserError(
            self.env._(
                "%(debit)s is on account %(first)s, %(credit)s on %(second)s: only items of "
                "one account can be matched. A settlement (WPR) moves them by an entry.",
                debit=debit.display_name,
                first=debit.account_id.display_name,
                credit=credit.display_name,
                second=credit.account_id.display_name,
            )
        )

    @api.model
    def _check_residual(self, line, amount, currency, sign):
        """Refuse more than a line has left in its own currency; `sign` 1 for the debit side."""
        left = sign * line.amount_residual_currency
        is_own = line.currency_id == currency
        if line.currency_id.compare_amounts(left, amount if is_own else 0) >= (0 if is_own else 1):
            return
        raise UserError(
            self.env._(
                "%(line)s has %(left)s left, %(amount)s can't be matched with it. Somebody may "
                "have settled it in the meantime.",
                line=line.display_name,
                left=self._money(max(left, 0), line.currency_id),
                amount=self._money(amount, currency),
            )
        )

    @api.model
    def _totals(self, pairs):
        """Return {line: (sum of its pairs, sign)} of the lines in the currency of their pairs."""
        totals = {}
        for pair in pairs:
            for line, sign in ((pair.debit, 1), (pair.credit, -1)):
                if line.currency_id == pair.currency:
                    total, _sign = totals.get(line, (0, sign))
                    totals[line] = (line.currency_id.round(total + pair.amount), sign)
        return totals

    @api.model
    def _document(self, line):
        """Return the number of a journal item's document; of a vendor bill first the vendor's own,
        which is the one he knows.
        """
        move = line.move_id
        number = move.name or line.name
        return f"{move.ref} ({number})" if move.is_purchase_document() and move.ref else number

    @api.model
    def _money(self, amount, currency):
        return format_amount(self.env, amount, currency)
