from odoo import fields, models
from odoo.tools import SQL


class DebtStrategy(models.Model):
    """A ladder of steps that an open item climbs until it is paid."""

    _name = "debt.strategy"
    _description = "Collection Strategy"
    _inherit = ["mail.thread", "debt.ladder.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    description = fields.Text(translate=True)
    currency_id = fields.Many2one(
        "res.currency",
        "Currency of the limits",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    pause_days = fields.Integer(
        "Days between letters",
        default=7,
        help="At most one dunning letter or e-mail to a debtor in so many days.",
    )
    talk_first_days = fields.Integer(
        "“Talk to the customer first” (working days)",
        default=2,
        help="How long the salesperson may hold the case.",
    )
    step_ids = fields.One2many("debt.step", "strategy_id", copy=True)
    rule_ids = fields.One2many("debt.strategy.rule", "strategy_id")
    case_count = fields.Integer(compute="_compute_case_count")

    # when a case leaves for another strategy
    exit_strategy_id = fields.Many2one("debt.strategy", "Leaves to")
    exit_step_id = fields.Many2one("debt.step", "not before step")
    exit_days = fields.Integer("after days overdue", help="0: never because of the days overdue.")
    exit_net_limit = fields.Boolean("when the customer's own limit is passed")

    def _compute_case_count(self):
        groups = self.env["debt.case"]._read_group(
            [("strategy_id", "in", self.ids), ("state", "=", "open")], ["strategy_id"], ["__count"]
        )
        counts = {strategy.id: count for strategy, count in groups}
        for strategy in self:
            strategy.case_count = counts.get(strategy.id, 0)

    def _default(self, company):
        """Return the strategy of customers no rule takes elsewhere: the company's choice, else the standard one."""
        return (
            company.debt_strategy_id
            or self.env.ref("debt_collection.strategy_standard", raise_if_not_found=False)
            or self.search([("company_id", "in", [company.id, False])], limit=1)
        )

    def _touched_sql(self):
        """Debtors without an open case too: a new first step may reach them earlier than they are looked at."""
        return SQL(
            """%s AND NOT EXISTS (
                SELECT FROM debt_case c
                 WHERE c.debtor_id = d.id AND c.state = 'open' AND c.strategy_id NOT IN %s)""",
            self._company_sql(),
            tuple(self.ids),
        )
