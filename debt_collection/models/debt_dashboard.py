from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import date_utils, format_datetime

PERIODS = ("month", "last_month", "quarter", "year")


class DebtDashboard(models.AbstractModel):
    """What the client action `debt_dashboard` shows: tiles and lists at once, then each chart.

    Collectors see their own cases (record rules narrow every figure of cases); figures of the whole
    company (DSO, effectiveness, aging of the ledger) are for those who see all cases.
    """

    _name = "debt.dashboard"
    _description = "Dashboard of Collection"

    @api.model
    def get_data(self, wishes=None):
        """Return what stands above the charts.

        :param wishes: {"company_id", "period" (see PERIODS), "team_id", "collector_id"}, all
            optional
        :return: {as_of, currency_id, filters, choices, tiles, lists, charts (their keys), empty
            (no open case), sample (nobody was ever collected from: the figures are made up)}
        """
        self.env["debt.case"].check_access("read")
        asked = self._filters(wishes)
        cases = self._case_domain(asked)
        return {
            "as_of": self._as_of(asked["company"]),
            "currency_id": asked["company"].currency_id.id,
            "filters": {
                "company_id": asked["company"].id,
                "period": asked["period"],
                "team_id": asked["team"].id,
                "collector_id": asked["collector"].id,
            },
            "choices": self._choices(asked),
            "tiles": self._tiles(asked),
            "lists": self._lists(asked),
            "charts": self._chart_keys(asked),
            "empty": not self.env["debt.case"].search_count(cases, limit=1),
            "sample": False,
        }

    @api.model
    def get_chart(self, key, wishes=None):
        """Return one chart: {key, title, type, labels, series: [{label, data}], actions}.

        `actions`: for each label the action that lists what the bar stands for, or False; a list
        of them where each series has its own.
        """
        self.env["debt.case"].check_access("read")
        asked = self._filters(wishes)
        if key not in self._chart_keys(asked):
            return False
        return {"key": key, **getattr(self, f"_chart_{key}")(asked)}

    # filters

    def _filters(self, wishes):
        """Return {company, period, teams, team, collectors, collector, people, today, first, last}
        from what the client asks for. `people`: whose cases are counted, empty: everybody's.
        """
        wishes = wishes if isinstance(wishes, dict) else {}
        company = self.env.companies.filtered(lambda one: one.id == wishes.get("company_id"))
        company = company or self.env.company
        period = wishes.get("period") if wishes.get("period") in PERIODS else "month"
        today = company._debt_today()
        first, last = self._days(period, today)
        return {
            "company": company,
            "period": period,
            **self._people(company, wishes),
            "today": today,
            "first": first,
            "last": last,
        }

    def _people(self, company, wishes):
        """{team, collector, people; teams, collectors: those to choose from}; who doesn't see all
        cases gets himself whatever he asks.
        """
        nobody, me = self.env["crm.team"], self.env.user
        if not self._sees_all():
            return {"teams": [], "team": nobody, "collectors": me, "collector": me, "people": me}
        teams = self._teams(company)
        team = next((one for one in teams if one.id == wishes.get("team_id")), nobody)
        people = teams.get(team, self.env["res.users"])
        # of a team only its own
        collectors = people or self._collectors(company)
        collector = collectors.filtered(lambda user: user.id == wishes.get("collector_id"))
        return {
            "teams": list(teams),
            "team": team,
            "collectors": collectors,
            "collector": collector,
            "people": collector or people,
        }

    def _teams(self, company):
        """Return {team: its collectors}."""
        # sudo: names of teams, for people who have no rights in sales
        rows_sudo = (
            self.env["debt.collector"]
            .sudo()
            ._read_group(
                [("company_id", "=", company.id), ("team_id", "!=", False)],
                ["team_id"],
                ["user_id:recordset"],
            )
        )
        return {team: users.sudo(False) for team, users in rows_sudo}

    def _days(self, period, today):
        """Return first and last day of a period; one that isn't over ends today."""
        if period == "last_month":
            last = date_utils.start_of(today, "month") - timedelta(days=1)
            return date_utils.start_of(last, "month"), last
        return date_utils.start_of(today, period), today

    def _sees_all(self):
        return self.env.user.has_group("debt_collection.group_collector_all")

    def _collectors(self, company):
        rows = self.env["debt.case"]._read_group(
            [("company_id", "=", company.id), ("state", "=", "open")], ["collector_id"]
        )
        return self.env["res.users"].union(*(user for [user] in rows))

    def _case_domain(self, asked):
        return self._domain_of(asked["company"], asked["people"]) & Domain("state", "=", "open")

    def _domain_of(self, company, people, field="collector_id"):
        """What is the company's and, where people are asked for, theirs by `field`."""
        domain = Domain("company_id", "=", company.id)
        return domain & Domain(field, "in", people.ids) if people else domain

    def _choices(self, asked):
        """What can be chosen: [{id, name}] of companies, periods, teams and collectors."""
        names = {
            "month": self.env._("This month"),
            "last_month": self.env._("Last month"),
            "quarter": self.env._("This quarter"),
            "year": self.env._("This year"),
        }
        return {
            "company_id": [{"id": one.id, "name": one.name} for one in self.env.companies],
            "period": [{"id": key, "name": names[key]} for key in PERIODS],
            "team_id": [{"id": one.id, "name": one.name} for one in asked["teams"]],
            "collector_id": [{"id": one.id, "name": one.name} for one in asked["collectors"]],
        }

    def _as_of(self, company):
        """When the last night looked at the cases, in words."""
        run = self.env["debt.run"].search(
            [("company_id", "=", company.id), ("mode", "=", "nightly"), ("state", "=", "done")],
            order="id desc",
            limit=1,
        )
        moment = run.finished_on if run else fields.Datetime.now()
        return format_datetime(self.env, moment, dt_format="short")

    # actions

    def _promise_action(self, asked, first, last):
        """The promises due in these days that figures count."""
        domain = Domain("company_id", "=", asked["company"].id) & Domain("state", "!=", "cancelled")
        domain &= Domain("date", ">=", first) & Domain("date", "<=", last)
        domain &= self._promises_of(asked["people"])
        return self._list_action("debt_promise_action", domain)

    def _promises_of(self, people):
        """Domain of their promises: of whom leads the case, else of whom took the promise."""
        if not people:
            return Domain.TRUE
        mine = Domain("case_id.collector_id", "in", people.ids)
        left = Domain("case_id.collector_id", "=", False)
        return mine | left & Domain("user_id", "in", people.ids)

    def _recovered_action(self, asked, first, last):
        """The payments of these days that `debt.result._recovered` counts."""
        domain = self._domain_of(asked["company"], asked["people"], "debt_collector_id")
        domain &= Domain("debt_is_recovery", "=", True)
        domain &= Domain("credit_move_id.date", ">=", first)
        domain &= Domain("credit_move_id.date", "<=", last)
        return self._list_action("debt_recovered_action", domain)

    def _aging_action(self, asked, day, *more):
        """The aging at the end of `day`."""
        aging = self.env["debt.aging"]._on_day(asked["company"], day)
        domain = self._domain_of(asked["company"], asked["people"]) & Domain.AND(more)
        return aging._open(aging._scope(), domain=domain)

    def _list_action(self, xmlid, domain, name=None, **context):
        """Return a whole action: the client builds no domains."""
        action = self.env["ir.actions.act_window"]._for_xml_id(f"debt_collection.{xmlid}")
        return {
            **action,
            "name": name or action["name"],
            "display_name": name or action["name"],
            "domain": list(domain),
            "context": context,
        }
