from odoo import api, fields, models

from .debt_debtor import KINDS as CUSTOMER_KINDS
from .debt_debtor import PROFILES
from .debt_step import PHASES
from .debt_trial import VARIANTS


class DebtEffect(models.Model):
    """What each step brought: one row per thing done towards a customer, and the money after it.

    By the rule of `debt.action._effects_sql`; a payment that counts for several actions of one day
    is shared equally here, so that sums are sums. What followed a step isn't proof of its cause.
    """

    _name = "debt.effect"
    _description = "Effectiveness"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "action_id"

    action_id = fields.Many2one("debt.action", "What was done", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    case_id = fields.Many2one("debt.case", readonly=True)
    debtor_id = fields.Many2one("debt.debtor", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    day = fields.Date("Done on", readonly=True)
    is_over = fields.Boolean(
        "Days are over",
        readonly=True,
        help="The days in which a payment counts have passed: no later money changes this row.",
    )

    # what was done, by whom, to whom
    kind = fields.Selection(
        lambda self: self.env["debt.action"]._fields["kind"]._description_selection(self.env),
        "Action",
        readonly=True,
    )
    way = fields.Selection("_selection_way", "Way", readonly=True)
    letter_type_id = fields.Many2one("debt.letter.type", "Letter", readonly=True)
    text_id = fields.Many2one(
        "debt.letter.text",
        "Version of the text",
        readonly=True,
        help="Empty: no letter, a text changed by hand, or one from before versions were kept.",
    )
    strategy_id = fields.Many2one("debt.strategy", readonly=True)
    step_id = fields.Many2one("debt.step", readonly=True)
    phase = fields.Selection(PHASES, readonly=True)
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    profile = fields.Selection(PROFILES, "Segment", readonly=True, help="As of today.")
    customer_kind = fields.Selection(CUSTOMER_KINDS, "Kind of customer", readonly=True)
    age_number = fields.Integer("Number of the age", readonly=True, aggregator=None)
    age_band = fields.Char("Days late", readonly=True)
    amount_number = fields.Integer("Number of the amount", readonly=True, aggregator=None)
    amount_band = fields.Char("Amount, from–to", readonly=True)
    trial_id = fields.Many2one("debt.trial", readonly=True)
    variant = fields.Selection(VARIANTS, readonly=True)

    # what it brought
    amount = fields.Monetary("Demanded", readonly=True)
    recovered = fields.Monetary(
        readonly=True,
        help="Money received within the company's days after the step and before the next one.",
    )
    recovery_rate = fields.Float(
        "Recovered, share",
        readonly=True,
        aggregator="avg",
        help="Recovered money out of all that was demanded.",
    )
    paid_rate = fields.Float(
        "Money came",
        readonly=True,
        aggregator="avg",
        help="Share of the steps after which money came.",
    )
    rate_low = fields.Float(
        "at least",
        readonly=True,
        aggregator="avg",
        help="Lower end of where the true share of steps with money lies, 95 % sure (Wilson).",
    )
    rate_high = fields.Float(
        "at most",
        readonly=True,
        aggregator="avg",
        help="Upper end of where the true share of steps with money lies, 95 % sure (Wilson).",
    )
    days = fields.Float(
        "Days to the money",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="Average, weighted by the money.",
    )
    cost = fields.Monetary(readonly=True, help="What was paid for it, and the time of people.")
    cost_per_100 = fields.Monetary(
        "Cost of 100 recovered",
        readonly=True,
        aggregator="avg",
        help="Cost of all these steps for each 100 recovered by them.",
    )

    @api.model
    def _selection_way(self):
        """Ways of letters, and all other ways to reach a customer."""
        ways = self.env["debt.channel"]._fields["code"]._description_selection(self.env)
        contacts = self.env["debt.action"]._fields["contact_channel"]
        labels = dict([*contacts._description_selection(self.env), *ways])
        labels["sms"] = self.env._("SMS")
        labels["sale_hold"] = self.env._("Sale hold")
        return list(labels.items())
