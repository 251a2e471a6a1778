from collections import defaultdict
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..tools.suspects import Open, references

# a document's number without its separators, as `tools.suspects.references` gives it
COMPACT = SQL(r"'[\W_]+', '', 'g'")


class DebtDebtor(models.Model):
    """What unbooked money could pay: documents its title names, open items of the payer."""

    _inherit = "debt.debtor"

    def _named_moves(self, company, moneys, partners):
        """Return {(code, id): [move ids]}: open documents that the transfer's title names."""
        titles = {
            (money.code, money.id): references(money.text)
            for money in moneys
            if money.code == "suspected_bank" and not money.move_ids
        }
        wanted = sorted(set().union(*titles.values()))
        if not wanted:
            return {}
        by_reference = defaultdict(list)
        for move, *names in self.env.execute_query(self._named_query(company, wanted, partners)):
            for name in set(names):
                by_reference[name].append(move)
        return {
            key: [move for name in sorted(names) for move in by_reference.get(name, ())]
            for key, names in titles.items()
        }

    def _named_query(self, company, wanted, partners):
        self.env["account.move"].flush_model(["name", "payment_reference", "ref"])
        return SQL(
            """
            SELECT id, name, payment_reference FROM (
                SELECT DISTINCT m.id,
                       UPPER(REGEXP_REPLACE(m.name, %(compact)s)) AS name,
                       UPPER(REGEXP_REPLACE(m.payment_reference, %(compact)s)) AS payment_reference
                  FROM account_move_line l
                  JOIN account_account a ON a.id = l.account_id
                  JOIN account_move m ON m.id = l.move_id
                  JOIN res_partner p ON p.id = l.partner_id
                 WHERE a.account_type = 'asset_receivable' AND l.reconciled IS NOT TRUE
                   AND l.parent_state = 'posted' AND l.company_id = %(company)s
                   AND l.amount_residual > 0 AND %(partners)s
            ) AS open WHERE name = ANY(%(wanted)s) OR payment_reference = ANY(%(wanted)s)
            """,
            compact=COMPACT,
            company=company.id,
            partners=self._partner_condition(partners),
            wanted=wanted,
        )

    def _suspect_items(self, company, moneys, named, partners):
        """Return (commercial partner, move, currency, Open) of the items the moneys could pay;
        instalments stand for the debts of running agreements.
        """
        rows = self.env.execute_query(self._owed_query(company, moneys, named, partners))
        owed = [
            (partner, move, currency, Open(line, due, Decimal(amount)))
            for partner, move, currency, line, due, amount, plan in rows
            if not plan
        ]
        # sudo: money is looked for on behalf of the company
        plans = self.env["debt.plan"].sudo().browse(sorted({row[-1] for row in rows if row[-1]}))
        return owed + [row for plan in plans for row in plan._suspect_rows()]

    def _owed_query(self, company, moneys, named, partners):
        """Open items of the payers and of the documents named, with their running agreement."""
        for model in ("account.move.line", "debt.plan", "debt.plan.item"):
            self.env[model].flush_model()
        moves = {move for money in moneys for move in money.move_ids}
        moves.update(*named.values())
        return SQL(
            """
            SELECT p.commercial_partner_id, l.move_id, l.currency_id, l.id,
                   COALESCE(l.date_maturity, l.date), l.amount_residual_currency::text,
                   (SELECT MAX(g.id) FROM debt_plan_item s JOIN debt_plan g ON g.id = s.plan_id
                     WHERE s.move_line_id = l.id AND g.state = 'active')
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
              JOIN res_partner p ON p.id = l.partner_id
             WHERE a.account_type = 'asset_receivable' AND l.reconciled IS NOT TRUE
               AND l.parent_state = 'posted' AND l.company_id = %(company)s
               AND l.amount_residual_currency > 0 AND %(partners)s
               AND (p.commercial_partner_id = ANY(%(payers)s) OR l.move_id = ANY(%(moves)s))
            """,
            company=company.id,
            partners=self._partner_condition(partners),
            payers=sorted({money.partner_id for money in moneys if money.partner_id}),
            moves=sorted(moves),
        )
