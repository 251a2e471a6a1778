from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.misc import formatLang

# customers listed in one message; the rest is a number and a link
LISTED = 50
DOCUMENTS = 3
RANKS = ("step", "before", "growth", "start", "phase")


class DebtNotice(models.Model):
    """Telling colleagues: at most one message for each person and day."""

    _inherit = "debt.notice"

    @api.model
    def _queue_steps(self, actions, day):
        """Queue what steps of a strategy tell the users of these actions of kind notice."""
        self.create(
            [
                {
                    "company_id": action.company_id.id,
                    "case_id": action.case_id.id,
                    "debtor_id": action.debtor_id.id,
                    "partner_id": action.partner_id.id,
                    "user_id": action.user_id.id,
                    "event": "step",
                    "phase": action.phase,
                    "action_id": action.id,
                    "date": day,
                    "talk_first": action.task_id.talk_first,
                }
                for action in actions.filtered("user_id")
            ]
        )

    @api.model
    def _tell(self, company, day):
        """Send what waits, one message for each person who wasn't told anything today, about his
        customers in all companies.

        What is settled meanwhile isn't told. While a night is planning nobody is told anything:
        what it finds later would have to wait until tomorrow. :param day: the company's date
        """
        rows = self.search(self._to_tell_domain(company))
        if not rows or self._is_night(company, day):
            return
        amounts = self._amounts(rows.debtor_id)
        stale = rows.filtered(
            lambda row: (
                row.case_id.state == "closed"
                or not amounts[row.debtor_id]
                or (row.event == "growth" and not row.case_id.growing_on)
            )
        )
        stale.unlink()
        told_today = self._read_group([("told_on", "=", day)], ["user_id"])
        busy = self.env["res.users"].union(*(user for (user,) in told_today))
        fresh = (rows - stale).filtered(lambda row: row.user_id not in busy)
        overdue = fresh.debtor_id._live_overdue(day)
        for user, group in fresh.grouped("user_id").items():
            group._send(user, amounts, overdue, day)

    @api.model
    def _is_night(self, company, day):
        """Whether a night is planning, or one of another company is due and hasn't begun: it may
        find something for the same people.
        """
        runs = self.env["debt.run"]
        working = self.env["res.company"].search([("debt_automation", "=", True)])
        return any(
            runs._is_planning(one, day)
            or (one != company and runs._is_time(one) and not runs._was_done(one, day))
            for one in working | company
        )

    @api.model
    def _to_tell_domain(self, company):
        """What waits to be told: of `company`, and of the others that work by themselves."""
        asked = Domain("company_id", "=", company.id)
        return Domain("told_on", "=", False) & (
            asked | Domain("company_id.debt_automation", "=", True)
        )

    def _send(self, user, amounts, overdue, day):
        """Send one person what these rows say, a line for each customer, and note that it was; in
        the name of his own company where it is about its customers.
        """
        rows = self.with_context(lang=user.lang or self.env.lang)
        for row in self:
            found = overdue.get(row.debtor_id)
            row.amount = found.amount if found else amounts[row.debtor_id]
        companies = self.company_id
        company = user.company_id if user.company_id in companies else companies[:1]
        debtors = rows.grouped("debtor_id")
        last = sorted(
            (group.sorted(lambda row: RANKS.index(row.event))[-1] for group in debtors.values()),
            key=lambda row: (-RANKS.index(row.event), -row.amount),
        )
        company._debt_message(
            user,
            "debt_collection.notice_body",
            rows.env._("Collection: %(count)s customers of yours", count=len(last)),
            {
                "lines": [row._line(debtors[row.debtor_id], overdue) for row in last[:LISTED]],
                "more": max(len(last) - LISTED, 0),
                "is_many": len(companies) > 1,
            },
        )
        self.told_on = day

    def _line(self, group, overdue):
        """Return what the message says of one customer; `group`: all rows about him."""
        found = overdue.get(self.debtor_id)
        amount = formatLang(self.env, self.amount, currency_obj=self.currency_id)
        offers = any(row.talk_first for row in group) and self.phase < "2_pre_court"
        return {
            "name": self.partner_id.display_name,
            "url": f"/odoo/res.partner/{self.partner_id.id}",
            "amount": amount,
            "days": found.days if found else 0,
            "documents": self._documents(),
            "text": self._event_text(),
            "talk": offers and self._talk_url(),
            "company": self.company_id.name,
        }

    def _talk_url(self):
        """Return the page with the button; without a case the customer's."""
        if self.case_id:
            return f"/debt_collection/talk/{self.case_id.id}"
        return f"/debt_collection/talk/customer/{self.debtor_id.id}"

    def _documents(self):
        items = (self.case_id.open_item_ids or self.debtor_id._items_ahead()).sorted("date_due")
        names = ", ".join(item.name for item in items[:DOCUMENTS] if item.name)
        if len(items) > DOCUMENTS:
            names = self.env._(
                "%(names)s and %(count)s more", names=names, count=len(items) - DOCUMENTS
            )
        return names

    def _event_text(self):
        """Return what happens to the customer, in the colleague's language."""
        if self.event == "before":
            return self.env._(
                "collection starts on %(date)s unless payment arrives",
                date=format_date(self.env, self.date_start),
            )
        if self.event == "start":
            return self.env._("collection starts: the first letter or call is due")
        if self.event == "phase":
            phases = dict(self._fields["phase"]._description_selection(self.env))
            return self.env._("next phase: %(phase)s", phase=phases[self.phase])
        if self.event == "growth":
            return self.env._(
                "overdue has grown by %(amount)s in %(days)s days",
                amount=formatLang(self.env, self.case_id.growth, currency_obj=self.currency_id),
                days=self.company_id.debt_growth_days,
            )
        return self.action_id.step_id.name or ""
