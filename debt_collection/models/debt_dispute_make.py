from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

# art. 7a of the Polish Consumer Rights Act: no answer within 14 days accepts the complaint
CONSUMER_DAYS = 14


class DebtDispute(models.Model):
    """Taking a complaint: what of which documents waits, who answers it and until when."""

    _inherit = "debt.dispute"

    @api.model
    def _make(self, case, values):
        """Note a complaint of the customer of `case` and hold what he disputes, at once.

        :param case: one debt.case; the debtor's documents outside of a case are given by `lines`
            with an empty case
        :param values: dict with `reason` and, where known, `lines` ([(debt.item or its id,
            disputed amount; 0: all that is open)]) or `item_ids` (records or ids, each wholly
            unless `amount` is given and there is one), `amount`, `user_id`, `deadline`, `note`,
            `attachment_ids`, `made_on` (the day it was received, default today); default: all
            that is overdue, wholly
        :return: debt.dispute; one a currency
        :raise UserError: nothing to dispute, more than is open, a deadline that is too late
        """
        case.check_access("read")
        lines = self._disputed_lines(case, values)
        items = self.env["debt.item"].union(*(item for item, _amount in lines))
        items.check_access("read")
        debtor = items.debtor_id
        if len(debtor) != 1:
            raise UserError(self.env._("Choose documents of one customer."))
        day = min(filter(None, (values.get("made_on"), debtor.company_id._debt_today())))
        disputes = self.browse()
        for currency in {item.currency_id: None for item, _amount in lines}:
            same = [(item, amount) for item, amount in lines if item.currency_id == currency]
            disputes |= self._make_one(debtor, case, same, values, day)
        return disputes

    @api.model
    def _disputed_lines(self, case, values):
        """Return [(item, disputed amount)] of `values`, amounts within what is open."""
        lines = values.get("lines")
        if not lines:
            given = values.get("item_ids") or case.open_item_ids.filtered("days_late")
            ids = given if isinstance(given, (list, tuple)) else given.ids
            items = self.env["debt.item"].browse(ids)
            amount = values.get("amount") or 0.0
            if amount and len(items) > 1:
                raise UserError(self.env._("Say how much is disputed of which document."))
            lines = [(item, amount) for item in items]
        items = self.env["debt.item"]
        lines = [(items.browse(int(i)), amount) for i, amount in lines]
        earlier = self._open_lines(items.union(*(item for item, _amount in lines)))
        lines = [self._disputed_line(item, amount, earlier) for item, amount in lines]
        if not lines:
            raise UserError(self.env._("Nothing is open that could be disputed."))
        return lines

    @api.model
    def _disputed_line(self, item, amount, earlier):
        most = self._undisputed(item, earlier)
        if item.closed_on or most <= 0:
            raise UserError(
                self.env._(
                    "%(document)s is disputed already: %(disputes)s.",
                    document=item.name,
                    disputes=", ".join(earlier[item].dispute_id.mapped("name")),
                )
                if item in earlier and not item.closed_on
                else self.env._("Nothing is open on %(document)s any more.", document=item.name)
            )
        if item.currency_id.compare_amounts(amount, most) > 0:
            said = {"document": item.name, "amount": item.currency_id.format(most)}
            raise UserError(
                self.env._("%(document)s: only %(amount)s isn't in dispute yet.", **said)
                if item in earlier
                else self.env._("%(document)s: only %(amount)s is open.", **said)
            )
        return item, item.currency_id.round(amount or most)

    @api.model
    def _left(self, items):
        """Return {item: what is open of it and in no dispute yet, at least 0}."""
        earlier = self._open_lines(items)
        return {item: max(self._undisputed(item, earlier), 0.0) for item in items}

    @api.model
    def _undisputed(self, item, earlier):
        """Return what is open of `item` and in no dispute; `earlier`: of `_open_lines`."""
        taken = sum(earlier[item].mapped("amount")) if item in earlier else 0.0
        return item.currency_id.round(item.amount_residual - taken)

    @api.model
    def _open_lines(self, items):
        """Return {item: its lines of disputes that aren't closed}, where there are any."""
        # a colleague's dispute counts too
        lines_sudo = self.env["debt.dispute.line"].sudo()
        return lines_sudo.search(
            [
                ("item_id", "in", items.ids),
                ("done_on", "=", False),
                ("dispute_id.state", "!=", "closed"),
            ]
        ).grouped("item_id")

    @api.model
    def _make_one(self, debtor, case, lines, values, day):
        taken = {"reason", "note", "user_id"}
        # whoever notes the complaint needn't be allowed to change disputes: checked on the case
        dispute_sudo = self.sudo().create(
            {
                "name": debtor.company_id._debt_next_number(
                    "debt.dispute", "RKL", self.env._("Disputes"), day
                ),
                "company_id": debtor.company_id.id,
                "debtor_id": debtor.id,
                "case_id": (case or debtor._open_case()).id,
                "currency_id": lines[0][0].currency_id.id,
                "made_on": day,
                "deadline": values.get("deadline") or self._last_day(debtor, day),
                "attachment_ids": [(6, 0, values.get("attachment_ids") or [])],
                "line_ids": [
                    (0, 0, {"item_id": i.id, "amount": amount, "amount_open": i.amount_residual})
                    for i, amount in lines
                ],
                **{name: values[name] for name in taken & values.keys() if values[name]},
            }
        )
        # files of the dialog belong to the complaint: whoever may read it may read them
        dispute_sudo.attachment_ids.write({"res_model": self._name, "res_id": dispute_sudo.id})
        dispute_sudo._hold()
        dispute_sudo._next_activity(day)
        return dispute_sudo.sudo(self.env.su)

    @api.model
    def _last_day(self, debtor, day):
        """Return the day until which a complaint received on `day` has to be answered."""
        days = debtor.company_id.debt_dispute_days
        if debtor.kind == "consumer":
            days = min(days, CONSUMER_DAYS)
        return day + timedelta(days=days)

    def _hold(self):
        """Nothing is sent about the disputed amounts until the dispute is closed."""
        lines = self.line_ids
        values = [line.dispute_id._prepare_hold_vals(line) for line in lines]
        for line, hold in zip(lines, self.env["debt.hold"].create(values), strict=True):
            line.hold_id = hold

    def _prepare_hold_vals(self, line):
        is_whole = line.currency_id.compare_amounts(line.amount, line.amount_open) >= 0
        return {
            "company_id": self.company_id.id,
            "debtor_id": self.debtor_id.id,
            "case_id": line.item_id.case_id.id,
            "item_id": line.item_id.id,
            "kind": "dispute",
            "amount": 0.0 if is_whole else line.amount,
            "date_from": self.made_on,
            "dispute_id": self.id,
            "reason": self.display_name,
        }
