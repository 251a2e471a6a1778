from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_dispute import REASONS


class DebtDisputeWizard(models.TransientModel):
    """A new complaint: which documents, how much of them, why, who answers it."""

    _name = "debt.dispute.wizard"
    _description = "New Dispute"

    debtor_id = fields.Many2one("debt.debtor", "Customer", required=True, readonly=True)
    case_id = fields.Many2one("debt.case", readonly=True)
    line_ids = fields.One2many("debt.dispute.wizard.line", "wizard_id")
    reason = fields.Selection(REASONS, required=True, default="quality")
    user_id = fields.Many2one(
        "res.users",
        "Handled by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    made_on = fields.Date("Received on", required=True)
    deadline = fields.Date(
        "Answer by",
        compute="_compute_deadline",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    note = fields.Text("What the customer says")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    rest_text = fields.Char(compute="_compute_rest_text")

    @api.depends("made_on", "debtor_id")
    def _compute_deadline(self):
        for wizard in self:
            if wizard.made_on:
                wizard.deadline = self.env["debt.dispute"]._last_day(
                    wizard.debtor_id, wizard.made_on
                )

    @api.depends("line_ids.amount", "line_ids.is_disputed")
    @api.depends_context("lang")
    def _compute_rest_text(self):
        for wizard in self:
            rest = {}
            for line in wizard.line_ids:
                left = line.amount_left - (line.amount if line.is_disputed else 0)
                rest[line.currency_id] = rest.get(line.currency_id, 0) + left
            parts = [currency.format(amount) for currency, amount in rest.items() if currency]
            wizard.rest_text = self.env._(
                "Not disputed: %(amounts)s (goes on as before)", amounts=", ".join(parts)
            )

    @api.model
    def _open_for(self, records):
        """Return the dialog for `records`: a case, items, a debtor or customer invoices."""
        scope, items, cases, debtors = self.env["debt.hold.wizard"]._covered(records)
        if len(debtors) != 1:
            raise UserError(self.env._("Choose documents of one customer."))
        items = self._disputable(scope, items, cases, debtors)
        # chosen documents are disputed; of a whole case one is picked
        is_chosen = scope == "item" or len(items) == 1
        wizard = self.create(
            {
                "debtor_id": debtors.id,
                "case_id": cases.id if len(cases) == 1 else False,
                "made_on": debtors.company_id._debt_today(),
                "line_ids": self._proposed_lines(items, is_chosen),
            }
        )
        return wizard._get_records_action(name=self.env._("New dispute"), target="new", context={})

    @api.model
    def _proposed_lines(self, items, is_chosen):
        """Commands of a row for each item, with what of it isn't disputed yet."""
        return [
            fields.Command.create(
                {
                    "item_id": item.id,
                    "amount": amount,
                    "amount_left": amount,
                    "is_disputed": is_chosen and (amount > 0 or len(items) == 1),
                }
            )
            for item, amount in self.env["debt.dispute"]._left(items).items()
        ]

    @api.model
    def _disputable(self, scope, items, cases, debtors):
        """Return the open items among those that `debt.hold.wizard._covered` found."""
        if scope == "case":
            items = cases.open_item_ids
        elif scope == "debtor":
            items = items.search([("debtor_id", "=", debtors.id), ("closed_on", "=", False)])
        items = items.filtered(lambda item: item.amount_residual > 0)
        if not items:
            raise UserError(self.env._("Nothing is open that could be disputed."))
        return items

    def action_confirm(self):
        self.ensure_one()
        lines = self.line_ids.filtered("is_disputed")
        if not lines:
            raise UserError(self.env._("Tick the documents that are disputed."))
        disputes = self.env["debt.dispute"]._make(
            self.case_id,
            {
                "lines": [(line.item_id, line.amount) for line in lines],
                "reason": self.reason,
                "user_id": self.user_id.id,
                "made_on": self.made_on,
                "deadline": self.deadline,
                "note": self.note,
                "attachment_ids": self.attachment_ids.ids,
            },
        )
        return disputes._get_records_action(name=self.env._("Disputes"))


class DebtDisputeWizardLine(models.TransientModel):
    _name = "debt.dispute.wizard.line"
    _description = "Document of a New Dispute"

    wizard_id = fields.Many2one("debt.dispute.wizard", required=True, ondelete="cascade")
    item_id = fields.Many2one("debt.item", "Document", required=True, readonly=True)
    currency_id = fields.Many2one(related="item_id.currency_id")
    date_due = fields.Date(related="item_id.date_due")
    is_disputed = fields.Boolean("Disputed")
    amount_open = fields.Monetary(related="item_id.amount_residual", string="Open")
    amount_left = fields.Monetary("Not disputed yet", readonly=True)
    amount = fields.Monetary("Disputed amount")


class DebtCase(models.Model):
    _inherit = "debt.case"

    def action_dispute(self):
        """Open the dialog for a complaint about documents of this case."""
        self.ensure_one()
        return self.env["debt.dispute.wizard"]._open_for(self)


class DebtItem(models.Model):
    _inherit = "debt.item"

    def action_dispute(self):
        """Open the dialog for a complaint about these documents."""
        return self.env["debt.dispute.wizard"]._open_for(self)


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def action_dispute(self):
        """Open the dialog for a complaint about documents of this customer."""
        self.ensure_one()
        return self.env["debt.dispute.wizard"]._open_for(self)
