from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

MONITORING, AMICABLE = "0_monitoring", "1_amicable"
COLUMNS = ["company_id", "case_id", "debtor_id", "partner_id", "user_id", "event", "phase"]
COLUMNS += ["rule_id", "date", "date_start", "talk_first"]
WEEK, WORKING_DAYS = 7, 5


class DebtNotice(models.Model):
    """What the night finds that colleagues have to be told: only what they weren't told yet."""

    _inherit = "debt.notice"

    @api.model
    def _queue(self, company, day):
        """Note what colleagues are to be told by the rules, set-wise; `_tell` sends it.

        A case that goes into a phase today counts as being in it: its letter is planned, and who
        is told may still talk to the customer first.
        """
        rules = self.env["debt.notice.rule"]._of_company(company)
        if not rules:
            return
        found = self._found(company, day, max([0, *rules.mapped("days")]))
        told, rows = self._told(list(found), day), []
        for rule in rules:
            rows += rule._new_rows(self._for_rule(rule, found, company, day), told, day)
        self.env["debt.run"]._copy(self._table, COLUMNS, rows)

    @api.model
    def _found(self, company, day, days):
        """Return {case: (event, phase, first day of collection)} of open cases that may be told."""
        self.env["debt.case"].flush_model()
        self.env["debt.action"].flush_model(["case_id", "phase", "state"])
        self.env["debt.item"].flush_model(["case_id", "date_due", "closed_on"])
        rows = self.env.execute_query(self._found_sql(company, self._start_offsets(company)))
        cases = self.env["debt.case"].browse([row[0] for row in rows])
        result = {}
        for case, (_id, phase, start) in zip(cases, rows, strict=True):
            if phase >= AMICABLE:
                result[case] = ("start" if phase == AMICABLE else "phase", phase, None)
            elif start and day <= start <= day + timedelta(days=days):
                result[case] = ("before", phase, start)
        return result

    def _start_offsets(self, company):
        """Return [(strategy, days from the due date to its first letter or call after it)]."""
        strategies = self.env["debt.strategy"].search([("company_id", "in", [company.id, False])])
        offsets = []
        for strategy in strategies:
            steps = strategy.step_ids.filtered(
                lambda step: step.phase >= AMICABLE and step.anchor == "due"
            )
            days = [
                step.offset * WEEK // WORKING_DAYS if step.offset_unit == "workday" else step.offset
                for step in steps
            ]
            if days:
                offsets.append((strategy.id, min(days)))
        return offsets

    def _found_sql(self, company, offsets):
        """(case, furthest phase done or planned, first day of collection)."""
        strategies, days = zip(*offsets, strict=True) if offsets else ((), ())
        return SQL(
            """
            SELECT c.id, GREATEST(c.phase, a.phase) AS phase, s.start
              FROM debt_case c
         LEFT JOIN (SELECT case_id, MAX(phase) AS phase FROM debt_action
                     WHERE company_id = %(company)s AND state IN ('planned', 'waiting', 'queued')
                  GROUP BY case_id) a ON a.case_id = c.id
         LEFT JOIN (SELECT i.case_id, MIN(i.date_due + o.days) AS start
                      FROM debt_item i
                      JOIN debt_case k ON k.id = i.case_id AND k.state = 'open'
                      JOIN UNNEST(%(strategies)s::int[], %(days)s::int[]) AS o(strategy_id, days)
                        ON o.strategy_id = k.strategy_id
                     WHERE i.closed_on IS NULL AND i.company_id = %(company)s
                  GROUP BY i.case_id) s ON s.case_id = c.id
             WHERE c.company_id = %(company)s AND c.state = 'open'
            """,
            company=company.id,
            strategies=list(strategies),
            days=list(days),
        )

    @api.model
    def _told(self, cases, day):
        """Return {(key of the case, user id, event, phase)} of what was told or is queued."""
        rows = self.env.execute_query(
            SQL(
                """SELECT case_id, user_id, event, phase FROM debt_notice
                    WHERE case_id = ANY(%s) AND event NOT IN ('step', 'growth')""",
                [case.id for case in cases if case.id],
            )
        )
        return set(rows)

    @api.model
    def _for_rule(self, rule, found, company, day):
        """Those of `found` that a rule speaks of: event, days ahead, profile, amount."""
        last = day + timedelta(days=rule.days)
        fitting = {
            case: what
            for case, what in found.items()
            if what[0] == rule.event
            and (not what[2] or what[2] <= last)
            and (not rule.profile or case.debtor_id.profile == rule.profile)
        }
        limit = self.env["debt.minimum"]._convert(
            rule.net_min, rule.currency_id, company.currency_id, company, day
        )
        if not limit:
            return fitting
        # what isn't overdue yet counts too: it is what collection is about to start with
        amounts = self._amounts(rule.env["debt.debtor"].union(*(c.debtor_id for c in fitting)))
        return {case: what for case, what in fitting.items() if amounts[case.debtor_id] >= limit}

    def _amounts(self, debtors):
        """Return {debtor: open amount of his items}, in company currency, from the ledger."""
        amounts = defaultdict(float)
        for row in debtors._net_rows():
            amounts[debtors.browse(row["debtor_id"])] += float(row["net_company"])
        return amounts


class DebtNoticeRule(models.Model):
    _inherit = "debt.notice.rule"

    def _new_rows(self, fitting, told, day):
        """Return rows for the colleagues of these cases who don't know yet; adds them to `told`."""
        cases = self.env["debt.case"].union(*fitting)
        colleagues, rows = cases._colleagues(self), []
        for case, (event, phase, start) in fitting.items():
            for user in colleagues[case]:
                key = (case._notice_key(), user.id, event, phase)
                if key in told:
                    continue
                told.add(key)
                who = (
                    case.company_id.id,
                    case.id or None,
                    case.debtor_id.id,
                    case.partner_id.id,
                    user.id,
                )
                rows.append((*who, event, phase, self.id, day, start, self.talk_first))
        return rows
