from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import promise as rules


class DebtPromise(models.Model):
    """Taking a promise: what it covers, how far ahead it may be, what waits for it."""

    _inherit = "debt.promise"

    @api.model
    def _make(self, case, values):
        """Note what the customer of `case` promised and hold the documents it reaches, at once.

        :param case: one debt.case
        :param values: dict with `date` (the day promised) and, where known, `amount` (default: all
            that is open on the documents), `currency_id`, `item_ids` (debt.item records or ids;
            default: what is overdue, nothing being overdue: all that is open), `channel`,
            `promised_by` (partner id), `note`, `user_id`
        :return: debt.promise; several, one a currency, where documents of several currencies are
            promised without an amount
        :raise UserError: nothing to promise, too much, a day in the past or beyond the limit
        """
        case.ensure_one()
        case.check_access("read")
        day = case.company_id._debt_today()
        items = self._promised_items(case, values, day)
        self._check_day(case, values, day)
        promises = self.browse()
        for currency, same in items.grouped("currency_id").items():
            promises |= self._make_one(case, same, currency, values, day)
        return promises

    @api.model
    def _promised_items(self, case, values, day):
        """Return the open items that are promised, of one currency where an amount was named."""
        given = values.get("item_ids")
        if given:
            ids = given if isinstance(given, (list, tuple)) else given.ids
            items = self.env["debt.item"].browse(ids).filtered(lambda item: not item.closed_on)
        else:
            items = case.open_item_ids.filtered(lambda item: item.date_due < day)
            items = items or case.open_item_ids
        items = items.filtered(lambda item: item.amount_residual > 0)
        if values.get("currency_id"):
            items = items.filtered(lambda item: item.currency_id.id == values["currency_id"])
        if not items:
            raise UserError(self.env._("Nothing is open that could be promised."))
        if items.debtor_id != case.debtor_id:
            raise UserError(self.env._("Choose documents of one customer."))
        if values.get("amount") and len(items.currency_id) > 1:
            raise UserError(self.env._("Choose documents of one currency or leave out the amount."))
        return items

    @api.model
    def _make_one(self, case, items, currency, values, day):
        """Create the promise of `items` (one currency) and its holds."""
        amount = self._promised_amount(items, currency, values)
        taken = {"channel", "promised_by", "note", "user_id", "date"}
        company = case.company_id
        # whoever takes the promise needn't be allowed to change promises: checked on the case
        promise_sudo = self.sudo().create(
            {
                "company_id": company.id,
                "debtor_id": case.debtor_id.id,
                "case_id": case.id,
                "currency_id": currency.id,
                "amount": amount,
                "made_on": day,
                "date_until": self._until(company, values["date"]),
                "line_ids": [
                    (0, 0, {"item_id": item.id, "amount": item.amount_residual}) for item in items
                ],
                **{name: values[name] for name in taken & values.keys()},
            }
        )
        promise_sudo._hold()
        return promise_sudo.sudo(self.env.su)

    @api.model
    def _promised_amount(self, items, currency, values):
        most = currency.round(sum(items.mapped("amount_residual")))
        amount = currency.round(values.get("amount") or most)
        if currency.compare_amounts(amount, most) > 0:
            raise UserError(
                self.env._(
                    "More is promised than is open (%(amount)s).", amount=currency.format(most)
                )
            )
        return amount

    @api.model
    def _limits(self, company, day):
        """Return (last day a collector may accept on `day`, last day the head may: None, any)."""
        return day + timedelta(days=company.debt_promise_days), None

    @api.model
    def _judged_on(self, company, date):
        """Return the day on which a promise for `date` is judged: the day after its grace."""
        return self._until(company, date) + timedelta(days=1)

    @api.model
    def _until(self, company, date):
        """Return the last day on which a payment still counts: grace in working days."""
        grace = company.debt_promise_grace
        if not grace:
            return date
        return self.env["debt.calendar"]._add_working_days(company, date, grace)

    @api.model
    def _check_day(self, case, values, day):
        """Raise UserError where `values["date"]` is past or further ahead than the user may go."""
        company, date = case.company_id, values.get("date")
        if not date or date < day:
            raise UserError(self.env._("A promise is for today or later."))
        limit, _head = self._limits(company, day)
        if date > limit and not self.env.user.has_group("debt_collection.group_manager"):
            raise UserError(
                self.env._(
                    "A promise may be at most %(days)s days ahead; further ones are taken by the "
                    "head of receivables. Agree on instalments instead.",
                    days=company.debt_promise_days,
                )
            )

    def _hold(self):
        """Nothing is sent for the documents these promises reach until they are judged."""
        values = []
        for promise in self:
            lines = promise.line_ids.sorted(lambda line: (line.date_due, line.id))
            count = rules.reached(promise.amount, lines.mapped("amount"))
            values += [promise._prepare_hold_vals(line.item_id) for line in lines[:count]]
        return self.env["debt.hold"].create(values)

    def _prepare_hold_vals(self, item):
        return {
            "company_id": self.company_id.id,
            "debtor_id": self.debtor_id.id,
            "case_id": item.case_id.id,
            "item_id": item.id,
            "kind": "promise",
            "date_from": self.made_on,
            "date_until": self.date_until,
            "promise_id": self.id,
            "reason": self.display_name,
        }
