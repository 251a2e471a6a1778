import logging
from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from ..tools.assignment import Rule
from ..tools.toast import toast
from .debt_debtor import KINDS, PROFILES
from .debt_step import PHASES

_logger = logging.getLogger(__name__)

CHOICES = ("phase", "profile", "kind")


class DebtCollectorRule(models.Model):
    """Which cases go to which collectors; the first rule that fits decides."""

    _name = "debt.collector.rule"
    _description = "Collector Assignment Rule"
    _inherit = ["debt.partner.filter.mixin"]
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    net_from = fields.Monetary("Overdue from")
    net_to = fields.Monetary("Overdue below", help="0: no upper limit.")
    days_from = fields.Integer("Days overdue from")
    phase = fields.Selection(PHASES)
    profile = fields.Selection(PROFILES, "Payment profile")
    kind = fields.Selection(KINDS, "Kind of customer")
    country_ids = fields.Many2many("res.country", string="Countries")
    salesperson_ids = fields.Many2many(
        "res.users", "debt_collector_rule_salesperson_rel", string="Salespeople"
    )
    team_ids = fields.Many2many("crm.team", string="Sales teams")
    collector_ids = fields.Many2many(
        "res.users",
        "debt_collector_rule_collector_rel",
        string="Collectors",
        domain=[("share", "=", False)],
        help="Empty: everybody who gets new cases.",
    )
    mode = fields.Selection(
        [("balanced", "To the one with the fewest open cases"), ("fixed", "To the first of them")],
        "Shared",
        required=True,
        default="balanced",
    )
    takes_over = fields.Boolean(
        "Also cases that have a collector",
        help="A case that comes to fit this rule goes over to these collectors the next night.",
    )
    condition_label = fields.Char("For which cases", compute="_compute_condition_label")

    _limits_positive = models.Constraint(
        "CHECK (net_from >= 0 AND net_to >= 0 AND days_from >= 0)",
        "Limits of a rule can't be negative.",
    )

    @api.constrains("mode", "takes_over", "collector_ids", "net_from", "net_to")
    def _check_complete(self):
        for rule in self:
            if (rule.mode == "fixed" or rule.takes_over) and not rule.collector_ids:
                raise ValidationError(
                    self.env._("“%(rule)s” needs the collectors it gives cases to.", rule=rule.name)
                )
            if rule.net_to and rule.net_to <= rule.net_from:
                raise ValidationError(
                    self.env._("“%(rule)s”: the upper limit isn't above the lower.", rule=rule.name)
                )

    @api.depends_context("lang")
    @api.depends("net_from", "net_to", "days_from", "domain", *CHOICES)
    @api.depends("country_ids", "salesperson_ids", "team_ids", "currency_id")
    def _compute_condition_label(self):
        for rule in self:
            parts = [*rule._limit_texts(), *rule._choice_texts()]
            rule.condition_label = ", ".join(filter(None, parts)) or self.env._("all cases")

    def _limit_texts(self):
        _ = self.env._
        amounts = {
            name: formatLang(self.env, self[name], currency_obj=self.currency_id)
            for name in ("net_from", "net_to")
        }
        return [
            self.net_from and _("overdue from %s", amounts["net_from"]),
            self.net_to and _("below %s", amounts["net_to"]),
            self.days_from and _("%s days overdue", self.days_from),
        ]

    def _choice_texts(self):
        labels = [
            dict(self._fields[name]._description_selection(self.env)).get(self[name])
            for name in CHOICES
        ]
        names = [
            ", ".join(self[name].mapped("display_name"))
            for name in ("country_ids", "salesperson_ids", "team_ids")
        ]
        has_domain = self.domain and self.domain != "[]"
        return [*labels, *names, has_domain and self.env._("a condition on customers")]

    # for the run ---------------------------------------------------------------------------------

    @api.model
    def _plan(self, company, day):
        """Return (rules, the same as plain values) of a company; a rule whose limits can't be
        converted into its currency is left out, the night goes on.
        """
        rules, plain = self.browse(), []
        for rule in self._of_company(company):
            try:
                plain.append(rule._values(company, day))
                rules |= rule
            except UserError as error:
                _logger.warning("Rule %s left out for %s: %s", rule.name, company.name, error)
        return rules, plain

    def _fits(self, company, partner_ids):
        """Return {customer: frozenset of those of these rules whose condition he meets}."""
        fits = defaultdict(set)
        for rule in self:
            condition = rule._partner_sql(company)
            if condition is None or not partner_ids:
                continue
            query = SQL(
                "SELECT id FROM res_partner WHERE id = ANY(%s) AND id IN %s", partner_ids, condition
            )
            for (partner,) in self.env.execute_query(query):
                fits[partner].add(rule.id)
        return {partner: frozenset(keys) for partner, keys in fits.items()}

    def _values(self, company, day):
        """Return this rule as a plain `tools.assignment.Rule`, amounts in company currency."""
        return Rule(
            self.id,
            self._amount(self.net_from, company, day),
            self._amount(self.net_to, company, day),
            self.days_from,
            self.phase or None,
            self.profile or None,
            self.kind or None,
            not self._partner_domain(company).is_true(),
            self.takes_over,
            self.mode == "fixed",
            tuple(self.collector_ids.filtered("active").ids),
        )

    def _amount(self, amount, company, day):
        if not amount:
            return Decimal(0)
        return self.env["debt.minimum"]._convert(
            amount, self.currency_id, company.currency_id, company, day
        )

    def _partner_domain(self, company):
        domain = super()._partner_domain(company)
        if self.country_ids:
            domain &= Domain("country_id", "in", self.country_ids.ids)
        if self.salesperson_ids:
            domain &= Domain("user_id", "in", self.salesperson_ids.ids)
        if self.team_ids:
            domain &= Domain("user_id.sale_team_id", "in", self.team_ids.ids)
        return domain

    # buttons -------------------------------------------------------------------------------------

    def action_apply(self):
        """Assign the open cases of the current company by the rules now, not only tonight."""
        self.check_access("write")
        company = self.env.company
        # cases of all collectors, whoever presses the button
        changed = self.env["debt.case"].sudo()._assign_open(company, company._debt_today())
        return toast(self.env._("%(count)s cases have another collector.", count=len(changed)))
