from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .debt_action_withdraw import OUTGOING
from .debt_hold import CASE_KINDS
from .debt_item_sync import REOPEN_DAYS

TOTALS = ["phase", "overdue", "total", "days_late", "next_date", "overdue_since"]


class DebtCase(models.Model):
    """Totals for the lists; when a case closes, opens again, becomes one with another."""

    _inherit = "debt.case"

    def _refresh_totals(self, day):
        """Write the totals, the furthest phase and the priority of these cases, set-wise.

        :param day: the company's date; overdue is what was due before it
        """
        if not self:
            return
        self.debtor_id._refresh_totals(day)
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE debt_case c
                   SET overdue = d.overdue, total = d.total, days_late = d.days_late,
                       as_of = d.as_of, phase = COALESCE(t.phase, c.phase),
                       next_date = t.next_date,
                       overdue_since = COALESCE(c.overdue_since, t.overdue_since)
                  FROM debt_debtor d
             LEFT JOIN (SELECT i.debtor_id, MAX(i.phase) AS phase, MIN(i.next_date) AS next_date,
                               MIN(i.date_due) FILTER (WHERE i.date_due < %(day)s) + 1
                                   AS overdue_since
                          FROM debt_item i WHERE i.closed_on IS NULL AND i.case_id = ANY(%(ids)s)
                      GROUP BY i.debtor_id) t ON t.debtor_id = d.id
                 WHERE c.debtor_id = d.id AND c.id = ANY(%(ids)s)
                """,
                ids=self.ids,
                day=day,
            )
        )
        self.invalidate_recordset([*TOTALS, "as_of"])
        self._refresh_priority(day)

    # closing -------------------------------------------------------------------------------------

    def _close_settled(self, day):
        """Close those of these cases in which nothing is left to do (DESIGN 4); return them."""
        candidates = self.filtered(lambda case: case.state == "open")
        settled = candidates - candidates._busy(day)
        settled._close(day)
        return settled

    def _busy(self, day):
        """Return the cases in which something is overdue, on its way or agreed.

        A case that never had anything overdue waits for all of its items: it exists because
        something was announced for them.
        """
        owing = self._owing(day)
        acting = self.env["debt.action"].search(
            [("case_id", "in", self.ids), ("state", "in", OUTGOING)]
        )
        holds = self.env["debt.hold"].search(
            self.env["debt.hold"]._active_domain(day)
            & Domain("kind", "in", CASE_KINDS)
            & (
                Domain("case_id", "in", self.ids)
                | Domain("item_id", "any", self._open_items_domain())
            )
        )
        return self & (owing | acting.case_id | holds.case_id | holds.item_id.case_id)

    def _open_items_domain(self):
        return [("case_id", "in", self.ids), ("closed_on", "=", False)]

    def _owing(self, day):
        domain = self._open_items_domain()
        overdue = self.env["debt.item"]._read_group([*domain, ("date_due", "<", day)], ["case_id"])
        announced = self.env["debt.item"]._read_group(
            [*domain, ("case_id.overdue_since", "=", False)], ["case_id"]
        )
        return self.browse({case.id for (case,) in overdue + announced})

    def _close(self, day):
        """Close these cases. Items not yet due leave them and may open a new one."""
        self.write({"state": "closed", "closed_on": day, "next_date": False})
        self.open_item_ids.write({"case_id": False})

    def _reopen(self, day):
        """Open cases closed at most 30 days ago again, or hand their items to the open one."""
        for case in self.filtered(lambda case: case.state == "closed"):
            current = case.debtor_id._open_case()
            recent = case.closed_on and case.closed_on >= day - timedelta(days=REOPEN_DAYS)
            if current or not recent:
                case.open_item_ids.write({"case_id": current.id})
            else:
                case.write({"state": "open", "closed_on": False})

    # merging -------------------------------------------------------------------------------------

    def _merge(self, others):
        """Take over everything of `others` (open, of one debtor to be) and delete them."""
        self.ensure_one()
        others -= self
        if not others:
            return
        cases = self | others
        names = ", ".join(others.mapped("name"))
        values = {
            "opened_on": min(filter(None, cases.mapped("opened_on")), default=False),
            "overdue_since": min(filter(None, cases.mapped("overdue_since")), default=False),
            "replied_on": max(filter(None, cases.mapped("replied_on")), default=False),
            **cases._earliest_court_deadline(),
        }
        # in SQL like a merge of partners: every foreign key, evidence included; then messages,
        # followers, activities and files
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        wizard._update_foreign_keys_generic("debt.case", others, self)
        wizard._update_reference_fields_generic("debt.case", others, self)
        self.env.invalidate_all()
        others.unlink()
        self.write(values)
        self.message_post(body=self.env._("Joined with %(cases)s.", cases=names))
