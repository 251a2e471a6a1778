from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.debt_plan import EVERY, KINDS
from ..tools import instalments

ZERO = Decimal(0)
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
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Instalment agreement"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _usual_items(self, debtor, day):
        """What is overdue and in no agreement, in the currency in which most is owed."""
        domain = [("debtor_id", "=", debtor.id), ("closed_on", "=", False)]
        items = self.env["debt.item"].search([*domain, ("plan_line_id", "=", False)])
        late = (items - items._agreed(day)).filtered(
            lambda item: item.date_due < day and item.amount_residual > 0
        )
        groups = late.grouped("currency_id").values()
        amount = lambda group: sum(group.mapped("amount_residual_company"))  # noqa: E731
        return max(groups, key=amount, default=late)

    # figures

    @api.depends("debtor_id")
    def _compute_is_consumer(self):
        for wizard in self:
            wizard.is_consumer = wizard.debtor_id.kind == "consumer"

    @api.depends("item_ids")
    def _compute_debts(self):
        for wizard in self:
            items = wizard.item_ids._origin
            wizard.currency_id = items.currency_id[:1] or wizard.company_id.currency_id
            debts = self.env["debt.plan"]._debts(items, wizard.date) if items else None
            wizard.amount_principal = float(debts.principal) if debts else 0.0
            wizard.amount_interest = float(debts.interest) if debts else 0.0
            wizard.amount_compensation = float(debts.compensation) if debts else 0.0
            wizard.daily = float(debts.daily) if debts else 0.0

    def _terms(self):
        """(principal, interest and costs of before, cent, interest of a day), as Decimal."""
        cent = Decimal(1).scaleb(-(self.currency_id.decimal_places or 2))
        extra = ZERO if self.waives_interest else _decimal(self.amount_interest)
        if not self.waives_compensation and self.currency_id == self.company_currency_id:
            extra += _decimal(self.amount_compensation)
        daily = _decimal(self.daily) if self.interest_mode == "during" else ZERO
        return _decimal(self.amount_principal), extra, cent, daily

    @api.depends(*HEAD)
    def _compute_line_ids(self):
        for wizard in self:
            if wizard.kind == "custom" and wizard.line_ids:
                continue
            if wizard.item_ids and wizard.first_date and wizard.count > 0:
                values = map(self.env["debt.plan.line"]._prepare_part_vals, wizard._schedule())
                wizard.line_ids = [Command.clear(), *map(Command.create, values)]

    def _schedule(self):
        """Return the [Part] of the schedule as the head says."""
        principal, extra, cent, daily = self._terms()
        first, since = [], self.date
        down = min(_decimal(self.down_payment), principal)
        if down > 0:
            first = instalments.parts([down], principal, ZERO, [since], cent, since)
            daily = daily * (principal - down) / principal
        days = instalments.dates(self.first_date, self.count, self.every)
        kind = "equal" if self.kind == "custom" else self.kind
        rest = principal - down
        if not rest:
            return first
        return first + instalments.schedule(rest, extra, days, kind, cent, since, daily)

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        """A line changed by hand: own amounts from now on, explained anew."""
        lines = self.line_ids.filtered(lambda line: line.date_due and line.amount)
        wanted = [(part.date, float(part.amount)) for part in self._schedule()]
        if [(line.date_due, line.amount) for line in lines] != wanted:
            self.kind = "custom"
        if self.kind == "custom":
            self._explain(lines)

    def _explain(self, lines):
        principal, _extra, cent, daily = self._terms()
        lines = lines.sorted("date_due")
        amounts = [_decimal(line.amount) for line in lines]
        days = lines.mapped("date_due")
        found = instalments.explain(amounts, principal, days, cent, self.date, daily)
        for line, part in zip(lines, found, strict=True):
            line.update(
                {
                    "principal": float(part.principal),
                    "interest": float(part.interest),
                    "balance": float(part.balance),
                }
            )

    @api.depends("line_ids.amount", "line_ids.date_due", *HEAD)
    def _compute_total(self):
        for wizard in self:
            principal, extra, cent, daily = wizard._terms()
            lines = wizard.line_ids.filtered("date_due").sorted("date_due")
            amounts = [_decimal(line.amount) for line in lines]
            found = instalments.explain(
                amounts, principal, lines.mapped("date_due"), cent, wizard.date, daily
            )
            during = instalments.meanwhile(found, principal, cent, wizard.date, daily)
            owed = principal + extra + during
            wizard.amount_total = float(owed)
            wizard.difference = float(sum(amounts, ZERO) - owed) if lines else 0.0

    # warnings

    @api.depends(*HEAD, "line_ids.amount", "missed_limit")
    def _compute_hints(self):
        for wizard in self:
            texts = [
                *wizard._relief_hints(),
                (
                    "info",
                    self.env._("Limitation: signing acknowledges the debt, it runs anew then."),
                ),
                *wizard._other_hints(),
            ]
            wizard.hints = {
                f"hint_{n}": {"level": level, "message": text}
                for n, (level, text) in enumerate(texts)
                if wizard.item_ids
            }

    def _relief_hints(self):
        """What the agreement means for bad-debt relief: it moves nothing."""
        if self.is_consumer:
            return []
        days = sorted(self.env["debt.plan"]._relief_days(self.item_ids._origin).values())
        ahead = [day for day in days if day >= self.date]
        past = len(days) - len(ahead)
        texts = []
        if ahead:
            texts.append(
                self.env._(
                    "Bad-debt relief (VAT): 90 days end on %(date)s. The agreement doesn't move "
                    "that day.",
                    date=format_date(self.env, ahead[0]),
                )
            )
        if past:
            texts.append(
                self.env._(
                    "Bad-debt relief (VAT): 90 days have passed for %(count)s documents.",
                    count=past,
                )
            )
        return [("info", text) for text in texts]

    def _other_hints(self):
        role = self.env["debt.plan"]._role_for(
            self.company_id, self.currency_id, self.date, self._approval_figures()
        )
        texts = []
        if role != "collector":
            field = self.env["debt.plan"]._fields["approval_role"]
            label = dict(field._description_selection(self.env))[role]
            texts.append(("warning", self.env._("To be approved by: %(role)s.", role=label)))
        if self.is_consumer and (self.interest_mode != "none" or not self.waives_interest):
            texts.append(
                (
                    "warning",
                    self.env._(
                        "A consumer: instalments that cost something may be consumer credit."
                    ),
                )
            )
        return texts

    def _approval_figures(self):
        """(amount, number of instalments, interest waived, compensation waived)."""
        return (
            self.amount_total,
            len(self.line_ids),
            self.amount_interest if self.waives_interest else 0.0,
            self.amount_compensation if self.waives_compensation else 0.0,
        )

    # end

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


class DebtPlanWizardLine(models.TransientModel):
    _name = "debt.plan.wizard.line"
    _description = "Instalment to be Agreed"
    _order = "date_due, id"

    wizard_id = fields.Many2one("debt.plan.wizard", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    date_due = fields.Date("Due date", required=True)
    amount = fields.Monetary(required=True)
    principal = fields.Monetary(readonly=True)
    interest = fields.Monetary("Interest and costs", readonly=True)
    balance = fields.Monetary("Principal left", readonly=True)

    def _values(self):
        names = ("date_due", "amount", "principal", "interest", "balance")
        return {name: self[name] for name in names}


def _decimal(amount):
    return Decimal(str(round(amount or 0.0, 6)))
