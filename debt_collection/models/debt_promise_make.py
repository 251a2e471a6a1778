from datetime import timedelta

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import promise as rules

AFTER_FINAL_DEMAND = "2_pre_court"


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
            `promised_by` (partner id), `note`, `user_id`, `waives_interest`
        :return: debt.promise; several, one a currency, where documents of several currencies are
            promised without an amount
        :raise UserError: nothing to promise, too much, a day in the past or beyond the limit
        """
        case.ensure_one()
        case.check_access("read")
        day = case.company_id._debt_today()
        items = self._promised_items(case, values, day)
        self._check_day(case, values, day)
        if values.get("channel") == "portal":
            self._check_portal(case, items, values["date"], day)
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
            items = case._owed_items(day)
            items = items.filtered(lambda item: item.date_due < day) or items
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
        vals = self._prepare_vals(case, items, currency, values, day)
        # whoever takes the promise needn't be allowed to change promises: checked on the case
        promise_sudo = self.sudo().create(vals)
        promise_sudo._replace_earlier(day)
        promise_sudo._hold()
        promise_sudo.debtor_id._touch()
        promise_sudo.case_id._worklist_changed()
        return promise_sudo.sudo(self.env.su)

    @api.model
    def _prepare_vals(self, case, items, currency, values, day):
        taken = {"channel", "promised_by", "note", "user_id", "date"}
        return {
            "company_id": case.company_id.id,
            "debtor_id": case.debtor_id.id,
            "case_id": case.id,
            "currency_id": currency.id,
            "amount": self._promised_amount(items, currency, values, day),
            "made_on": day,
            "ledger_mark": self._ledger_mark(),
            "date_until": self._until(case.company_id, values["date"]),
            "line_ids": [
                Command.create(
                    {"item_id": item.id, "amount": item.amount_residual, "round": item.round}
                )
                for item in items
            ],
            **{name: values[name] for name in taken & values.keys()},
        }

    def _replace_earlier(self, day):
        """Another day for the same documents: the earlier promise isn't judged any more.

        One whose day has passed is: it waits only for the bank.
        """
        earlier = self.search(
            [
                ("state", "=", "open"),
                ("id", "not in", self.ids),
                ("debtor_id", "=", self.debtor_id.id),
                ("date_until", ">=", day),
                ("line_ids.item_id", "in", self.item_ids.ids),
            ]
        )
        earlier.write({"state": "cancelled", "judged_on": day, "replaced_by_id": self.id})
        earlier.hold_ids._end(self.env._("Another day was promised."))

    @api.model
    def _promised_amount(self, items, currency, values, day):
        """Return the amount promised, by default what is to pay after credits (PRACTICE 1.7)."""
        most = currency.round(sum(items.mapped("amount_residual")))
        amount = currency.round(values.get("amount") or self._payable(items, day) or most)
        if currency.compare_amounts(amount, most) > 0:
            raise UserError(
                self.env._(
                    "More is promised than is open (%(amount)s).", amount=currency.format(most)
                )
            )
        return amount

    @api.model
    def _ledger_mark(self):
        """Return the id of the last journal item; ids only grow, whoever's they are."""
        [(mark,)] = self.env.execute_query(SQL("SELECT MAX(id) FROM account_move_line"))
        return mark or 0

    @api.model
    def _payable(self, items, day):
        """Return what is to pay on `items` after credits that cover it; held ones count whole."""
        company = items.company_id
        nets = self.env["debt.run"]._open_net(company, day, items.debtor_id.partner_id)
        found = [(item, nets.get(item._key())) for item in items]
        return sum(
            float(net.net) if net and not net.hold_reason else item.amount_residual
            for item, net in found
        )

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
        limit = day + timedelta(days=company.debt_promise_days)
        if date > limit and not self.env.user.has_group("debt_collection.group_manager"):
            raise UserError(
                self.env._(
                    "A promise may be at most %(days)s days ahead; further ones are taken by the "
                    "head of receivables. Agree on instalments instead.",
                    days=company.debt_promise_days,
                )
            )

    @api.model
    def _check_portal(self, case, items, date, day):
        """Raise UserError where the customer himself may not promise this (PRACTICE 1.18)."""
        last = case.debtor_id._promise_last_day(day)
        if date > last:
            days = (last - day).days
            raise UserError(
                self.env._("You can choose a day at most %(days)s days ahead.", days=days)
            )
        if any(item.phase >= AFTER_FINAL_DEMAND for item in items):
            raise UserError(
                self.env._("After the final demand please call us to agree on the payment.")
            )
        earlier_sudo = self.sudo().search(  # the portal reads no promises
            [("line_ids.item_id", "in", items.ids), ("channel", "=", "portal")]
        )
        if any(line.round == line.item_id.round for line in earlier_sudo.line_ids):
            raise UserError(self.env._("A day was already promised for these documents."))

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
            "reason": self._what(),
        }
