from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import split
from .debt_letter_type import DOCUMENTS

VARIANTS = [(split.A, "A"), (split.B, "B")]


class DebtTrial(models.Model):
    """Two strategies, or two texts of a letter, tried side by side on customers drawn by lot.

    Who gets which is drawn from his own number, so he stays where he is. The draw, not a person,
    decides: only so does a difference in what was paid speak for the strategy or the text.
    """

    _name = "debt.trial"
    _description = "Trial of Two Ways"
    _inherit = ["mail.thread", "debt.evidence.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    # what was tried stays as it was; when it ends and what was learnt is said later
    _evidence_whitelist = frozenset(
        {"name", "state", "date_to", "closed_on", "note", "conclusion", "message_ids",
         "message_follower_ids", "website_message_ids", "rating_ids"}
    )  # fmt: skip

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("closed", "Closed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    compares = fields.Selection(
        [("strategy", "Two strategies"), ("text", "Two texts of a letter")],
        "Compare",
        required=True,
        default="text",
    )
    strategy_id = fields.Many2one(
        "debt.strategy", "A: strategy so far", check_company=True, ondelete="restrict"
    )
    strategy_b_id = fields.Many2one(
        "debt.strategy", "B: strategy on trial", check_company=True, ondelete="restrict"
    )
    letter_type_id = fields.Many2one(
        "debt.letter.type",
        "A: letter as it is",
        domain=[("rank", "not in", tuple(DOCUMENTS))],
        check_company=True,
        ondelete="restrict",
    )
    letter_type_b_id = fields.Many2one(
        "debt.letter.type",
        "B: text on trial",
        domain=[("rank", "not in", tuple(DOCUMENTS))],
        check_company=True,
        ondelete="restrict",
        help="Subject, title and text are taken from this letter type; number, items, approval and "
        "ways of sending stay those of A.",
    )
    share = fields.Integer("Customers who get B (%)", default=50, aggregator=None)
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Empty: until it is closed.")
    days = fields.Integer(
        "Counted after (days)",
        default=lambda self: self.env.company.debt_effect_days,
        aggregator=None,
        help="What was paid so many days after the due date (strategies) counts.",
    )
    closed_on = fields.Date(readonly=True, copy=False)
    note = fields.Text("What we want to know")
    conclusion = fields.Text(tracking=True)
    member_ids = fields.One2many("debt.trial.member", "trial_id", "Customers", copy=False)

    _share_is_part = models.Constraint(
        "CHECK (share > 0 AND share < 100)", "Give B to more than 0 and less than 100 per cent."
    )
    _days_positive = models.Constraint("CHECK (days > 0)", "At least one day must be counted.")
    _days_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A trial ends after it begins."
    )

    @api.constrains(
        "compares", "strategy_id", "strategy_b_id", "letter_type_id", "letter_type_b_id"
    )
    def _check_sides(self):
        for trial in self:
            a, b = trial._sides()
            if a and a == b:
                raise ValidationError(self.env._("A and B are the same: choose two."))

    def _sides(self):
        """Return what is compared: two strategies, or two letter types."""
        if self.compares == "strategy":
            return self.strategy_id, self.strategy_b_id
        return self.letter_type_id, self.letter_type_b_id

    # life

    def _is_final(self):
        return self.state != "draft"

    def action_start(self):
        """Draw lots from now on; what is compared can't be changed any more."""
        for trial in self.filtered(lambda trial: trial.state == "draft"):
            if not all(trial._sides()):
                raise UserError(self.env._("Choose both A and B before the trial starts."))
            trial._check_alone()
            trial.state = "running"
            if trial.compares == "strategy":
                trial._sides()[0]._touch_debtors()

    def _check_alone(self):
        """Two trials of one thing at a time would tell nothing of either."""
        sides = set(self._sides())
        others = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "running"),
                ("compares", "=", self.compares),
            ]
        )
        for other in others:
            if sides & set(other._sides()):
                raise UserError(
                    self.env._(
                        "The trial “%(other)s” of the same is still running: close it first.",
                        other=other.name,
                    )
                )

    def action_close(self):
        """Stop drawing; open cases keep their strategy, letters that were written their text."""
        for trial in self.filtered(lambda trial: trial.state == "running"):
            trial.write({"state": "closed", "closed_on": trial.company_id._debt_today()})
