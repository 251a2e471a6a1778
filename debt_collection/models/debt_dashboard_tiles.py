from datetime import timedelta

from odoo import models
from odoo.fields import Domain

# customers named on the dashboard
MOST = 8


class DebtDashboard(models.AbstractModel):
    """Figures and lists of the dashboard."""

    _inherit = "debt.dashboard"

    def _result(self):
        # sudo: sums of the ledger; who doesn't see all cases gets the sums of his own ones
        return self.env["debt.result"].sudo()

    def _own(self, asked, by_collector):
        """The figures of those asked for, of {collector: figure}, in one sum."""
        wanted = asked["people"] or by_collector
        return sum(by_collector.get(one, 0.0) for one in wanted)

    def _tiles(self, asked):
        # the books of two days serve all tiles: each is a query over the whole ledger
        company, result = asked["company"], self._result()
        before = result._portfolio(company, asked["first"] - timedelta(1))
        after = result._portfolio(company, asked["last"])
        tiles = [
            self._tile_overdue(asked, before, after),
            self._tile_recovered(asked),
            self._tile_promised(asked),
        ]
        if not asked["people"]:
            before, after = (result._sum_up(books.values()) for books in (before, after))
            tiles += [
                self._tile_dso(asked, after),
                self._tile_effectiveness(asked, before, after),
            ]
        return tiles

    def _tile(self, key, label, value, unit, **more):
        """A tile; `unit`: money, days or percent.

        :param more: note, action, delta (change in percent) and its tone (success, danger)
        """
        usual = {"note": "", "action": False, "delta": None, "tone": ""}
        return {"key": key, "label": label, "value": value, "unit": unit, **usual, **more}

    def _change_of(self, now, before, note, good):
        """{delta, tone, note} of a tile; `good`: 1 if more is better, else -1."""
        if not before:
            return {}
        delta = round((now - before) / before * 100)
        return {"delta": delta, "tone": "success" if delta * good >= 0 else "danger", "note": note}

    def _tile_overdue(self, asked, before, after):
        before, now = (
            self._own(asked, {user: books["overdue"] or 0.0 for user, books in portfolio.items()})
            for portfolio in (before, after)
        )
        if asked["last"] < asked["today"]:
            action = self._aging_action(asked, asked["last"], Domain("overdue", "!=", 0))
        else:
            domain = self._case_domain(asked) & Domain("overdue", ">", 0)
            action = self._list_action("debt_case_action", domain)
        return self._tile(
            "overdue",
            self.env._("Overdue"),
            now,
            "money",
            action=action,
            **self._change_of(now, before, self.env._("since the period began"), -1),
        )

    def _tile_recovered(self, asked):
        first, last = asked["first"], asked["last"]
        now, before = (
            self._own(asked, money)
            for money in self._result()._recovered_and_before(asked["company"], first, last)
        )
        return self._tile(
            "recovered",
            self.env._("Overdue money received"),
            now,
            "money",
            action=self._recovered_action(asked, first, last),
            **self._change_of(now, before, self.env._("to as many days before"), 1),
        )

    def _tile_promised(self, asked):
        found = self._result()._promises(asked["company"], asked["first"], asked["last"])
        promised, kept, broken = (
            self._own(asked, found[name]) for name in ("promised", "kept", "broken")
        )
        judged = kept + broken
        share = round(kept / judged * 100) if judged else 0
        return self._tile(
            "promised",
            self.env._("Promised for this time"),
            promised,
            "money",
            note=self.env._("kept: %(percent)s%%", percent=share) if judged else "",
            action=self._promise_action(asked, asked["first"], asked["last"]),
        )

    def _tile_dso(self, asked, owed):
        dso, best = self._result()._dso_and_best(asked["company"], asked["last"], owed)
        return self._tile(
            "dso",
            self.env._("DSO"),
            dso,
            "days",
            action=self._aging_action(asked, asked["last"]),
            note=self.env._("best possible: %(days)s", days=round(best)) if round(best) else "",
        )

    def _tile_effectiveness(self, asked, before, after):
        return self._tile(
            "effectiveness",
            self.env._("Effectiveness (CEI)"),
            self._result()._effectiveness(
                asked["company"], asked["first"], asked["last"], before, after
            ),
            "percent",
            action=self._aging_action(asked, asked["last"]),
            note=self.env._("of what could be collected"),
        )

    # lists

    def _lists(self, asked):
        lists = [self._list_needs(asked), self._list_customers(asked)]
        # never a ranking of collectors shown to collectors
        if self._sees_all() and not asked["collector"]:
            lists.append(self._list_collectors(asked))
        return lists

    def _list_needs(self, asked):
        """What waits for a person; only what there is."""
        cases = self._case_domain(asked)
        of_cases = self._domain_of(asked["company"], asked["people"], "case_id.collector_id")
        waiting = of_cases & Domain("state", "=", "waiting")
        decision, nobody = Domain("kind", "=", "decision"), Domain("collector_id", "=", False)
        _ = self.env._
        rows = [
            (_("To approve"), "debt_action_approval_action", waiting & ~decision),
            (_("Decisions"), "debt_action_approval_action", waiting & decision),
            (_("Customer replied"), "debt_case_action", cases & Domain("replied_on", "!=", False)),
            (
                _("Without collector"),
                "debt_case_action",
                cases & nobody,
            ),
            (_("Grows fast"), "debt_case_action", cases & Domain("growing_on", "!=", False)),
            (_("Missed deadlines"), "debt_missed_action", of_cases),
        ]
        if not asked["people"]:
            rows.append((_("Unallocated payments"), "debt_unallocated_action", of_cases))
        return {
            "key": "needs",
            "title": _("Needs a person"),
            "columns": [],
            "rows": [row for row in (self._need(*row) for row in rows) if row],
        }

    def _need(self, label, xmlid, domain):
        action = self._list_action(xmlid, domain, label)
        model = self.env[action["res_model"]]
        count = model.has_access("read") and model.search_count(domain)
        return count and {"cells": [label, count], "action": action}

    def _list_customers(self, asked):
        cases = self.env["debt.case"].search(
            self._case_domain(asked) & Domain("overdue", ">", 0), order="overdue desc", limit=MOST
        )
        return {
            "key": "customers",
            "title": self.env._("Who owes most"),
            "columns": [self.env._("Customer"), self.env._("Overdue"), self.env._("Days late")],
            "rows": [
                {
                    "cells": [case.partner_id.name, {"money": case.overdue}, case.days_late],
                    "action": self._form_action(case),
                }
                for case in cases
            ],
        }

    def _form_action(self, case):
        action = self._list_action("debt_case_action", [])
        return {**action, "res_id": case.id, "views": [(False, "form")], "view_mode": "form"}

    def _list_collectors(self, asked):
        rows = self.env["debt.case"]._read_group(
            self._case_domain(asked), ["collector_id"], ["__count", "overdue:sum"]
        )
        due = dict(
            self.env["debt.case"]._read_group(
                self._case_domain(asked) & Domain("todo_on", "<=", asked["today"]),
                ["collector_id"],
                ["__count"],
            )
        )
        _ = self.env._
        return {
            "key": "collectors",
            "title": _("Collectors"),
            "columns": [_("Collector"), _("Cases"), _("Overdue"), _("Due today")],
            "rows": [
                self._collector_row(
                    asked, user, [count, {"money": overdue or 0.0}, due.get(user, 0)]
                )
                for user, count, overdue in rows
            ],
        }

    def _collector_row(self, asked, user, cells):
        name = user.name or self.env._("Nobody")
        domain = self._case_domain(asked) & Domain("collector_id", "=", user.id)
        return {
            "cells": [name, *cells],
            "action": self._list_action("debt_case_action", domain, name),
        }
