from odoo import api, fields, models
from odoo.exceptions import ValidationError
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
    cause_required = fields.Boolean(
        "Cause of delay required",
        help="Whoever logs a contact has to ask why the customer pays late.",
    )
    step_ids = fields.One2many("debt.step", "strategy_id", copy=True)
    rule_ids = fields.One2many("debt.strategy.rule", "strategy_id", copy=False)
    # when a case leaves for another strategy
    exit_strategy_id = fields.Many2one("debt.strategy", "Leaves to")
    exit_step_id = fields.Many2one(
        "debt.step",
        "not before step",
        domain="[('strategy_id', '=', exit_strategy_id)]",
        ondelete="set null",
    )
    exit_days = fields.Integer("after days overdue", help="0: never because of the days overdue.")
    exit_net_limit = fields.Boolean("when the customer's own limit is passed")
    exit_broken = fields.Integer(
        "after broken promises", help="Within the months of the settings. 0: never because of them."
    )
    promise_portal_days = fields.Integer(
        "Promises on the portal at most ahead", help="Days; 0: as in the settings of the company."
    )

    _days_positive = models.Constraint(
        "CHECK (pause_days >= 0 AND talk_first_days >= 0 AND exit_days >= 0 AND exit_broken >= 0)",
        "Days can't be negative.",
    )

    @api.constrains("step_ids")
    def _check_order(self):
        """Steps that wait for others stay behind them, however they are moved."""
        for step in self.step_ids:
            if step.anchor != "due":
                step._check_earlier(step.anchor_step_id)
            if step.requires:
                step._check_earlier(step.requires_step_id)

    @api.constrains("exit_strategy_id", "exit_step_id")
    def _check_exit(self):
        for strategy in self:
            if strategy.exit_strategy_id == strategy:
                raise ValidationError(self.env._("A case can't leave a strategy for the same one."))
            step = strategy.exit_step_id
            if step and step.strategy_id != strategy.exit_strategy_id:
                raise ValidationError(
                    self.env._(
                        "The step “%(step)s” doesn't belong to the strategy the case leaves to.",
                        step=step.name,
                    )
                )

    @api.constrains("active")
    def _check_archive(self):
        for strategy in self.filtered(lambda strategy: not strategy.active):
            users = strategy._users()
            if users:
                raise ValidationError(
                    self.env._(
                        "“%(strategy)s” is still in use: %(users)s. Choose another strategy "
                        "there, then archive it.",
                        strategy=strategy.name,
                        users=", ".join(users),
                    )
                )

    def _users(self):
        """Who uses this strategy, in words: open cases, customers, rules, companies, other
        strategies.
        """
        _ = self.env._
        # sudo: what the reader may not see uses it too; only numbers are told
        env = self.sudo().env
        counts = {
            _("%s open cases"): env["debt.case"].search_count(
                [("strategy_id", "=", self.id), ("state", "=", "open")]
            ),
            _("%s customers by hand"): env["debt.debtor"].search_count(
                [("strategy_id", "=", self.id)]
            ),
            _("%s assignment rules"): env["debt.strategy.rule"].search_count(
                [("strategy_id", "=", self.id)]
            ),
            _("%s companies for most customers"): env["res.company"].search_count(
                [("debt_strategy_id", "=", self.id)]
            ),
            _("%s strategies that leave to it"): env["debt.strategy"].search_count(
                [("exit_strategy_id", "=", self.id)]
            ),
        }
        return [text % count for text, count in counts.items() if count]

    def copy_data(self, default=None):
        """A copy says so in its name."""
        copies = super().copy_data(default)
        if "name" not in (default or {}):
            for strategy, values in zip(self, copies, strict=True):
                values["name"] = self.env._("%s (copy)", strategy.name)
        return copies

    def copy(self, default=None):
        """Copied steps count from and wait for the copies, not for the steps of the original."""
        copies = super().copy(default)
        for strategy, new in zip(self, copies, strict=True):
            old_steps, new_steps = strategy._steps_in_order(), new._steps_in_order()
            twin = dict(zip(old_steps, new_steps, strict=True))
            for step in old_steps.filtered(lambda step: step.anchor_step_id or step.requires):
                twin[step].write(
                    {
                        "anchor": step.anchor,
                        "anchor_step_id": twin.get(step.anchor_step_id, step.anchor_step_id).id,
                        "latest_days": step.latest_days,
                        "requires": step.requires,
                        "requires_step_id": twin.get(
                            step.requires_step_id, step.requires_step_id
                        ).id,
                    }
                )
        return copies

    def _steps_in_order(self):
        return self.step_ids.sorted("sequence")

    def _default(self, company):
        """Return the strategy of customers no rule takes elsewhere: the company's choice, else the
        standard one.
        """
        return (
            company.debt_strategy_id
            or self.env.ref("debt_collection.strategy_standard", raise_if_not_found=False)
            or self.search([("company_id", "in", [company.id, False])], limit=1)
        )

    def _touched_sql(self):
        """Debtors without an open case too: a new first step may reach them earlier than they are
        looked at.
        """
        return SQL(
            """%s AND NOT EXISTS (
                SELECT FROM debt_case c
                 WHERE c.debtor_id = d.id AND c.state = 'open' AND c.strategy_id NOT IN %s)""",
            self._company_sql(),
            tuple(self.ids),
        )
