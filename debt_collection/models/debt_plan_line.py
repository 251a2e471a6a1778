from odoo import api, fields, models
from odoo.exceptions import ValidationError

STATES = [
    ("open", "Open"),
    ("part", "Paid in part"),
    ("paid", "Paid"),
    ("late", "Late"),
    ("void", "Void"),
]


class DebtPlanLine(models.Model):
    """One instalment. What is paid of it is read from the debts of its agreement."""

    _name = "debt.plan.line"
    _description = "Instalment"
    _inherit = ["debt.evidence.mixin"]
    _order = "plan_id, date_due, id"

    plan_id = fields.Many2one("debt.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    number = fields.Integer("No.", aggregator=None)
    date_due = fields.Date("Due date", required=True)
    amount = fields.Monetary()
    principal = fields.Monetary()
    interest = fields.Monetary("Interest and costs")
    balance = fields.Monetary("Principal left after it")
    amount_paid = fields.Monetary("Paid", compute="_compute_paid")
    amount_open = fields.Monetary("Left to pay", compute="_compute_paid")
    state = fields.Selection(STATES, compute="_compute_paid")

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of an instalment must be above zero."
    )

    @api.depends("number", "plan_id.name", "plan_id.line_ids", "plan_id.partner_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            name = line._name_text(line.number, len(line.plan_id.line_ids))
            line.display_name = f"{name}, {line.plan_id.partner_id.name or ''}"

    def _name_text(self, number, count):
        """Return "PR/2026/0001, instalment 2/6"."""
        return self.env._(
            "%(plan)s, instalment %(number)s/%(count)s",
            plan=self.plan_id.name,
            number=number,
            count=count,
        )

    @api.depends(
        "amount",
        "date_due",
        "plan_id.state",
        "plan_id.line_ids.amount",
        "plan_id.item_ids.amount",
        "plan_id.item_ids.move_line_id.amount_residual_currency",
    )
    def _compute_paid(self):
        for plan, lines in self.grouped("plan_id").items():
            parts, today = plan._paid_parts(), plan.company_id and plan.company_id._debt_today()
            for line in lines:
                paid = parts.get(line, 0)
                line.amount_paid = paid
                line.amount_open = line.currency_id.round(line.amount - paid)
                line.state = line._state(today)

    @api.model
    def _prepare_part_vals(self, part):
        """Return the values of an instalment (here or in the dialog) from a Part of its schedule.

        :param part: `tools.instalments.Part`
        """
        return {
            "date_due": part.date,
            "amount": float(part.amount),
            "principal": float(part.principal),
            "interest": float(part.interest),
            "balance": float(part.balance),
        }

    def _is_final(self):
        return self.plan_id.state != "draft" or bool(self.plan_id.approved_on)

    @api.constrains("plan_id")
    def _check_draft(self):
        if any(line._is_final() for line in self):
            raise ValidationError(
                self.env._("The schedule of an agreement that was approved doesn't change.")
            )

    def _state(self, today):
        currency = self.currency_id or self.env.company.currency_id
        if currency.compare_amounts(self.amount_open, 0) <= 0:
            return "paid"
        if self.plan_id.state in ("broken", "cancelled"):
            return "void"
        if self.plan_id.state == "active" and self.date_due < today:
            return "late"
        return "part" if self.amount_paid else "open"
