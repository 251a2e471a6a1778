from decimal import Decimal

from odoo import api, fields, models

from ..tools import work
from .debt_letter_type import ELSEWHERE

KINDS = [
    ("letter", "Letter"),
    ("sms", "SMS"),
    ("activity", "Activity"),
    ("sale_hold", "Sale hold"),
    ("notice", "Notice to colleagues"),
    ("decision", "Decision"),
    ("interest_note", "Interest note"),
    ("register", "Debt register"),
]
SALE_LEVELS = [
    ("1_warn", "Warning"),
    ("2_prepayment", "Prepayment only"),
    ("3_blocked", "Sales suspended"),
]


class DebtStepTask(models.Model):
    """One thing a step does."""

    _name = "debt.step.task"
    _description = "Step Task"
    _inherit = ["debt.ladder.mixin"]
    _order = "step_id, sequence, id"

    step_id = fields.Many2one("debt.step", required=True, index=True, ondelete="cascade")
    strategy_id = fields.Many2one(related="step_id.strategy_id")
    currency_id = fields.Many2one(related="step_id.currency_id")
    company_currency_id = fields.Many2one("res.currency", compute="_compute_company_currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="letter")
    is_available = fields.Boolean(compute="_compute_is_available")
    net_min = fields.Monetary(
        "Net overdue from", help="This task only from this net overdue amount."
    )
    optional = fields.Boolean(
        help="Left out without a remark when it can't be done (no mobile number, for example)."
    )
    is_fallback = fields.Boolean(
        "Only instead of the letter",
        help="Done only for customers to whom the letter of this step can't go.",
    )
    cost = fields.Monetary(
        currency_field="company_currency_id",
        help="What is paid for one such action: postage, fees. People's time comes on top.",
    )
    minutes = fields.Float(
        "Minutes of work",
        digits=(6, 1),
        help="What one such action takes a person. 0: as the working times say.",
    )

    # letter
    letter_type_id = fields.Many2one(
        "debt.letter.type", "Letter", domain=[("rank", "not in", ELSEWHERE)]
    )
    deadline_days = fields.Integer(
        "Days to pay", help="The deadline the letter sets. 0: as the letter type says."
    )
    with_statement = fields.Boolean(
        "With statement of account", help="The letter also lists what isn't due yet."
    )
    attach_invoices = fields.Selection(
        [("yes", "yes"), ("no", "no")],
        "Invoices attached",
        help="Empty: as the letter type says.",
    )
    channel_ids = fields.Many2many("debt.channel", string="Ways of sending")
    post_min = fields.Monetary("By post from", help="0: the company's smallest amount for post.")
    channel_mode = fields.Selection(
        [("first", "first that works"), ("all", "all of them")],
        "Of these",
        default="first",
        required=True,
    )
    sender_role = fields.Selection(
        [("collector", "Collector"), ("salesperson", "Account manager")],
        "In the name of",
        default="collector",
        required=True,
    )
    # sms
    sms_template_id = fields.Many2one(
        "sms.template", "SMS text", domain="[('model', '=', 'debt.action')]"
    )
    # activity, notice, decision
    activity_type_id = fields.Many2one("mail.activity.type", "Activity")
    role = fields.Selection(
        [
            ("collector", "Collector"),
            ("salesperson", "Salesperson"),
            ("head", "Head of receivables"),
            ("approver", "Board or CFO"),
        ],
        "Who",
        default="collector",
        required=True,
    )
    days_to_do = fields.Integer("To be done within (working days)", default=3)
    summary = fields.Char(translate=True)
    note = fields.Text(translate=True)
    talk_first = fields.Boolean("Offer “Talk to the customer first”")
    # sale hold
    sale_level = fields.Selection(SALE_LEVELS)
    by_decision = fields.Boolean(
        "By decision", help="A person decides; the hold isn't set by itself."
    )

    _numbers_positive = models.Constraint(
        "CHECK (net_min >= 0 AND post_min >= 0 AND cost >= 0 AND minutes >= 0 AND "
        "deadline_days >= 0 AND days_to_do >= 0)",
        "Amounts and days of a task can't be negative.",
    )

    @api.depends_context("company")
    def _compute_company_currency_id(self):
        self.company_currency_id = self.env.company.currency_id

    @api.depends("kind")
    def _compute_is_available(self):
        for task in self:
            task.is_available = hasattr(type(self.env["debt.action"]), f"_run_{task.kind}")

    @api.constrains("kind", "letter_type_id", "channel_ids", "sms_template_id", "sale_level")
    def _check_complete(self):
        """A task that lacks what it needs would fail every night; say so when it is set up."""
        _ = self.env._
        for task in self:
            lacks = {
                "letter": (not task.letter_type_id and _("a letter type"))
                or (not task.channel_ids and _("a channel, such as e-mail or post")),
                "sms": not task.sms_template_id and _("an SMS text"),
                "sale_hold": not task.sale_level and _("the level of the sale hold"),
            }.get(task.kind)
            if lacks:
                task._refuse(_("its task still needs %s.", lacks))

    @api.constrains("letter_type_id", "step_id")
    def _check_before_due(self):
        for task in self.filtered("letter_type_id"):
            if task.step_id._is_before_due() and task.letter_type_id.rank > "0_reminder":
                task._refuse(
                    self.env._(
                        "“%(letter)s” can't leave before the due date has passed; only a "
                        "reminder can.",
                        letter=task.letter_type_id.name,
                    )
                )

    def _refuse(self, why):
        self.step_id._refuse(why)

    def _deadline_days(self):
        """Days the letter of this task gives to pay: its own number, else the letter type's."""
        return self.deadline_days or self.letter_type_id.deadline_days

    def _own_post_min(self):
        """From what amount paper is allowed here, 0: no number of its own (PRACTICE 1.6)."""
        is_final = self.letter_type_id.rank == "4_final"
        return self.post_min or (self.step_id.net_min if is_final else 0)

    def _post_min(self, company, day):
        """The smallest amount for paper, a Decimal in company currency: the task's own wins."""
        minimums = self.env["debt.minimum"]
        own = minimums._convert(
            self._own_post_min(), self.currency_id, company.currency_id, company, day
        )
        return own or minimums._for(company, company.currency_id, day).post_min

    def _touched_sql(self):
        return self.strategy_id._touched_sql()

    def _expected_cost(self, company):
        """Return what doing this task once costs: what is paid, and people's time; a Decimal."""
        on_paper = self.channel_ids and all(channel.is_paper for channel in self.channel_ids)
        is_call = self.activity_type_id.category == "phonecall"
        works = ["call" if is_call else self.kind, *(["paper"] if on_paper else [])]
        norms = self.env["debt.work.time"]._norms(company)
        minutes, _by_hand = work.times(norms, works, Decimal(str(self.minutes)))
        postage = company.debt_postage if on_paper else 0
        outlay = self.cost or postage or (self.kind == "sms" and company.debt_sms_cost)
        return Decimal(str(outlay or 0)) + company._debt_work_cost(minutes)
