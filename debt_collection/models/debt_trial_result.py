from datetime import timedelta
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..tools import split
from .debt_action_effect import MONEY_JOURNALS


class Side(NamedTuple):
    """One variant: customers drawn, counted, with success; amounts in the company's currency."""

    customers: int = 0
    count: int = 0
    hits: int = 0
    demanded: float = 0.0
    recovered: float = 0.0
    weighted_days: float = 0.0
    cost: float = 0.0

    def plus(self, hit, demanded, recovered, weighted_days, cost):
        return Side(
            self.customers,
            self.count + 1,
            self.hits + bool(hit),
            self.demanded + demanded,
            self.recovered + recovered,
            self.weighted_days + weighted_days,
            self.cost + cost,
        )


class DebtTrial(models.Model):
    """The result: both sides counted."""

    _inherit = "debt.trial"

    def _sides_counted(self):
        """Return {variant: Side}; a customer counts once, when his days are over."""
        members = self.env["debt.trial.member"]._read_group(
            [("trial_id", "=", self.id)], ["variant"], ["__count"]
        )
        sides = {variant: Side() for variant in (split.A, split.B)}
        sides |= {variant: Side(customers=count) for variant, count in members}
        read = self._strategy_rows if self.compares == "strategy" else self._text_rows
        for variant, *row in read():
            sides[variant] = sides[variant].plus(*row)
        return sides

    def _text_rows(self):
        """(variant, money came, demanded, recovered, days x money, cost) of each customer's first
        letter: a later one answers what the first one left.
        """
        # sudo: the figures of the whole trial, also to whom sees his own cases only
        letters = (
            self.env["debt.effect"]
            .with_company(self.company_id)
            .sudo()
            .search_fetch(
                [
                    ("trial_id", "=", self.id),
                    ("letter_type_id", "=", self.letter_type_id.id),
                    ("is_over", "=", True),
                ],
                # each read runs the whole statement: once
                ["debtor_id", "variant", "recovered", "amount", "days", "cost"],
                order="day, id",
            )
        )
        for rows in letters.grouped("debtor_id").values():
            row = rows[0]
            weight = row.days * row.recovered
            yield row.variant, row.recovered, row.amount, row.recovered, weight, row.cost

    def _strategy_rows(self):
        """(variant, all paid in time, due, paid in time, days x money, cost) of each customer: of
        what fell due since he takes part, if its days are over.
        """
        self.env["debt.item"]._flush_ledger()
        self.env["debt.action"].flush_model()
        for variant, due, settled, paid, weight, cost in self.env.execute_query(
            self._strategy_query()
        ):
            amounts = map(float, (due, paid, weight, cost))
            yield variant, settled >= due, *amounts

    def _strategy_query(self):
        company = self.company_id
        last = company._debt_today() - timedelta(days=self.days)
        ends = [day for day in (last, self.date_to, self.closed_on) if day]
        return SQL(
            """
            SELECT m.variant, SUM(l.balance), SUM(LEAST(COALESCE(x.settled, 0), l.balance)),
                   SUM(COALESCE(x.paid, 0)), SUM(COALESCE(x.weight, 0)),
                   COALESCE(MAX(k.cost), 0)
              FROM debt_trial_member m
              JOIN debt_debtor d ON d.id = m.debtor_id
              JOIN res_partner p ON p.commercial_partner_id = d.partner_id
              JOIN account_move_line l ON l.partner_id = p.id AND l.company_id = d.company_id
               AND l.parent_state = 'posted' AND l.balance > 0
               AND COALESCE(l.date_maturity, l.date) BETWEEN m.date AND %(last)s
              JOIN account_account a ON a.id = l.account_id
               AND a.account_type = 'asset_receivable'
         LEFT JOIN LATERAL (
                SELECT SUM(r.amount) AS settled,
                       SUM(r.amount) FILTER (WHERE j.type IN %(money)s) AS paid,
                       SUM(r.amount * (c.date - COALESCE(l.date_maturity, l.date)))
                           FILTER (WHERE j.type IN %(money)s) AS weight
                  FROM account_partial_reconcile r
                  JOIN account_move_line c ON c.id = r.credit_move_id
                  JOIN account_journal j ON j.id = c.journal_id
                 WHERE r.debit_move_id = l.id
                   AND c.date <= COALESCE(l.date_maturity, l.date) + %(days)s) x ON TRUE
         LEFT JOIN LATERAL (
                SELECT SUM(o.full_cost) AS cost FROM debt_action o
                 WHERE o.debtor_id = m.debtor_id AND o.state = 'done'
                   AND o.done_on >= m.date
                   AND o.done_on < %(last)s::date + %(days)s + 1) k ON TRUE
             WHERE m.trial_id = %(trial)s
          GROUP BY m.id, m.variant
            """,
            last=min(ends),
            days=self.days,
            money=MONEY_JOURNALS,
            trial=self.id,
        )
