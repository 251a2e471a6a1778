from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_hold import HOLD_KINDS

# what a person may say by hand; the other kinds have their own acts
BY_HAND = (
    "manual",
    "talk_first",
    "exclusion",
    "insolvency",
    "address",
    "deceased",
    "factored",
)


class DebtHoldWizard(models.TransientModel):
    """Hold documents, a case or a customer: nothing is sent while it lasts."""

    _name = "debt.hold.wizard"
    _description = "Hold"

    company_id = fields.Many2one("res.company", required=True)
    debtor_ids = fields.Many2many("debt.debtor", string="Customers", readonly=True)
    case_ids = fields.Many2many("debt.case", string="Cases", readonly=True)
    item_ids = fields.Many2many("debt.item", string="Documents")
    scope = fields.Selection(
        [("item", "Documents"), ("case", "Case"), ("debtor", "Customer")],
        required=True,
        default="case",
    )
    kind = fields.Selection(
        [kind for kind in HOLD_KINDS if kind[0] in BY_HAND], required=True, default="manual"
    )
    amount = fields.Monetary("Held amount", help="0: all of it. The rest goes on.")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    date_from = fields.Date("From", required=True)
    days = fields.Integer("Working days", default=2)
    date_until = fields.Date(
        "Until", compute="_compute_date_until", store=True, readonly=False, help="Last day."
    )
    reason = fields.Text()

    @api.depends("item_ids")
    def _compute_currency_id(self):
        for wizard in self:
            wizard.currency_id = wizard.item_ids[:1].currency_id

    @api.depends("kind", "days", "date_from")
    def _compute_date_until(self):
        for wizard in self:
            if wizard.kind == "talk_first" and wizard.company_id:
                wizard.date_until = self.env["debt.calendar"]._add_working_days(
                    wizard.company_id, wizard.date_from, wizard.days
                )

    @api.model
    def _open_for(self, records):
        """Return the dialog for `records`: cases, items, debtors or customer invoices."""
        name, items, cases, debtors = self._covered(records)
        companies = records.company_id
        if len(companies) != 1:
            raise UserError(self.env._("Choose documents of one company."))
        wizard = self.create(
            {
                "company_id": companies.id,
                "scope": name,
                "item_ids": items.ids,
                "case_ids": cases.ids,
                "debtor_ids": debtors.ids,
                "date_from": companies._debt_today(),
            }
        )
        return wizard._get_records_action(name=self.env._("Hold"), target="new", context={})

    @api.model
    def _covered(self, records):
        """Return (scope, items, cases, debtors) that `records` stand for."""
        items = self.env["debt.item"]
        if records._name == "debt.debtor":
            return "debtor", items, self.env["debt.case"], records
        if records._name == "debt.case":
            return "case", items, records, records.debtor_id
        if records._name == "account.move":
            lines = records.line_ids.filtered(
                lambda line: line.account_type == "asset_receivable" and not line.reconciled
            )
            # items are written by the run; an invoice out of its reach has none yet
            records = items.sudo()._get_or_create(lines).sudo(self.env.su)
        return "item", records, records.case_id, records.debtor_id

    def action_confirm(self):
        self.ensure_one()
        self.env["debt.hold"].create([self._hold_values(target) for target in self._targets()])
        return {"type": "ir.actions.act_window_close"}

    def _targets(self):
        targets = {"item": self.item_ids, "case": self.case_ids, "debtor": self.debtor_ids}
        if not targets[self.scope]:
            raise UserError(self.env._("There is nothing to hold."))
        if self.kind == "exclusion" and not (self.reason or "").strip():
            raise UserError(self.env._("Please say why nothing is collected here."))
        if self.amount and (self.scope != "item" or len(self.item_ids) > 1):
            raise UserError(self.env._("Only one document can be held in part."))
        return targets[self.scope]

    def _hold_values(self, target):
        debtor = target if self.scope == "debtor" else target.debtor_id
        return {
            "company_id": self.company_id.id,
            "debtor_id": debtor.id,
            "case_id": False if self.scope == "debtor" else self._case_of(target).id,
            "item_id": target.id if self.scope == "item" else False,
            "kind": self.kind,
            "amount": self.amount,
            "date_from": self.date_from,
            "date_until": self.date_until,
            "reason": self.reason,
        }

    def _case_of(self, target):
        return target.case_id if self.scope == "item" else target


class DebtItem(models.Model):
    _inherit = "debt.item"

    def action_hold(self):
        """Open the dialog that holds these items."""
        return self.env["debt.hold.wizard"]._open_for(self)


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def action_hold(self):
        """Open the dialog that holds everything of these customers."""
        return self.env["debt.hold.wizard"]._open_for(self)

    def action_exclude(self):
        """Open the dialog that leaves these customers out of collection until a day."""
        action = self.action_hold()
        self.env["debt.hold.wizard"].browse(action["res_id"]).kind = "exclusion"
        return action
