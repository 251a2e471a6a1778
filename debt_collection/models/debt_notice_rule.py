from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

from .debt_debtor import PROFILES

EVENTS = [
    ("before", "Some days before collection starts"),
    ("start", "Collection starts"),
    ("phase", "The case goes into another phase"),
    ("growth", "What is overdue grows fast"),
]


class DebtNoticeRule(models.Model):
    """Which colleagues are told of what happens in collection to a customer they serve."""

    _name = "debt.notice.rule"
    _description = "Notice to Colleagues"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    event = fields.Selection(EVENTS, "When", required=True, default="start")
    days = fields.Integer(
        "Days before",
        default=2,
        help="So many days before the first letter or call after the due date.",
    )
    role = fields.Selection(
        [
            ("salesperson", "Salesperson"),
            ("leader", "Head of the salesperson's team"),
            ("followers", "Colleagues who follow the customer"),
            ("collector", "Collector"),
            ("users", "Persons named here"),
        ],
        "Who",
        required=True,
        default="salesperson",
    )
    user_ids = fields.Many2many(
        "res.users",
        "debt_notice_rule_user_rel",
        string="Persons",
        domain=[("share", "=", False)],
    )
    profile = fields.Selection(PROFILES, "Payment profile")
    net_min = fields.Monetary("Overdue from")
    talk_first = fields.Boolean("Offer “Talk to the customer first”", default=True)
    label = fields.Char("Notice", compute="_compute_label")

    _numbers_positive = models.Constraint(
        "CHECK (days >= 0 AND net_min >= 0)", "Days and amounts of a notice can't be negative."
    )

    @api.constrains("role", "user_ids")
    def _check_users(self):
        if any(rule.role == "users" and not rule.user_ids for rule in self):
            raise ValidationError(self.env._("Name the persons who are told."))

    @api.depends_context("lang")
    @api.depends("event", "days", "profile", "net_min", "currency_id")
    def _compute_label(self):
        events = dict(self._fields["event"]._description_selection(self.env))
        profiles = dict(self._fields["profile"]._description_selection(self.env))
        for rule in self:
            when = events.get(rule.event, "")
            if rule.event == "before":
                when = self.env._("%s days before collection starts", rule.days)
            amount = rule.net_min and self.env._(
                "overdue from %s",
                formatLang(self.env, rule.net_min, currency_obj=rule.currency_id),
            )
            rule.label = ", ".join(filter(None, [when, profiles.get(rule.profile), amount]))

    @api.model
    def _of_company(self, company):
        return self.search([("company_id", "in", [company.id, False])])
