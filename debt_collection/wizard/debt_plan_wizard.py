from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_plan import EVERY, KINDS

# what recalculates the schedule
HEAD = (
    "item_ids",
    "count",
    "first_date",
    "every",
    "kind",
    "down_payment",
    "interest_mode",
    "waives_interest",
    "waives_compensation",
)


class DebtPlanWizard(models.TransientModel):
    """From an amount to a schedule: an instalment agreement."""

    _name = "debt.plan.wizard"
    _description = "Instalment Agreement"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    debtor_id = fields.Many2one("debt.debtor", required=True, readonly=True)
    partner_id = fields.Many2one(related="debtor_id.partner_id", string="Customer")
    is_consumer = fields.Boolean(compute="_compute_is_consumer")
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Own currency")
    currency_id = fields.Many2one("res.currency", compute="_compute_debts")
    date = fields.Date(required=True, readonly=True)
    item_ids = fields.Many2many(
        "debt.item",
        string="Debts",
        domain="[('debtor_id', '=', debtor_id), ('closed_on', '=', False),"
        " ('plan_line_id', '=', False)]",
    )
    amount_principal = fields.Monetary("Open", compute="_compute_debts")
    amount_interest = fields.Monetary("Interest to date", compute="_compute_debts")
    amount_compensation = fields.Monetary(
        "Compensation", compute="_compute_debts", currency_field="company_currency_id"
    )
    daily = fields.Float(compute="_compute_debts", digits=(16, 6))
    waives_interest = fields.Boolean("Waive the interest while it is kept")
    waives_compensation = fields.Boolean("Waive the compensation while it is kept")
    down_payment = fields.Monetary("Paid at once", help="First instalment, on signing.")
    kind = fields.Selection(KINDS, "Instalments", required=True, default="equal")
    count = fields.Integer("How many", default=6)
    first_date = fields.Date("First on", required=True)
    every = fields.Selection(EVERY, "One every", required=True, default="month")
    interest_mode = fields.Selection(
        [("none", "No"), ("during", "Yes")],
        "Bears interest meanwhile",
        required=True,
        default="none",
    )
    missed_limit = fields.Integer("All due after missed instalments")
    notarial = fields.Boolean("Notarial enforcement submission (art. 777 KPC)")
    note = fields.Text("Other terms")
    line_ids = fields.One2many(
        "debt.plan.wizard.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    amount_total = fields.Monetary("To be paid in all", compute="_compute_total")
    difference = fields.Monetary(compute="_compute_total")
    hints = fields.Json(compute="_compute_hints")

    @api.model
    def _open_for(self, records):
        """Return the dialog for cases, debtors, items or customer invoices of one customer."""
        _scope, items, _cases, debtors = self.env["debt.hold.wizard"]._covered(records)
        if len(debtors) != 1:
            raise UserError(self.env._("An agreement is about debts of one customer."))
        company = debtors.company_id
        day = company._debt_today()
        debts = items or self._usual_items(debtors, day)
        is_consumer = debtors.kind == "consumer"
        wizard = self.create(
            {
                "company_id": company.id,
                "debtor_id": debtors.id,
                "date": day,
                "item_ids": debts.ids,
                "first_date": fields.Date.add(day, days=14),
                "missed_limit": company.debt_plan_missed,
                "waives_interest": is_consumer,
                "waives_compensation": is_consumer,
            }
        )
        return wizard._get_records_action(
            name=self.env._("Instalment agreement"),
            target="new",
            context={"dialog_size": "extra-large"},
        )

    @api.model
    def _usual_items(self, debtor, day):
        """What is overdue and in no agreement, in the currency in which most is owed."""
        domain = [("debtor_id", "=", debtor.id), ("closed_on", "=", False)]
        items = self.env["debt.item"].search([*domain, ("plan_line_id", "=", False)])
        late = (items - items._agreed(day)).filtered(
            lambda item: item.date_due < day and item.amount_residual > 0
        )
        groups = late.grouped("currency_id").values()
        return max(groups, key=lambda g: sum(g.mapped("amount_residual_company")), default=late)

    @api.depends("debtor_id")
    def _compute_is_consumer(self):
        for wizard in self:
            wizard.is_consumer = wizard.debtor_id.kind == "consumer"

    def _create_plan(self):
        self.ensure_one()
        if self.difference:
            money = self.env["debt.matching"]._money
            raise UserError(
                self.env._(
                    "The instalments differ from what is to be paid by %(amount)s. Correct one, or "
                    "choose equal instalments.",
                    amount=money(self.difference, self.currency_id),
                )
            )
        schedule = [line._values() for line in self.line_ids.sorted("date_due")]
        names = ("kind", "every", "interest_mode", "waives_interest", "waives_compensation")
        values = {name: self[name] for name in (*names, "missed_limit", "notarial", "note")}
        return self.env["debt.plan"]._draft(
            self.debtor_id, self.item_ids, schedule, self.date, **values
        )

    def action_preview(self):
        """Show the PDF of what would be created; nothing stays of it but the file."""
        plan = self._create_plan()
        plan.action_open_pdf()
        content, name = plan.attachment_id.raw, plan.attachment_id.name
        plan.sudo().unlink()  # a draft made for the look at it only
        file = self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": content,
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{file.id}", "target": "new"}

    def action_create(self):
        """Create the agreement as a draft and open it."""
        plan = self._create_plan()
        return plan._get_records_action(name=self.env._("Instalment agreement"))
