from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

DEFAULT_DAYS = 14


class DebtReleaseWizard(models.TransientModel):
    """Lets one order, or orders up to an amount, of a blocked customer pass."""

    _name = "debt.release.wizard"
    _description = "Release Order"

    order_id = fields.Many2one("sale.order", "Order", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    scope = fields.Selection(
        [("order", "This order"), ("amount", "Up to an amount until a day")],
        required=True,
        default=lambda self: "order" if self.env.context.get("default_order_id") else "amount",
    )
    amount = fields.Monetary("Up to", compute="_compute_amount", store=True, readonly=False)
    date_until = fields.Date("Until", compute="_compute_date_until", store=True, readonly=False)
    is_paid_first = fields.Boolean(
        "Once a part of the arrears is paid", help="Until then the hold stays."
    )
    percent = fields.Float(
        "Arrears to be paid first (%)", compute="_compute_percent", store=True, readonly=False
    )
    to_pay = fields.Monetary("To be paid first", compute="_compute_to_pay")
    cause = fields.Selection(
        [
            ("paid", "Payment confirmed by the customer or the bank"),
            ("agreed", "Agreed with the customer"),
            ("mistake", "Hold set by mistake"),
            ("business", "Business decision"),
        ],
        "Reason",
        required=True,
        compute="_compute_cause",
        store=True,
        precompute=True,
        readonly=False,
    )
    note = fields.Char("Remarks")
    overdue_text = fields.Char("Overdue", compute="_compute_overdue_text")
    history_ids = fields.Many2many("debt.sale.release", compute="_compute_history_ids")

    @api.depends("order_id")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.order_id.company_id or self.env.company

    @api.depends("order_id", "company_id")
    def _compute_amount(self):
        for wizard in self:
            order = wizard.order_id
            wizard.amount = order and order.currency_id._convert(
                order.amount_total, wizard.currency_id, wizard.company_id, order.date_order.date()
            )

    @api.depends("company_id")
    def _compute_date_until(self):
        for wizard in self:
            today = wizard.company_id._debt_today()
            wizard.date_until = today + timedelta(days=DEFAULT_DAYS)

    @api.depends("is_paid_first")
    def _compute_cause(self):
        for wizard in self:
            wizard.cause = "agreed" if wizard.is_paid_first else wizard.cause or "paid"

    @api.depends("company_id")
    def _compute_percent(self):
        for wizard in self:
            # who releases may not read the company's settings
            wizard.percent = wizard.company_id.sudo().debt_release_percent

    @api.depends("order_id", "partner_id", "percent")
    def _compute_to_pay(self):
        releases = self.env["debt.sale.release"]
        for wizard in self:
            overdue = wizard._debtors()._live_overdue(wizard.company_id._debt_today())
            wizard.to_pay = sum(
                releases._share_of(amount, wizard.percent) for amount, _days in overdue.values()
            )

    @api.depends("order_id", "partner_id")
    def _compute_overdue_text(self):
        for wizard in self:
            overdue = wizard._debtors()._live_overdue(wizard.company_id._debt_today())
            wizard.overdue_text = self.env._(
                "%(amount)s, %(days)s days",
                amount=formatLang(
                    self.env,
                    sum(amount for amount, _days in overdue.values()),
                    currency_obj=wizard.currency_id,
                ),
                days=max((days for _amount, days in overdue.values()), default=0),
            )

    @api.depends("order_id", "partner_id")
    def _compute_history_ids(self):
        for wizard in self:
            wizard.history_ids = self.env["debt.sale.release"].search(
                [("debtor_id", "in", wizard._debtors().ids)], limit=10
            )

    def _debtors(self):
        """Debtors the release is for. As superuser: who releases need not be a collector."""
        Debtor = self.env["debt.debtor"].sudo()
        if self.order_id:
            return Debtor.concat(*self.order_id._debt_limits()) or self.order_id._debt_debtors()
        return (
            Debtor._get_or_create(self.company_id, self.partner_id) if self.partner_id else Debtor
        )

    def action_release(self):
        self.ensure_one()
        self.env["debt.sale.release"]._check_may_release(self.company_id, self._value())
        debtors = self._debtors()
        if not debtors:
            raise UserError(self.env._("This customer isn't on hold."))
        releases = self.env["debt.sale.release"].create(
            [self._prepare_release_vals(debtor) for debtor in debtors]
        )
        if self.order_id:
            # who releases may have read access only to the orders of others
            self.order_id.sudo()._debt_ask_usual_terms()
        if document := self._released_document():
            self._tell(document, releases[:1])
        return {"type": "ir.actions.act_window_close"}

    def _value(self):
        """Return what is released, in company currency."""
        if self.scope == "amount":
            return self.amount
        currency = self.currency_id
        return self.order_id._debt_to_company(self.order_id.amount_total, currency)

    def _prepare_release_vals(self, debtor):
        day = self.company_id._debt_today()
        overdue = debtor._live_overdue(day).get(debtor)
        arrears = overdue.amount if overdue else 0.0
        values = {
            "company_id": self.company_id.id,
            "debtor_id": debtor.id,
            "date_until": self.date_until,
            "reason": self._reason(),
            "overdue": arrears,
            "released_on": day,
            "percent": self.percent if self.is_paid_first and arrears else 0.0,
        }
        if values["percent"]:
            share = self.env["debt.sale.release"]._share_of(arrears, self.percent)
            values["to_pay"] = share
        if self.scope == "amount":
            return {**values, "amount": self.amount}
        return {
            **values,
            "order_id": self.order_id.id,
            "order_currency_id": self.order_id.currency_id.id,
            "order_amount": self.order_id.amount_total,
        }

    def _reason(self):
        label = dict(self._fields["cause"]._description_selection(self.env))[self.cause]
        return f"{label}. {self.note}" if self.note else label

    def _released_document(self):
        """Return what is released, whose readers are told; an override may name another."""
        return self.order_id

    def _tell(self, document, release):
        """Tell on the document by whom and why it was released, and what has to be paid first."""
        text = self.env._(
            "Released by %(user)s: %(reason)s",
            user=self.env.user.name,
            reason=" ".join(filter(None, [release.reason, release._condition_text()])),
        )
        document._debt_tell_released(text, release.reason)
