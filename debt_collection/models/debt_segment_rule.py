from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

from .debt_debtor import KINDS, PROFILES
from .debt_debtor_profile import SALE_CONDITIONS


class DebtSegmentRule(models.Model):
    """Which profile and which sale condition a customer gets: the first rule that fits, for each.

    All conditions of a rule must be met; a zero is no condition.
    """

    _name = "debt.segment.rule"
    _description = "Segment Rule"
    _inherit = ["debt.partner.filter.mixin"]
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True)
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Of the amounts below.",
    )

    # what it gives
    profile = fields.Selection(PROFILES, "Gives profile", help="Empty: says nothing about it.")
    sale_condition = fields.Selection(
        SALE_CONDITIONS, "Gives sale condition", help="Empty: says nothing about it."
    )

    # who he is
    kind = fields.Selection(KINDS, "Kind of customer")
    customer_months_min = fields.Integer("Customer for months", help="At least so long.")
    customer_months_max = fields.Integer(
        "Customer for months at most", help="Since his first invoice. 0: any time."
    )

    # how he pays
    late_count = fields.Integer("Late items from", help="So many items late, or more.")
    late_days = fields.Integer("Each late by more than (days)")
    months = fields.Integer("Within months", default=12, help="Months back that late items count.")
    share_min = fields.Float("Share of value late from (%)", digits=(16, 1))
    share_max = fields.Float("Share of value late to (%)", digits=(16, 1), help="0: any share.")
    days_avg_min = fields.Float("Average days late from", digits=(16, 1))
    days_avg_max = fields.Float("Average days late to", digits=(16, 1), help="0: any average.")
    broken_count = fields.Integer("Broken promises from")
    broken_months = fields.Integer("Promises of months", default=6)
    is_first_late = fields.Boolean("Late for the first time only")

    # what he brings, what he owes
    turnover_min = fields.Monetary("Turnover of 24 months from")
    lifetime_min = fields.Monetary("Invoiced in all from")
    margin_min = fields.Float("Margin from (%)")
    overdue_min = fields.Monetary("Overdue from")
    days_min = fields.Integer("Days overdue from")

    condition_label = fields.Text("For whom", compute="_compute_condition_label")

    _not_negative = models.Constraint(
        "CHECK (late_count >= 0 AND late_days >= 0 AND months >= 0 AND share_min >= 0"
        " AND broken_count >= 0 AND broken_months >= 0 AND turnover_min >= 0 AND lifetime_min >= 0"
        " AND overdue_min >= 0 AND days_min >= 0)",
        "Limits of a rule can't be negative.",
    )

    @api.constrains("name", "profile", "sale_condition")
    def _check_gives(self):
        if any(not rule.profile and not rule.sale_condition for rule in self):
            raise ValidationError(
                self.env._("Choose what the rule gives: a profile, a sale condition, or both.")
            )

    # in words

    @api.depends(
        *("kind", "domain", "customer_months_min", "customer_months_max"),
        *("late_count", "late_days", "months", "share_min", "share_max"),
        *("days_avg_min", "days_avg_max", "broken_count", "broken_months", "is_first_late"),
        *("turnover_min", "lifetime_min", "margin_min", "overdue_min", "days_min", "currency_id"),
    )
    @api.depends_context("lang")
    def _compute_condition_label(self):
        for rule in self:
            label = ", ".join(filter(None, (*rule._history_labels(), *rule._figure_labels())))
            rule.condition_label = label or self.env._("all customers")

    def _history_labels(self):
        _ = self.env._
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return (
            kinds.get(self.kind),
            self.domain and self.domain != "[]" and _("a condition on customers"),
            self.customer_months_min
            and _("customer for %s months or more", self.customer_months_min),
            self.customer_months_max
            and _("customer for at most %s months", self.customer_months_max),
            self.late_count
            and _(
                "%(count)s or more items paid over %(days)s days late in %(months)s months",
                count=self.late_count,
                days=self.late_days,
                months=self.months,
            ),
            self.broken_count
            and _(
                "%(count)s or more broken promises in %(months)s months",
                count=self.broken_count,
                months=self.broken_months,
            ),
            self.is_first_late and _("nothing paid late before"),
        )

    def _figure_labels(self):
        _ = self.env._
        return (
            self.share_min and _("from %s %% of the value late", self._number(self.share_min)),
            self.share_max and _("at most %s %% of the value late", self._number(self.share_max)),
            self.days_avg_min
            and _("on average from %s days late", self._number(self.days_avg_min)),
            self.days_avg_max
            and _("on average at most %s days late", self._number(self.days_avg_max)),
            self.turnover_min
            and _("turnover of 24 months from %s", self._money(self.turnover_min)),
            self.lifetime_min and _("invoiced in all from %s", self._money(self.lifetime_min)),
            self.margin_min and _("margin from %s %%", self._number(self.margin_min)),
            self.overdue_min and _("overdue from %s", self._money(self.overdue_min)),
            self.days_min and _("%s days overdue", self.days_min),
        )

    def _number(self, value):
        return formatLang(self.env, value, digits=1 if value % 1 else 0)

    def _money(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)
