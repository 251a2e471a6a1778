from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL, format_amount

# journals of money; what is reconciled with another one is settled without it
MONEY_JOURNALS = ("bank", "cash", "credit")


class DebtAction(models.Model):
    """What was paid on an action's documents soon after it: what followed it, not what it caused.

    Money only: credit notes, set-offs and write-offs aren't an effect. Each currency by itself.
    """

    _inherit = "debt.action"

    effect_amount = fields.Monetary(
        "Paid soon after",
        compute="_compute_effect",
        help="Money received on its documents within the days set by the company; in the company's "
        "currency.",
    )
    effect_days = fields.Integer("Days until paid", compute="_compute_effect", aggregator=None)
    effect_text = fields.Char("Effect", compute="_compute_effect")

    def _compute_effect(self):
        """One query for all actions shown."""
        paid = self._paid_after()
        for action in self:
            rows = paid.get(action.id, ())
            action.effect_amount = sum(value for _currency, _amount, value, _days in rows)
            action.effect_days = max((days for *_rest, days in rows), default=0)
            action.effect_text = ", ".join(action._effect_text(*row) for row in rows)

    def _effect_text(self, currency_id, amount, _value, days):
        """Return "+2 000 zł in 4 days"."""
        currency = self.env["res.currency"].browse(currency_id)
        text = format_amount(self.env, amount, currency, trailing_zeroes=False)
        if not days:
            return self.env._("+%(amount)s the same day", amount=text)
        if days == 1:
            return self.env._("+%(amount)s in 1 day", amount=text)
        return self.env._("+%(amount)s in %(days)s days", amount=text, days=days)

    def _paid_after(self):
        """Return {action id: [(currency id, amount, amount in company currency, days)]} of the
        payments dated within the company's days after each done action; days until the last one.
        """
        done = [
            (a.id, a._local_day(a.done_on), a.company_id.debt_effect_days, a.done_on)
            for a in self
            if a.state == "done" and a.kind != "notice"
        ]
        if not done:
            return {}
        self.env["debt.item"]._flush_ledger()
        for model in ("debt.action.line", "debt.plan.line", "debt.plan.item"):
            self.env[model].flush_model()
        result = defaultdict(list)
        for action_id, *row in self.env.execute_query(self._paid_after_query(done)):
            result[action_id].append(tuple(row))
        return result

    def _paid_after_query(self, done):
        ids, days, limits, moments = map(list, zip(*done, strict=True))
        # of the day itself only what was matched after the action: a letter never asks for what
        # is paid already
        return SQL(
            """
            SELECT t.id, i.currency_id, SUM(p.debit_amount_currency), SUM(p.amount),
                   MAX(l.date - t.day)
              FROM unnest(%s, %s::date[], %s, %s::timestamp[]) AS t (id, day, days, done_on)
              JOIN (%s) n ON n.action_id = t.id
              JOIN debt_item i ON i.id = n.item_id
              JOIN account_partial_reconcile p ON p.debit_move_id = i.move_line_id
              JOIN account_move_line l ON l.id = p.credit_move_id
              JOIN account_journal j ON j.id = l.journal_id
             WHERE j.type IN %s AND p.debit_amount_currency <> 0
               AND l.date BETWEEN t.day AND t.day + t.days
               AND (l.date > t.day OR p.create_date >= t.done_on)
          GROUP BY t.id, i.currency_id
          ORDER BY t.id, i.currency_id
            """,
            ids,
            days,
            limits,
            moments,
            self._asked_items_query(ids),
            MONEY_JOURNALS,
        )

    def _asked_items_query(self, ids):
        """What the actions asked for; an instalment is paid on the debts under its agreement."""
        return SQL(
            """
            SELECT DISTINCT m.action_id, COALESCE(d.item_id, m.item_id) AS item_id
              FROM debt_action_line m
              JOIN debt_item k ON k.id = m.item_id
         LEFT JOIN debt_plan_line w ON w.id = k.plan_line_id
         LEFT JOIN debt_plan_item d ON d.plan_id = w.plan_id
             WHERE m.role = 'demanded' AND m.action_id = ANY(%s)
            """,
            ids,
        )
