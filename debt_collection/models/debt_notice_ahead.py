from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .debt_notice_queue import AMICABLE, MONITORING

# a start that moves by some days (a holiday, a hold) is the same start
SAME_START = timedelta(days=14)


class DebtNotice(models.Model):
    """Collection that starts soon with customers who have no case yet: strategies without a step
    before the due date open one only with the first letter. The next steps of their items tell.
    """

    _inherit = "debt.notice"

    @api.model
    def _found(self, company, day, days):
        """Add the cases that will open, as records that aren't stored."""
        found = super()._found(company, day, days)
        for debtor, start in self._starts_ahead(company, day, days).items():
            found[debtor._new_case()] = ("before", MONITORING, start)
        return found

    def _starts_ahead(self, company, day, days):
        """Return {debtor without a case: day of his first letter or call}, in one query."""
        self.env["debt.item"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT i.debtor_id, MIN(i.next_date)
                  FROM debt_item i
                  JOIN debt_step s ON s.id = i.next_step_id
                 WHERE i.company_id = %(company)s AND i.closed_on IS NULL AND i.case_id IS NULL
                   AND i.reason = 'next' AND s.phase >= %(phase)s
                   AND i.next_date BETWEEN %(day)s AND %(last)s
                   AND NOT EXISTS (SELECT FROM debt_case c
                                    WHERE c.debtor_id = i.debtor_id AND c.state = 'open')
              GROUP BY i.debtor_id
                """,
                company=company.id,
                phase=AMICABLE,
                day=day,
                last=day + timedelta(days=days),
            )
        )
        # browsed together, so that they are read together
        debtors = self.env["debt.debtor"].browse([debtor_id for debtor_id, _start in rows])
        return {debtor: start for debtor, (_id, start) in zip(debtors, rows, strict=True)}

    @api.model
    def _told(self, cases, day):
        """Add who was told lately that a case will open, also where it has opened since."""
        keys = {case.debtor_id: case._notice_key() for case in cases}
        rows = self._read_group(
            [
                ("debtor_id", "in", [debtor.id for debtor in keys]),
                ("case_id", "=", False),
                ("date_start", ">", day - SAME_START),
            ],
            ["debtor_id", "user_id", "event", "phase"],
        )
        ahead = {(keys[debtor], user.id, event, phase) for debtor, user, event, phase in rows}
        return super()._told(cases, day) | ahead


class DebtCase(models.Model):
    _inherit = "debt.case"

    def _notice_key(self):
        """Return what tells cases apart, also those that aren't open yet."""
        return self.id or -self.debtor_id.id

    def _told_domain(self):
        """Also those that told that this case would open."""
        opened = self.opened_on or self.company_id._debt_today()
        ahead = Domain("debtor_id", "=", self.debtor_id.id) & Domain("case_id", "=", False)
        return super()._told_domain() | (ahead & Domain("date_start", ">=", opened - SAME_START))


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _new_case(self):
        """Return the case that will open for this debtor, not stored."""
        return self.env["debt.case"].new(
            {
                "company_id": self.company_id.id,
                "debtor_id": self.id,
                "partner_id": self.partner_id.id,
                "phase": MONITORING,
                "collector_id": self.collector_id.id,
            }
        )

    def _case_to_come(self):
        """Return the open case, else the one that will open, not stored, with its strategy; none
        where nothing is ahead.
        """
        case = self._open_case()
        if case or not (items := self._items_ahead()):
            return case
        case = self._new_case()
        case.strategy_id = items.next_step_id.strategy_id[:1]
        return case

    def _take_up(self, day):
        """Return the open case; where collection is only coming one opens now, with his items: a
        colleague talks to the customer, or did.
        """
        if case := self._open_case():
            return case
        items = self._items_ahead()
        strategy = items.next_step_id.strategy_id[:1]
        # the strategy that the night has chosen stays
        case = self._get_or_open_case(day, **({"strategy_id": strategy.id} if strategy else {}))
        items.case_id = case
        return case

    def _items_ahead(self):
        """Return his open items that no case has taken yet, the next to be acted on first."""
        return self.env["debt.item"].search(
            [("debtor_id", "in", self.ids), ("case_id", "=", False), ("closed_on", "=", False)],
            order="next_date, id",
        )
