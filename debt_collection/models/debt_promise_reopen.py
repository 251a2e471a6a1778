from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import promise as rules
from .debt_promise_judge import CORRECT_DAYS


class DebtPromise(models.Model):
    """A payment that comes back takes the kept promise with it; money moved elsewhere doesn't."""

    _inherit = "debt.promise"

    @api.model
    def _to_judge_domain(self, company, day, debtors):
        domain = super()._to_judge_domain(company, day, debtors)
        if debtors is None:
            return domain
        kept = [
            ("company_id", "=", company.id),
            ("debtor_id", "in", debtors.ids),
            ("state", "=", rules.KEPT),
            ("judged_on", ">", day - timedelta(days=CORRECT_DAYS)),
        ]
        return domain | Domain(kept)

    def _verdict(self, paid, day):
        verdict = super()._verdict(paid, day)
        if self.state != rules.KEPT or verdict == rules.KEPT:
            return verdict
        if verdict == rules.CANCELLED:
            return rules.KEPT  # nothing is owed: he kept his word
        wanted = min(self.amount, self.paid) - float(self._tolerance())
        is_here = self.currency_id.compare_amounts(self._received(), wanted) >= 0
        return rules.KEPT if is_here else verdict

    def _received(self):
        """Return what came in by the last day, whatever for, less what went back since."""
        self._flush_paid()
        [(received,)] = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(-SUM(l.amount_currency), 0)
                  FROM account_move_line l
                  JOIN res_partner k ON k.id = l.partner_id
                  JOIN account_account a
                    ON a.id = l.account_id AND a.account_type = 'asset_receivable'
                  JOIN account_journal j ON j.id = l.journal_id AND j.type IN ('bank', 'cash')
                 WHERE k.commercial_partner_id = %(partner)s AND l.company_id = %(company)s
                   AND l.currency_id = %(currency)s AND l.parent_state = 'posted'
                   AND (l.date > %(since)s OR l.date = %(since)s AND l.id > %(mark)s)
                   AND (l.amount_currency > 0 OR l.date <= %(until)s)
                """,
                partner=self.partner_id.id,
                company=self.company_id.id,
                currency=self.currency_id.id,
                since=self.made_on,
                mark=self.ledger_mark,
                until=self.date_until,
            )
        )
        return float(received)

    def _is_news(self, state):
        if self.state == rules.KEPT:
            return state != rules.KEPT
        return super()._is_news(state)

    def _set_free(self):
        """One whose day isn't over holds its documents again."""
        result = super()._set_free()
        self.filtered(lambda promise: promise.state == rules.OPEN)._hold()
        return result
