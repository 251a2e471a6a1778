from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from .debt_debtor import KINDS, PROFILES


class DebtStrategyRule(models.Model):
    """Which customers get which strategy; the first rule that fits decides."""

    _name = "debt.strategy.rule"
    _description = "Strategy Assignment Rule"
    _inherit = ["debt.ladder.mixin", "debt.partner.filter.mixin"]
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(translate=True)
    strategy_id = fields.Many2one(
        "debt.strategy",
        ondelete="cascade",
        index=True,
        help="Empty: the company's strategy for most customers.",
    )
    kind = fields.Selection(KINDS, "Kind of customer")
    profile = fields.Selection(PROFILES, "Payment profile")
    region = fields.Selection(
        [
            ("home", "Same country as the company"),
            ("eu", "Other EU country"),
            ("abroad", "Outside the EU"),
        ],
        "Country",
    )
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", help="Of the amount below."
    )
    net_min = fields.Monetary("Net overdue from")
    days_min = fields.Integer("Days overdue from")
    condition_label = fields.Text("For whom", compute="_compute_condition_label")
    strategy_label = fields.Char("Gets", compute="_compute_strategy_label")

    _limits_positive = models.Constraint(
        "CHECK (net_min >= 0 AND days_min >= 0)", "Limits of a rule can't be negative."
    )

    @api.depends("strategy_id.currency_id", "company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rule in self:
            company = rule.company_id or self.env.company
            rule.currency_id = rule.strategy_id.currency_id or company.currency_id

    @api.depends("kind", "profile", "region", "domain", "net_min", "days_min", "currency_id")
    @api.depends_context("lang")
    def _compute_condition_label(self):
        _ = self.env._
        for rule in self:
            choices = [
                dict(rule._fields[name]._description_selection(self.env)).get(rule[name])
                for name in ("kind", "profile", "region")
            ]
            limits = [
                rule.net_min
                and _(
                    "net overdue from %s",
                    formatLang(self.env, rule.net_min, currency_obj=rule.currency_id),
                ),
                rule.days_min and _("%s days overdue", rule.days_min),
                rule.domain and rule.domain != "[]" and _("a condition on customers"),
            ]
            rule.condition_label = ", ".join(filter(None, choices + limits)) or _("all customers")

    @api.depends("strategy_id.name", "company_id")
    @api.depends_context("lang", "company")
    def _compute_strategy_label(self):
        for rule in self:
            name = rule._strategy(rule.company_id or self.env.company).name or ""
            rule.strategy_label = (
                name if rule.strategy_id else self.env._("%s (strategy for most customers)", name)
            )

    def _strategy(self, company):
        """The strategy this rule gives to customers of `company`."""
        return self.strategy_id or self.env["debt.strategy"]._default(company)

    @api.model
    def _assign_sql(self, company):
        """Return [(rule, SQL or None)] of a company in order: the sub-select of commercial partners
        that fit.

        None: the rule has no condition on the partner. Kind, profile, amount and days are plain
        values of the
        rule beside it (`_net_min` converts the amount). The sub-select fits `partner_id IN (...)`.
        """
        return [(rule, rule._partner_sql(company)) for rule in self._of_company(company)]

    def _partner_domain(self, company):
        domain = super()._partner_domain(company)
        if not self.region:
            return domain
        home = company.account_fiscal_country_id or company.country_id
        is_eu = Domain("country_id.country_group_ids.code", "=", "EU")
        regions = {
            "home": Domain("country_id", "=", home.id),
            "eu": Domain("country_id", "not in", [home.id, False]) & is_eu,
            "abroad": Domain("country_id", "not in", [home.id, False]) & ~is_eu,
        }
        return domain & regions[self.region]

    def _net_min(self, company, day):
        """The amount of the rule in the company's currency, a Decimal."""
        return self.env["debt.minimum"]._convert(
            self.net_min, self.currency_id, company.currency_id, company, day
        )

    def _touched_sql(self):
        """A strategy sticks until the case closes: only debtors without an open case may get
        another one.
        """
        return SQL(
            "%s AND NOT EXISTS (SELECT FROM debt_case c WHERE c.debtor_id = d.id AND c.state = "
            "'open')",
            self._company_sql(),
        )
