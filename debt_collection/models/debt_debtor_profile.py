import json

from odoo import api, fields, models
from odoo.tools.misc import format_date

from .debt_debtor import PROFILES

SALE_CONDITIONS = [
    ("normal", "Normal"),
    ("conditional", "Prepayment only"),
    ("none", "No sale"),
]


class DebtDebtor(models.Model):
    """How a customer pays, what he brought in: written set-wise by `_profile`, no rule of the
    ladder reads it.
    """

    _inherit = "debt.debtor"

    # how he pays
    days_late_avg = fields.Float(
        "Average days late",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="Weighted by amount. Paid early counts as 0; what is overdue counts until today.",
    )
    days_late_median = fields.Integer(
        "Median days late",
        readonly=True,
        aggregator=None,
        help="Half of the money came within so many days of its due date.",
    )
    late_share = fields.Float(
        "Paid late (%)", readonly=True, aggregator=None, digits=(16, 1), help="Of the value."
    )
    late_trend = fields.Float(
        "Trend (days)",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="Average days late of the last six months less those of the six months before.",
    )
    case_count = fields.Integer("Number of cases", readonly=True, aggregator=None)
    broken_promises = fields.Integer(readonly=True, aggregator=None)
    first_late = fields.Boolean(
        "Late for the first time",
        readonly=True,
        help="Something is overdue, and nothing else was late in the months looked at.",
    )
    profile_months = fields.Json(
        readonly=True, prefetch=False, help="Average days late by month, oldest first."
    )
    profile_graph = fields.Text("Days late by month", compute="_compute_profile_graph")

    # what he brought in
    customer_since = fields.Date(readonly=True, help="Day of his first invoice.")
    lifetime_value = fields.Monetary(readonly=True, help="Invoiced in all, without tax.")
    lifetime_margin = fields.Monetary(
        readonly=True, help="On the products whose cost is known, at their cost of today."
    )
    margin_percent = fields.Float(
        "Margin (%)", readonly=True, aggregator=None, help="Of the sales whose cost is known."
    )
    turnover_24 = fields.Monetary(
        "Turnover of 24 months", readonly=True, help="Invoiced in 24 months, without tax."
    )
    exposure = fields.Monetary(readonly=True, help="All that is open, due or not, less credits.")

    # what follows
    profile_fixed = fields.Boolean(
        "Profile set by hand",
        compute="_compute_profile_fixed",
        store=True,
        readonly=False,
        help="The nightly run leaves it as it is.",
    )
    profile_found = fields.Selection(
        PROFILES, "Profile by the rules", readonly=True, help="What the segment rules give."
    )
    profile_rule_id = fields.Many2one("debt.segment.rule", "By rule", readonly=True)
    profile_data = fields.Json(readonly=True, prefetch=False, help="The figures that decided.")
    profile_on = fields.Date("Profile as of", readonly=True)
    profile_why = fields.Char("Why this profile", compute="_compute_profile_why")
    sale_condition = fields.Selection(
        SALE_CONDITIONS,
        required=True,
        default="normal",
        inverse="_inverse_sale_condition",
        help="On which terms he may buy.",
    )
    sale_condition_fixed = fields.Boolean(
        "Sale condition set by hand",
        compute="_compute_sale_condition_fixed",
        store=True,
        readonly=False,
        help="The nightly run leaves it as it is.",
    )
    sale_condition_found = fields.Selection(
        SALE_CONDITIONS,
        "Sale condition by the rules",
        readonly=True,
        help="What the segment rules give.",
    )
    sale_condition_rule_id = fields.Many2one("debt.segment.rule", readonly=True)
    sale_condition_data = fields.Json(readonly=True, prefetch=False)
    sale_condition_why = fields.Char(
        "Why this sale condition", compute="_compute_sale_condition_why"
    )
    sale_condition_waits = fields.Boolean(
        "Sale condition waits for a person",
        readonly=True,
        help="Sales to a natural person are never limited by a rule alone.",
    )

    @api.depends("profile")
    def _compute_profile_fixed(self):
        """Chosen by a person when it isn't what the rules give; the nightly pass writes by SQL."""
        for debtor in self:
            debtor.profile_fixed = debtor.profile != (debtor.profile_found or "standard")

    @api.depends("sale_condition")
    def _compute_sale_condition_fixed(self):
        for debtor in self:
            found = debtor.sale_condition_found or "normal"
            debtor.sale_condition_fixed = debtor.sale_condition != found

    @api.depends("profile_months")
    @api.depends_context("lang")
    def _compute_profile_graph(self):
        """The figures as Odoo's dashboard graph reads them."""
        for debtor in self:
            months = sorted((debtor.profile_months or {}).items())
            values = [
                {"x": format_date(self.env, day, date_format="MMM y"), "y": days, "name": day}
                for day, days in months
            ]
            graph = {
                "values": values,
                "title": "",
                "key": "",
                "area": True,
                "is_sample_data": False,
            }
            debtor.profile_graph = json.dumps([graph]) if values else False

    @api.depends("profile", "profile_fixed", "profile_rule_id", "profile_data")
    @api.depends_context("lang")
    def _compute_profile_why(self):
        for debtor in self:
            debtor.profile_why = debtor._profile_sentence()

    def _profile_sentence(self):
        if self.profile_fixed:
            return self.env._("Set by hand.")
        if not self.profile_on:
            return self.env._("Not computed yet: the nightly run does it.")
        # rules of all companies, which a collector of one needn't see
        text = self.sudo().profile_rule_id._sentence(self, self.profile_data)
        return text or self.env._("No segment rule fits.")

    @api.depends("sale_condition_fixed", "sale_condition_rule_id", "sale_condition_data")
    @api.depends_context("lang")
    def _compute_sale_condition_why(self):
        for debtor in self:
            rule = debtor.sudo().sale_condition_rule_id  # as above
            debtor.sale_condition_why = (
                self.env._("Set by hand.")
                if debtor.sale_condition_fixed
                else rule._sentence(debtor, debtor.sale_condition_data)
            )

    def action_open_payments(self):
        """List when this customer paid, in all years."""
        self.ensure_one()
        return self.env["debt.delay"]._open_for(self.partner_id)
