from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..tools.gathering import Contacts
from ..tools.ladder import Done, add

# what a letter on paper takes at most: two notices and the journey back (PRACTICE 1.5)
POST_DAYS = 28
OPEN_STATES = ("planned", "waiting", "queued")


class DebtRun(models.Model):
    """What has been done so far: holds, contacts, steps of items."""

    _inherit = "debt.run"

    def _read_holds(self, settings, partner_ids):
        """{partner: [(case, item, journal item, kind, currency, amount, from, until)]} that day."""
        holds = defaultdict(list)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT d.partner_id, h.case_id, h.item_id,
                       COALESCE(i.move_line_id, -i.plan_line_id), h.kind, h.currency_id,
                       h.amount::text, h.date_from, h.date_until
                  FROM debt_hold h
                  JOIN debt_debtor d ON d.id = h.debtor_id
             LEFT JOIN debt_item i ON i.id = h.item_id
                 WHERE h.company_id = %(company)s AND d.partner_id = ANY(%(partners)s)
                   AND h.date_from <= %(day)s
                   AND (h.date_until IS NULL OR h.date_until >= %(day)s)
                   AND (h.ended_on IS NULL OR h.ended_on > %(day)s)
                 ORDER BY h.id
                """,
                company=settings.company_id,
                partners=partner_ids,
                day=settings.day,
            )
        )
        for partner, *hold in rows:
            holds[partner].append(tuple(hold))
        return holds

    def _read_contacts(self, settings, partner_ids):
        """{partner: Contacts}: what went out lately or is about to, in companies of one voice."""
        rows = self.env.execute_query(self._contacts_query(settings, partner_ids))
        return {
            partner: Contacts(letter, sms or (), *pre, calls or (), total, visits or ())
            for partner, letter, sms, *pre, calls, total, visits in rows
        }

    def _contacts_query(self, settings, partner_ids):
        """(customer, last letter, SMS, last letter and SMS before the due date, calls, calls in all
        of the open case, visits) of each customer who was contacted.
        """
        moment = SQL(
            """CASE WHEN a.state IN %s THEN GREATEST(a.date_planned, %s)
                    ELSE %s END""",
            OPEN_STATES,
            settings.day,
            self._local_sql(SQL("COALESCE(a.done_on, a.acted_on)"), settings),
        )
        return SQL(
            """
            SELECT partner_id,
                   MAX(moment) FILTER (WHERE kind = 'letter' AND NOT is_pre),
                   ARRAY_AGG(moment) FILTER (WHERE kind = 'sms' AND NOT is_pre AND is_alone
                                               AND moment > %(since)s),
                   MAX(moment) FILTER (WHERE kind = 'letter' AND is_pre),
                   MAX(moment) FILTER (WHERE kind = 'sms' AND is_pre AND is_alone),
                   ARRAY_AGG(moment) FILTER (WHERE is_call AND moment > %(since)s),
                   COUNT(*) FILTER (WHERE is_call AND in_case),
                   ARRAY_AGG(moment) FILTER (WHERE is_visit AND moment > %(since)s)
              FROM (SELECT a.partner_id, a.kind, a.phase = '0_monitoring' AS is_pre,
                           NOT EXISTS (SELECT FROM debt_action s
                                        WHERE s.case_id = a.case_id AND s.kind = 'letter'
                                          AND s.step_id = a.step_id
                                          AND s.date_planned = a.date_planned) AS is_alone,
                           %(calls)s AS is_call, %(visits)s AS is_visit,
                           c.state = 'open' AS in_case,
                           %(moment)s AS moment
                      FROM debt_action a
                 LEFT JOIN debt_case c ON c.id = a.case_id
                     WHERE a.partner_id = ANY(%(partners)s)
                       AND a.company_id = ANY(%(companies)s)
                       AND a.state NOT IN ('cancelled', 'failed')
                       AND (a.kind IN ('letter', 'sms') OR %(calls)s OR %(visits)s)
                       AND (a.letter_type_id = ANY(%(silent)s)) IS NOT TRUE
                       AND a.date_planned <= %(day)s) AS contact
             WHERE moment <= %(day)s AND (moment > %(since)s OR is_call)
          GROUP BY partner_id
            """,
            moment=moment,
            calls=self.env["debt.action"]._contacts_sql("call"),
            visits=self.env["debt.action"]._contacts_sql("visit"),
            partners=partner_ids,
            companies=settings.voice_company_ids,
            silent=settings.silent_type_ids,
            day=settings.day,
            since=settings.day - timedelta(days=settings.longest_pause),
        )

    def _read_history(self, settings, item_ids):
        """{item: {step: Done}} of the items' present round, until the day of the run."""
        history = defaultdict(dict)
        if not item_ids:
            return history
        rows = self.env.execute_query(self._history_query(settings, item_ids))
        for item, step, *record in rows:
            history[item][step] = self._done(settings, *record)
        return history

    def _history_query(self, settings, item_ids):
        """(item, step, when it was reached, done, posted, sent, delivered, came back, deadline,
        rank of the letter), one row for each step that was taken.
        """
        acted, done, sent = (
            self._local_sql(SQL.identifier(*name), settings)
            for name in (("a", "acted_on"), ("a", "done_on"), ("e", "sent_on"))
        )
        return SQL(
            """
            SELECT n.item_id, n.step_id, MIN(%(acted)s),
                   COALESCE(MIN(%(done)s) FILTER (WHERE a.kind = 'letter'),
                            CASE WHEN BOOL_AND(a.kind <> 'letter') THEN MIN(%(done)s) END),
                   MIN(e.posted_on), MIN(%(sent)s), MIN(e.delivered_on), MAX(e.returned_on),
                   MAX(e.deadline), COALESCE(MAX(t.rank), '')
              FROM debt_action_line n
              JOIN debt_item i ON i.id = n.item_id AND i.round = n.round
              JOIN debt_action a ON a.id = n.action_id
         LEFT JOIN debt_letter e ON e.id = a.letter_id AND e.state = 'final'
               AND e.withdrawn_on IS NULL AND e.replaced_by_id IS NULL
         LEFT JOIN debt_letter_type t ON t.id = e.letter_type_id
             WHERE n.item_id = ANY(%(items)s) AND n.role = 'demanded'
               AND n.is_void IS NOT TRUE AND n.step_id IS NOT NULL
               AND a.state <> 'cancelled' AND %(acted)s <= %(day)s
          GROUP BY n.item_id, n.step_id
            """,
            acted=acted,
            done=done,
            sent=sent,
            items=item_ids,
            day=settings.day,
        )

    def _done(self, settings, *record):
        """A Done; a letter that didn't come back counts as delivered some days after it left."""
        reached, done, posted, sent, delivered, returned, deadline, rank = record
        if not delivered and not returned:
            if posted:
                delivered = posted + timedelta(days=POST_DAYS)
            elif sent:
                delivered = add(sent, 2, "workday", settings.holidays)
        return Done(reached, done, posted or sent, delivered, deadline, rank)

    def _read_fits(self, settings, partner_ids):
        """{partner: {index of the rule}}: the customers that the rules' conditions select."""
        fits = defaultdict(set)
        queries = [
            SQL(
                "SELECT %s, p.id FROM res_partner p WHERE p.id = ANY(%s) AND p.id IN %s",
                n,
                ids,
                sql,
            )
            for ids in (partner_ids,)
            for n, sql in settings.rule_queries
        ]
        if queries:
            for index, partner in self.env.execute_query(SQL(" UNION ALL ").join(queries)):
                fits[partner].add(index)
        return fits

    def _read_misfits(self, settings, line_ids):
        """{journal item: {step}}: the steps whose condition the item doesn't fulfil."""
        misfits = defaultdict(set)
        queries = [
            SQL(
                "SELECT %s, l.id FROM UNNEST(%s) AS l(id) WHERE l.id NOT IN %s",
                step,
                line_ids,
                query,
            )
            for step, query in settings.step_queries
        ]
        if queries and line_ids:
            for step, line in self.env.execute_query(SQL(" UNION ALL ").join(queries)):
                misfits[line].add(step)
        return misfits
