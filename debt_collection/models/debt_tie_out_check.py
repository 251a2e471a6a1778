from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

# of a kind so many are named one by one; sums are complete
MOST_NAMED = 500


class DebtTieOut(models.Model):
    """The check: two ways to the same figure, and what lies between them."""

    _inherit = "debt.tie.out"

    def _do_check(self):
        """Read the ledger and the open items of the day and write down how they compare."""
        self.ensure_one()
        self.env["account.move.line"].flush_model()
        self.env["account.partial.reconcile"].flush_model()
        aging = self.env["debt.aging"]
        accounts = aging._accounts("receivable", self.company_id)
        scope = aging._usual_scope(self.company_id, day=self.day)
        found = aging._open_sql(scope, self.company_id)
        rows = self._compare(accounts, found)
        differences = self._named(accounts, found, rows)
        known = self._difference_by_account()
        self._store(rows, differences)
        if self._difference_by_account() != known:
            # somebody answered for the differences he saw, not for others
            self.write({"released_by_id": False, "released_on": False})

    def _difference_by_account(self):
        return {
            (row.account_id.id, row.document_currency_id.id): (
                row.difference,
                row.difference_document,
            )
            for row in self.line_ids
            if row.difference or row.difference_document
        }

    def _compare(self, accounts, found):
        """[(account, currency, ledger, open items, ledger and open items in that currency)]."""
        return self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(g.account_id, f.account_id), COALESCE(g.currency_id, f.currency_id),
                       COALESCE(g.company, 0), COALESCE(f.company, 0), COALESCE(g.own, 0),
                       COALESCE(f.own, 0)
                  FROM (SELECT account_id, currency_id, SUM(balance) AS company,
                               SUM(amount_currency) AS own
                          FROM account_move_line
                         WHERE account_id = ANY(%(accounts)s) AND company_id = %(company)s
                           AND parent_state = 'posted' AND date <= %(day)s
                      GROUP BY 1, 2) g
             FULL JOIN (SELECT account_id, currency_id, SUM(company) AS company, SUM(own) AS own
                          FROM (%(found)s) o WHERE partner_id IS NOT NULL GROUP BY 1, 2) f
                    ON f.account_id = g.account_id AND f.currency_id = g.currency_id
              ORDER BY 1, 2
                """,
                accounts=accounts.ids,
                company=self.company_id.id,
                day=self.day,
                found=found,
            )
        )

    def _named(self, accounts, found, rows):
        """[(kind, line, account, currency, amount, own amount)] of what makes the difference.

        The costly search for damaged residuals is done where the others don't explain it all.
        """
        named = [*self._orphans(found), *self._drafts(accounts), *self._across(accounts)]
        odd = self._unexplained(rows, named)
        if odd:
            named += self._damaged(odd)
        return [*named, *self._left_out(found)]

    def _unexplained(self, rows, named):
        """Accounts whose difference `named` doesn't explain: in the company's currency, where
        currencies of one account may stand for each other, or in the currency of the documents.
        """
        rest, own_rest = defaultdict(float), defaultdict(float)
        for account, currency, ledger, portfolio, own_ledger, own_portfolio in rows:
            rest[account] += float(ledger - portfolio)
            own_rest[account, currency] += float(own_ledger - own_portfolio)
        for _kind, _line, account, currency, amount, own in named:
            rest[account] -= float(amount)
            own_rest[account, currency] -= float(own)
        currencies = self.env["res.currency"]
        odd = {account for account, left in rest.items() if not self.currency_id.is_zero(left)}
        for (account, currency), left in own_rest.items():
            if not currencies.browse(currency).is_zero(left):
                odd.add(account)
        return list(odd)

    def _orphans(self, found):
        return self.env.execute_query(
            SQL(
                """SELECT 'no_partner', id, account_id, currency_id, company, own
                     FROM (%s) o WHERE partner_id IS NULL AND (company <> 0 OR own <> 0)
                 ORDER BY ABS(company) DESC""",
                found,
            )
        )

    def _left_out(self, found):
        """In the books and among the open items, but nobody is asked to pay them."""
        return self.env.execute_query(
            SQL(
                """SELECT 'left_out', o.id, o.account_id, o.currency_id, o.company, o.own
                     FROM (%s) o JOIN account_move_line l ON l.id = o.id
                    WHERE l.no_followup AND o.partner_id IS NOT NULL AND o.own <> 0
                 ORDER BY ABS(o.company) DESC""",
                found,
            )
        )

    def _drafts(self, accounts):
        """Posted lines matched with a draft: paid for Odoo, open for the ledger."""
        return self.env.execute_query(
            SQL(
                """
                SELECT 'draft', l.id, l.account_id, l.currency_id, SUM(s.amount), SUM(s.own)
                  FROM (SELECT debit_move_id AS line_id, credit_move_id AS other_id, amount,
                               debit_amount_currency AS own, max_date
                          FROM account_partial_reconcile
                         UNION ALL
                        SELECT credit_move_id, debit_move_id, -amount, -credit_amount_currency,
                               max_date FROM account_partial_reconcile) s
                  JOIN account_move_line l ON l.id = s.line_id AND l.parent_state = 'posted'
                  JOIN account_move_line o ON o.id = s.other_id
                  JOIN account_move m ON m.id = o.move_id AND m.state <> 'posted'
                 WHERE l.account_id = ANY(%s) AND l.company_id = %s AND s.max_date <= %s
              GROUP BY l.id
                """,
                accounts.ids,
                self.company_id.id,
                self.day,
            )
        )

    def _across(self, accounts):
        """Matches between two currencies: nothing in the company's currency, one sum for each
        account and currency.
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT 'across', NULL::int, l.account_id, s.currency_id, 0, SUM(s.own)
                  FROM (SELECT debit_move_id AS line_id, debit_currency_id AS currency_id,
                               debit_amount_currency AS own
                          FROM account_partial_reconcile
                         WHERE debit_currency_id <> credit_currency_id AND max_date <= %(day)s
                         UNION ALL
                        SELECT credit_move_id, credit_currency_id, -credit_amount_currency
                          FROM account_partial_reconcile
                         WHERE debit_currency_id <> credit_currency_id
                           AND max_date <= %(day)s) s
                  JOIN account_move_line l ON l.id = s.line_id
                 WHERE l.account_id = ANY(%(accounts)s) AND l.company_id = %(company)s
              GROUP BY 3, 4 HAVING SUM(s.own) <> 0
                """,
                accounts=accounts.ids,
                company=self.company_id.id,
                day=self.day,
            )
        )

    def _damaged(self, account_ids):
        """Lines whose stored open amount isn't their balance less their matches."""
        return self.env.execute_query(
            SQL(
                """
                SELECT 'damaged', l.id, l.account_id, l.currency_id,
                       l.balance - COALESCE(m.company, 0) - l.amount_residual,
                       l.amount_currency - COALESCE(m.own, 0) - l.amount_residual_currency
                  FROM account_move_line l LEFT JOIN (%s) m ON m.line_id = l.id
                 WHERE l.account_id = ANY(%s) AND l.company_id = %s AND l.parent_state = 'posted'
                   AND l.date <= %s AND l.partner_id IS NOT NULL
                   AND (l.balance - COALESCE(m.company, 0) <> l.amount_residual
                        OR l.amount_currency - COALESCE(m.own, 0) <> l.amount_residual_currency)
                """,
                self.env["debt.aging"]._matched_sql(SQL("TRUE")),
                account_ids,
                self.company_id.id,
                self.day,
            )
        )

    # what is written down ------------------------------------------------------------------------

    def _store(self, rows, differences):
        self.line_ids.unlink()
        (self.difference_ids | self.left_out_ids).unlink()
        self.env["debt.tie.out.line"].create(
            [self._line_vals(*row) for row in rows if any(row[2:])]
        )
        self.env["debt.tie.out.difference"].create(self._difference_vals(differences))
        total = {
            "ledger": float(sum(row[2] for row in rows)),
            "portfolio": float(sum(row[3] for row in rows)),
        }
        # account by account: two differences that cancel out are differences all the same
        untied = self._unexplained(rows, [row for row in differences if row[0] == "across"])
        self.write(
            {
                **total,
                "difference": total["ledger"] - total["portfolio"],
                "state": "different" if untied else "tied",
                "checked_on": fields.Datetime.now(),
                "checked_by_id": self.env.uid,
            }
        )

    def _line_vals(self, account, currency, ledger, portfolio, own_ledger, own_portfolio):
        return {
            "tie_out_id": self.id,
            "account_id": account,
            "document_currency_id": currency,
            "ledger": ledger,
            "portfolio": portfolio,
            "difference": ledger - portfolio,
            "ledger_document": own_ledger,
            "portfolio_document": own_portfolio,
            "difference_document": own_ledger - own_portfolio,
        }

    def _difference_vals(self, differences):
        lines = self.env["account.move.line"].browse([row[1] for row in differences if row[1]])
        named, counts = [], defaultdict(int)
        for kind, line, account, currency, amount, own in differences:
            counts[kind] += 1
            if counts[kind] > MOST_NAMED:
                continue
            item = lines.browse(line).with_prefetch(lines.ids)
            named.append(
                {
                    "tie_out_id": self.id,
                    "kind": kind,
                    "account_id": account,
                    "move_line_id": line,
                    "name": item.move_name or item.name,
                    "document_currency_id": currency,
                    "amount": amount,
                    "amount_document": own,
                }
            )
        return named
