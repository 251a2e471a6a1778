from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import table_exists

from ..tools.assignment import Desk

OLD_TABLE = "debt_company_collector_rel"


class DebtCollector(models.Model):
    """A person who collects for a company: how many cases, and who stands in for him."""

    _name = "debt.collector"
    _description = "Collector"
    _rec_name = "user_id"
    _order = "company_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Collector",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    active = fields.Boolean(default=True)
    takes_cases = fields.Boolean(
        "Gets new cases",
        default=True,
        help="New cases are shared evenly among those who get them.",
    )
    cap = fields.Integer(
        "At most cases",
        aggregator=None,
        help="Whoever has so many open cases gets no more. 0: no limit.",
    )
    substitute_id = fields.Many2one(
        "res.users",
        "Substitute",
        ondelete="set null",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="While the collector is away he sees these cases, and new tasks come to him.",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Team",
        ondelete="set null",
        check_company=True,
        help="Collectors of a team are shown together on the dashboard.",
    )
    away_from = fields.Date("Away from")
    away_until = fields.Date("Away until", help="Last day. Empty: until changed.")
    is_away = fields.Boolean("Away today", compute="_compute_is_away")

    case_count = fields.Integer("Open cases", compute="_compute_load", aggregator=None)
    overdue = fields.Monetary("Overdue", compute="_compute_load")
    free_places = fields.Char("Room for", compute="_compute_load")

    _company_user_unique = models.Constraint(
        "UNIQUE(company_id, user_id)", "This person already is a collector of this company."
    )
    _cap_positive = models.Constraint("CHECK (cap >= 0)", "A number of cases can't be negative.")

    def init(self):
        """Take over who collected before each of them had a row of his own (issue 4)."""
        if not table_exists(self.env.cr, OLD_TABLE):
            return
        self.env.cr.execute(
            SQL(
                """INSERT INTO debt_collector (company_id, user_id, active, takes_cases, cap)
                   SELECT res_company_id, res_users_id, TRUE, TRUE, 0 FROM %s
                   ON CONFLICT DO NOTHING""",
                SQL.identifier(OLD_TABLE),
            )
        )
        self.env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(OLD_TABLE)))

    @api.constrains("user_id", "substitute_id", "away_from", "away_until")
    def _check_substitute(self):
        for row in self:
            if row.substitute_id == row.user_id:
                raise ValidationError(self.env._("Nobody can be his own substitute."))
            if row.away_until and (not row.away_from or row.away_until < row.away_from):
                raise ValidationError(
                    self.env._("Enter the first day of the absence; it can't end before it begins.")
                )

    @api.depends("away_from", "away_until", "company_id")
    def _compute_is_away(self):
        for row in self:
            row.is_away = bool(row.company_id) and row._is_away_on(row.company_id._debt_today())

    def _is_away_on(self, day):
        self.ensure_one()
        return bool(
            self.away_from
            and self.away_from <= day
            and (not self.away_until or self.away_until >= day)
        )

    @api.depends("user_id", "company_id", "cap")
    def _compute_load(self):
        loads = self._loads()
        for row in self:
            row.case_count, row.overdue = loads.get((row.company_id, row.user_id), (0, 0.0))
            row.free_places = str(max(row.cap - row.case_count, 0)) if row.cap else "-"

    def _loads(self):
        """Return {(company, user): (open cases, overdue)}, in one query."""
        groups = self.env["debt.case"]._read_group(
            [
                ("state", "=", "open"),
                ("company_id", "in", self.company_id.ids),
                ("collector_id", "in", self.user_id.ids),
            ],
            ["company_id", "collector_id"],
            ["__count", "overdue:sum"],
        )
        return {(company, user): (count, amount) for company, user, count, amount in groups}

    # who is there --------------------------------------------------------------------------------

    @api.model
    def _away_domain(self, day):
        """Domain of the rows of people who are away on `day`."""
        return Domain("away_from", "<=", day) & (
            Domain("away_until", "=", False) | Domain("away_until", ">=", day)
        )

    @api.model
    def _substitutes(self, company, day):
        """Return {user away on `day`: substitute who is there}."""
        # salespeople's buttons ask for the collector too
        rows_sudo = self.sudo().search(
            self._away_domain(day)
            & Domain("company_id", "=", company.id)
            & Domain("substitute_id", "!=", False)
        )
        away = {row.user_id: row.substitute_id for row in rows_sudo}
        return {user: other for user, other in away.items() if other not in away}

    @api.model
    def _present(self, company, user, day):
        """Return `user`, or who stands in for him on `day`."""
        return self._substitutes(company, day).get(user, user)

    @api.model
    def _desks(self, company, day):
        """Return the `tools.assignment.Desk` of each who gets new cases, loads read now."""
        # cases of all collectors, whoever presses the button
        rows_sudo = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("takes_cases", "=", True),
                ("user_id.active", "=", True),
            ]
        )
        loads = rows_sudo._loads()
        return [
            Desk(
                row.user_id.id,
                loads.get((row.company_id, row.user_id), (0, 0.0))[0],
                row.cap,
                row._is_away_on(day),
            )
            for row in rows_sudo
        ]

    # buttons -------------------------------------------------------------------------------------

    def action_open_cases(self):
        self.ensure_one()
        return self.env["debt.case"]._open_cases_of(self.company_id, self.user_id)
