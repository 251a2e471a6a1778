from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.assignment import Subject, assign


def _mode(rule):
    return "rule" if rule else "shared"


class DebtCase(models.Model):
    """Who collects this case: by rules, by hand, or whoever stands in for him; with its history."""

    _inherit = "debt.case"

    assignment_ids = fields.One2many("debt.assignment", "case_id", "Collectors so far")
    is_mine = fields.Boolean(
        "Mine, or I stand in", compute="_compute_is_mine", search="_search_is_mine"
    )

    @api.depends_context("uid")
    @api.depends("collector_id", "company_id")
    def _compute_is_mine(self):
        for company, cases in self.grouped("company_id").items():
            mine = self._stood_in_for(company) | self.env.user
            for case in cases:
                case.is_mine = case.collector_id in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("collector_id", "=", self.env.uid)
        for company in self.env.companies:
            domain |= Domain("company_id", "=", company.id) & Domain(
                "collector_id", "in", self._stood_in_for(company).ids
            )
        return domain if True in value else ~domain

    @api.model
    def _stood_in_for(self, company):
        """Return the people away today whose cases the user works on."""
        if not company:
            return self.env["res.users"]
        substitutes = self.env["debt.collector"]._substitutes(company, company._debt_today())
        users = [user.id for user, other in substitutes.items() if other == self.env.user]
        return self.env["res.users"].browse(users)

    @api.model
    def _open_cases_of(self, company, user, more=Domain.TRUE):
        """Return the action that shows the open cases of a collector (none: of nobody)."""
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_case_action")
        domain = Domain("company_id", "=", company.id) & Domain("collector_id", "=", user.id)
        return {**action, "context": {"search_default_open": 1}, "domain": list(domain & more)}

    # by hand -------------------------------------------------------------------------------------

    def _inverse_collector_id(self):
        """Keep who had the case before; his open tasks go over with it."""
        before = self._last_collectors()
        changed = self.filtered(lambda case: before.get(case, False) != case.collector_id.id)
        by_run = self.env.user._is_superuser()
        # history is written by what happens, nobody edits it
        self.env["debt.assignment"].sudo().create(
            [
                {
                    "company_id": case.company_id.id,
                    "case_id": case.id,
                    "date": fields.Datetime.now(),
                    "from_user_id": before.get(case, False),
                    "collector_id": case.collector_id.id,
                    "user_id": False if by_run else self.env.uid,
                    "mode": "hand",
                }
                for case in changed
            ]
        )
        changed._move_tasks({case: before.get(case) for case in changed if before.get(case)})

    def _last_collectors(self):
        """Return {case: id of the collector its history ends with}."""
        self.env["debt.assignment"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (case_id) case_id, collector_id FROM debt_assignment
                    WHERE case_id = ANY(%s) ORDER BY case_id, id DESC""",
                self.ids,
            )
        )
        return {self.browse(case): collector or False for case, collector in rows}

    def _move_tasks(self, before):
        """Give open tasks of {case: id of the former collector} to the present one."""
        # tasks of a person who may no longer see the case
        activities_sudo = (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", [case.id for case in before]),
                    ("user_id", "in", list(set(before.values()))),
                ]
            )
        )
        for case, activities in activities_sudo.grouped("res_id").items():
            case = self.browse(case)
            theirs = activities.filtered(lambda a, user=before[case]: a.user_id.id == user)
            theirs._debt_move(case.collector_id)

    # by rules ------------------------------------------------------------------------------------

    @api.model
    def _assign_open(self, company, day):
        """Give open cases of a company their collectors, set-wise; return those that changed.

        Those without one, and those a rule takes over; of those who are away, due tasks go to the
        substitute.
        :param day: the company's date
        """
        rules = self.env["debt.collector.rule"]._of_company(company)
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "open")
        if not any(rules.mapped("takes_over")):
            domain &= Domain("collector_id", "=", False)
        changed = self.search(domain)._assign(company, day)
        self._cover_absences(company, day)
        return changed

    def _assign(self, company, day):
        """Assign these open cases of one company by the rules; return those that changed."""
        if not self:
            return self
        rules, plain = self.env["debt.collector.rule"]._plan(company, day)
        desks = self.env["debt.collector"]._desks(company, day)
        choices = assign(plain, desks, self._subjects(rules, company, day))
        return self._take_choices(choices)

    def _subjects(self, rules, company, day):
        """What the rules look at, read from the ledger now."""
        overdue = {}
        if any(rule.net_from or rule.net_to or rule.days_from for rule in rules):
            overdue = self.debtor_id._live_overdue(day)
        fits = rules._fits(company, self.partner_id.ids)
        for case in self:
            debtor = case.debtor_id
            amount, days = overdue.get(debtor, (0.0, 0))
            yield Subject(
                case.id,
                Decimal(str(amount)),
                days,
                case.phase,
                debtor.profile,
                debtor.kind,
                fits.get(case.partner_id.id, frozenset()),
                case.collector_id.id or None,
            )

    def _take_choices(self, choices):
        """Write {case id: Choice} with their history, in a fixed number of statements."""
        cases = self.browse(list(choices))
        before = {case: case.collector_id.id for case in cases if case.collector_id}
        # set-wise, not by write: the history below says more than a tracked value
        self.env["debt.run"]._update(
            "debt_case",
            [("id", "int"), ("collector_id", "int")],
            [(case.id, choices[case.id].user) for case in cases],
        )
        self.env["debt.assignment"]._note(
            [
                (case.company_id.id, case.id, before.get(case), user, rule, _mode(rule))
                for case, (user, rule) in ((case, choices[case.id]) for case in cases)
            ]
        )
        cases.invalidate_recordset(["collector_id", "assignment_ids"], flush=False)
        cases._move_tasks(before)
        return cases

    # absences ------------------------------------------------------------------------------------

    @api.model
    def _cover_absences(self, company, day):
        """Give the tasks due by `day` of collectors who are away to their substitutes."""
        for user, other in self.env["debt.collector"]._substitutes(company, day).items():
            theirs = Domain("user_id", "=", user.id) & Domain("date_deadline", "<=", day)
            self.env["mail.activity"]._debt_of_company(company, theirs)._debt_move(other)
