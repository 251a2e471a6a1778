from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, LazyTranslate

from .debt_reason import REASONS, TITLES

_lt = LazyTranslate(__name__)

REASONS["no_reaction"] = _lt("No reaction for %(days)s days, and no step left that comes by itself")
TITLES["no_reaction"] = _lt("No reaction")
# decisions for one night: the biggest first, the rest the nights after
PER_NIGHT = 100


class DebtCase(models.Model):
    """Nobody is forgotten: a case in which nothing happens any more goes to the head to decide."""

    _inherit = "debt.case"

    @api.model
    def _escalate_silent(self, company, day):
        """Create decisions for open cases without reaction; return the debt.action records.

        The ladder itself takes a case to its next stage. This is for what it has nothing left for:
        overdue, no step ahead, nothing planned, waiting or done lately, no task, no hold, no reply.
        :param day: the company's date
        """
        days = company.debt_silent_days
        if not days:
            return self.env["debt.action"]
        cases = self.browse(self._silent_ids(company, day, days))
        overdue = cases.debtor_id._live_overdue(day)
        limit = self.env["debt.minimum"]._for(company, company.currency_id, day).net_min
        due = [case for case in cases if _amount(overdue, case) > limit]
        due.sort(key=lambda case: -_amount(overdue, case))
        actions = self.env["debt.action"]
        for case in due[:PER_NIGHT]:
            actions |= case._new_action(
                day,
                {
                    "kind": "decision",
                    "summary": self.env._("No reaction: decide what is next"),
                    "reason": "no_reaction",
                    "reason_data": {"days": days},
                },
            )
        if actions:
            actions._run_decision(fields.Datetime.now())
        return actions

    def _silent_ids(self, company, day, days):
        """Ids of the open cases of a company in which nothing happens, by one statement."""
        self.env.flush_all()
        span = timedelta(days=days)
        rows = self.env.execute_query(self._silent_sql(company, day, day - span, day + span))
        return [case for (case,) in rows]

    def _silent_sql(self, company, day, since, ahead):
        return SQL(
            """
            SELECT c.id FROM debt_case c
             WHERE c.company_id = %(company)s AND c.state = 'open'
               AND c.overdue_since <= %(since)s AND c.replied_on IS NULL
               AND EXISTS (SELECT FROM debt_item i WHERE i.case_id = c.id
                              AND i.closed_on IS NULL AND i.date_due < %(day)s)
               AND NOT EXISTS (SELECT FROM debt_item i
                    WHERE i.case_id = c.id AND i.closed_on IS NULL
                      AND (i.pending_step_id IS NOT NULL
                           OR i.next_step_id IS NOT NULL AND i.next_date <= %(ahead)s))
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.case_id = c.id
                      AND (a.state IN ('planned', 'waiting', 'queued', 'failed')
                           OR a.done_on >= %(since)s))
               AND NOT EXISTS (SELECT FROM mail_activity t WHERE t.res_model = 'debt.case'
                      AND t.res_id = c.id AND t.active)
               AND NOT EXISTS (SELECT FROM debt_hold h WHERE h.debtor_id = c.debtor_id
                      AND h.ended_on IS NULL AND COALESCE(h.date_until, %(day)s) >= %(day)s)
            """,
            **{"company": company.id, "day": day, "since": since, "ahead": ahead},
        )


def _amount(overdue, case):
    found = overdue.get(case.debtor_id)
    return found.amount if found else 0.0
