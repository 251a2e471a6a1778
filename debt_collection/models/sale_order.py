from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools.toast import RELOAD, toast
from .debt_step_task import SALE_LEVELS
from .sale_order_check import BLOCKED, PREPAYMENT

ALERT_LEVELS = {"1_warn": "warning", PREPAYMENT: "warning", BLOCKED: "danger"}


class SaleOrder(models.Model):
    """What people see of collection on a quotation, and what they may do about it."""

    _name = "sale.order"
    _inherit = ["sale.order", "debt.release.mixin"]

    _debt_release_type = "debt_collection.mail_activity_type_release"

    debt_sale_level = fields.Selection(
        SALE_LEVELS, "Sale hold", compute="_compute_debt_sale_level", compute_sudo=True
    )
    debt_alerts = fields.Json(compute="_compute_debt_alerts")
    debt_is_stopped = fields.Boolean(compute="_compute_debt_alerts")

    @api.depends("partner_id", "partner_invoice_id", "company_id", "state")
    def _compute_debt_sale_level(self):
        """In bulk: the lists of quotations and orders show it."""
        orders = self.filtered(lambda order: order.state != "cancel" and order.partner_id)
        (self - orders).debt_sale_level = False
        for company, company_orders in orders.grouped("company_id").items():
            levels = company_orders._debt_levels_by_partner(company)
            exposures = self.env["debt.debtor"]._exposures(company, company_orders._debt_partners())
            for order in company_orders:
                found = [levels[p] for p in order._debt_partners() if p in levels]
                if order._debt_limited(exposures):
                    found.append(company.debt_credit_level)
                order.debt_sale_level = max(found, default=False)

    def _debt_levels_by_partner(self, company):
        debtors = self.env["debt.debtor"].search(
            [("company_id", "=", company.id), ("partner_id", "in", self._debt_partners().ids)]
        )
        levels = debtors._sale_levels(company._debt_today()) if debtors else {}
        return {debtor.partner_id: level for debtor, level in levels.items()}

    @api.depends_context("uid", "lang")
    @api.depends("partner_id", "partner_invoice_id", "company_id", "state", "amount_total")
    def _compute_debt_alerts(self):
        for order in self:
            levels = {}
            if order.state in ("draft", "sent") and order.partner_id and order.company_id:
                levels = order._debt_levels()
            stops = order._debt_stops(levels)
            order.debt_is_stopped = bool(stops)
            order.debt_alerts = {
                f"debt_{debtor.id}": order._debt_alert(debtor, level, debtor in stops)
                for debtor, level in levels.items()
            } or False

    def _debt_alert(self, debtor, level, is_stopped):
        """Return one banner in the form that `actionable_errors` shows."""
        release_sudo = self.env["debt.sale.release"].sudo()._for_order(self, debtor)
        message = self._debt_sentence(debtor, level, is_stopped)
        if release_sudo and not is_stopped and level != "1_warn":
            message = self.env._(
                "%(hold)s Released by %(user)s: %(reason)s",
                hold=message,
                user=release_sudo.user_id.name,
                reason=release_sudo.reason,
            )
        alert = {"level": ALERT_LEVELS[level] if is_stopped else "info", "message": message}
        if level == "1_warn":
            alert["level"] = "warning"
        return alert | debtor._open_case()._banner_link()

    # words

    def _debt_refusal(self, stops):
        """Return the message of a refused confirmation: the next step, and for people outside no
        word about debts (a contact of the customer, a visitor of the shop).

        :param stops: {debtor: level} of those because of whom it is refused
        """
        if not self.env.user._is_internal():
            return self._debt_neutral_text()
        sentences = [self._debt_sentence(debtor, level, True) for debtor, level in stops.items()]
        return "\n".join([self.env._("%(order)s can't be confirmed.", order=self.name), *sentences])

    def _debt_neutral_text(self):
        return self.env._("This order requires payment arrangements, please contact us.")

    def _debt_sentence(self, debtor, level, is_stopped):
        """Return level, sum and days overdue, and the way out while the order is stopped."""
        label = debtor._sale_level_label(level)
        if debtor.partner_id != self.partner_id.commercial_partner_id:
            label = f"{debtor.partner_id.name}: {label}"
        overdue = debtor._live_overdue(self.company_id._debt_today()).get(debtor)
        facts = f"{label}."
        if overdue:
            facts = self.env._(
                "%(level)s: %(amount)s overdue, %(days)s days.",
                level=label,
                amount=formatLang(self.env, overdue.amount, currency_obj=debtor.currency_id),
                days=overdue.days,
            )
        credit = ""
        if exposure := self._debt_over_credit().get(debtor.partner_id):
            credit = self._debt_credit_sentence(debtor.partner_id, exposure)
        way_out = self._debt_way_out(level) if is_stopped or level == "1_warn" else ""
        condition = self._debt_condition(debtor) if is_stopped else ""
        return " ".join(filter(None, [facts, credit, way_out, condition]))

    def _debt_condition(self, debtor):
        """Return what of the arrears has to be paid first where somebody released it so."""
        release_sudo = self.env["debt.sale.release"].sudo()._waiting_for(self, debtor)
        return release_sudo._condition_text() if release_sudo else ""

    def _debt_way_out(self, level):
        head = self.company_id._debt_head_name()
        if level == BLOCKED:
            return self.env._("New orders after payment or after a release (%s).", head)
        if level == PREPAYMENT:
            text = self.env._(
                "The order can be confirmed when it is paid in full, or after a release (%s).", head
            )
            return " ".join(filter(None, [text, self._debt_paid_text()]))
        return self.env._("Please talk about the payment before you sell on credit.")

    def _debt_paid_text(self):
        """Return how much of the order is paid, once something is."""
        paid = self._debt_amount_paid()
        if self.currency_id.compare_amounts(paid, 0.0) <= 0:
            return ""
        return self.env._(
            "Paid so far: %(paid)s of %(total)s.",
            paid=formatLang(self.env, paid, currency_obj=self.currency_id),
            total=formatLang(self.env, self.amount_total, currency_obj=self.currency_id),
        )

    # what people do

    def action_debt_release(self):
        return self._debt_release_action(self.env._("Release order"), default_order_id=self.id)

    def action_debt_ask_release(self):
        head = self._debt_ask_release()
        return toast(self.env._("%s was asked to release this order.", head.name), RELOAD)

    def _debt_ask_release(self, paid=False):
        """Ask the head of receivables by an activity, once; return whom."""
        summary = self.env._("Release the order?")
        if paid:
            summary = self.env._("Paid online, not confirmed: release the order or refund it")
        return self._debt_ask_releaser(summary)
