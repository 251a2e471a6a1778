from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL, format_amount

from .debt_action_contact import MISSED

# journals of money; what is reconciled with another one is settled without it
MONEY_JOURNALS = ("bank", "cash", "credit")
# colleagues told and decided: the customer knows nothing of it
INTERNAL = ("notice", "decision")


class DebtAction(models.Model):
    """What was paid on an action's documents soon after it: what followed it, not what it caused.

    A payment counts for the last day before it on which something was done for its document, if
    that is at most the company's number of days ago; all that was done on that day has it. Money
    only: credit notes, set-offs and write-offs aren't an effect. Each currency by itself.
    `debt.effect` reports by the same rule.
    """

    _inherit = "debt.action"

    effect_amount = fields.Monetary(
        "Paid soon after",
        compute="_compute_effect",
        help="Money received on its documents within the days set by the company and before the "
        "next step; in the company's currency.",
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
        payments that followed each done action; days until the last one.
        """
        ids = [action.id for action in self if action.state == "done"]
        if not ids:
            return {}
        self._flush_effects()
        query = SQL(
            """
            SELECT e.action_id, e.currency_id, SUM(e.paid), SUM(e.value), MAX(e.days)
              FROM (%s) e WHERE e.action_id = ANY(%s)
          GROUP BY e.action_id, e.currency_id ORDER BY e.action_id, e.currency_id
            """,
            self._effects_sql(
                # whatever was done for the same customers may have the payment
                SQL(
                    "a.debtor_id IN (SELECT o.debtor_id FROM debt_action o WHERE o.id = ANY(%s))",
                    ids,
                )
            ),
            ids,
        )
        result = defaultdict(list)
        for action_id, *row in self.env.execute_query(query):
            result[action_id].append(tuple(row))
        return result

    def _flush_effects(self):
        self.env["debt.item"]._flush_ledger()
        for model in ("debt.action", "debt.action.line", "debt.plan.line", "debt.plan.item"):
            self.env[model].flush_model()

    def _effects_sql(self, which):
        """Return the SELECT of payments that followed the actions `a` for which `which` is true.

        Columns: action_id, currency_id, paid (in it), value (in the company's), days since the
        action, sharers (how many actions of that day the payment counts for).
        """
        # of the day itself only what was matched after the action: a letter never asks for what
        # is paid already
        return SQL(
            """
            SELECT r.* FROM (
                SELECT s.action_id, i.currency_id, p.debit_amount_currency AS paid,
                       p.amount AS value, l.date - s.day AS days,
                       RANK() OVER (PARTITION BY p.id ORDER BY s.day DESC) AS place,
                       COUNT(*) OVER (PARTITION BY p.id, s.day) AS sharers
                  FROM (%s) s
                  JOIN debt_item i ON i.id = s.item_id
                  JOIN account_partial_reconcile p ON p.debit_move_id = i.move_line_id
                  JOIN account_move_line l ON l.id = p.credit_move_id
                  JOIN account_journal j ON j.id = l.journal_id
                 WHERE j.type IN %s AND p.debit_amount_currency <> 0
                   AND l.date BETWEEN s.day AND s.day + s.most
                   AND (l.date > s.day OR p.create_date >= s.done_on)) r
             WHERE r.place = 1
            """,
            self._steps_sql(which),
            MONEY_JOURNALS,
        )

    def _steps_sql(self, which):
        """What was done towards the customer for which items; who wasn't reached paid by himself.

        An instalment is paid on the debts under its agreement.
        """
        return SQL(
            """
            SELECT DISTINCT a.id AS action_id, COALESCE(d.item_id, m.item_id) AS item_id,
                   a.done_on, %s AS day, co.debt_effect_days AS most
              FROM debt_action a
              JOIN res_company co ON co.id = a.company_id
              JOIN res_partner q ON q.id = co.partner_id
              JOIN debt_action_line m ON m.action_id = a.id AND m.role = 'demanded'
              JOIN debt_item k ON k.id = m.item_id
         LEFT JOIN debt_plan_line w ON w.id = k.plan_line_id
         LEFT JOIN debt_plan_item d ON d.plan_id = w.plan_id
             WHERE %s AND COALESCE(a.contact_result, '') NOT IN %s AND %s
            """,
            self._done_day_sql(),
            self._is_step_sql(),
            MISSED,
            which,
        )

    def _is_step_sql(self):
        """Condition: the action `a` was done by us towards the customer, and stands for itself."""
        return SQL(
            "a.state = 'done' AND a.kind NOT IN %s AND a.done_by_id IS NULL"
            " AND a.is_incoming IS NOT TRUE",
            INTERNAL,
        )

    def _done_day_sql(self):
        """The local day on which the action `a` of the company whose partner is `q` was done."""
        return SQL(
            "(a.done_on AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(q.tz, 'Europe/Warsaw'))::date"
        )
