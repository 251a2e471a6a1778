from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo import Command, api, models
from odoo.exceptions import UserError

ZERO = Decimal(0)


class Debts(NamedTuple):
    """What an agreement would cover, as the ledger says on a day; amounts are Decimal."""

    rows: list  # values of debt.plan.item
    principal: Decimal
    interest: Decimal  # to date, not on notes
    compensation: Decimal  # not on notes, in the company's currency
    daily: Decimal  # interest of one further day
    error: str | None  # why interest isn't known


class DebtPlan(models.Model):
    """Drafts: what is acknowledged is read from the ledger."""

    _inherit = "debt.plan"

    @api.model
    def _debts(self, items, day):
        """Return the Debts of open items of one customer and currency."""
        company = items.company_id
        lines = items.move_line_id
        # sudo: the amount of a claim is the same for whoever asks
        claims = self.env["debt.interest"].sudo()._claims(company, day, lines=lines)
        found = [(item, claims.get(item.move_line_id.id)) for item in items]
        total = {"interest": ZERO, "compensation": ZERO, "daily": ZERO}
        for _item, claim in found:
            for name in total if claim else ():
                total[name] += getattr(claim, name)
        rows = [self._prepare_debt(item, claim) for item, claim in found]
        principal = sum((Decimal(str(row["amount"])) for row in rows), ZERO)
        errors = [claim.error for _item, claim in found if claim and claim.error]
        return Debts(rows, principal, *total.values(), errors[0] if errors else None)

    def _prepare_debt(self, item, claim):
        line = item.move_line_id.sudo()  # see _debts
        return {
            "item_id": item.id,
            "move_line_id": line.id,
            "name": item.name,
            "date_invoice": line.move_id.invoice_date or line.date,
            "date_due": line.date_maturity or line.date,
            "amount": max(line.amount_residual_currency, 0.0),
            "interest": float(claim.interest) if claim else 0.0,
            "compensation": float(claim.compensation) if claim else 0.0,
            "is_note": bool(self.env["debt.interest"].sudo()._accessory_ids([line.id])),
        }

    @api.model
    def _draft(self, debtor, items, schedule, day, **values):
        """Create a draft agreement about `items` and return it.

        :param schedule: dicts of instalments: date_due, amount, principal, interest, balance
        :param day: the company's date, on which the debt is acknowledged
        :param values: terms: kind, every, interest_mode, waives_interest, ...
        """
        self._check_items(debtor, items)
        debts = self._debts(items, day)
        own = items.currency_id == debtor.company_id.currency_id
        amount = sum(Decimal(str(row["amount"])) for row in schedule)
        # sudo: an agreement is drafted here only, its amounts are those of the ledger
        return (
            self.sudo()
            .create(
                {
                    "company_id": debtor.company_id.id,
                    "currency_id": items.currency_id.id,
                    "partner_id": debtor.partner_id.id,
                    "debtor_id": debtor.id,
                    "case_id": (items.case_id or debtor._open_case())[:1].id,
                    "contact_id": debtor._collections_contact().id,
                    "date": day,
                    "item_ids": [Command.create(row) for row in debts.rows],
                    "line_ids": [
                        Command.create({**row, "number": number})
                        for number, row in enumerate(schedule, 1)
                    ],
                    **self._prepare_amounts(debts, amount, own, values),
                    **values,
                }
            )
            .sudo(self.env.su)
        )

    @api.model
    def _prepare_amounts(self, debts, amount, own, values):
        """Return what is paid in all (`amount`) split up, and what the terms `values` waive.

        :param own: whether it is in the company's currency: compensation is owed in that only
        """
        waives, spares = values.get("waives_interest"), values.get("waives_compensation")
        interest = ZERO if waives else debts.interest
        compensation = debts.compensation if own and not spares else ZERO
        return {
            "amount_principal": float(debts.principal),
            "amount_interest": float(interest),
            "amount_compensation": float(compensation),
            "waived_interest": float(debts.interest) if waives else 0.0,
            "waived_compensation": float(debts.compensation) if spares else 0.0,
            "amount": float(amount),
            "amount_during": float(amount - debts.principal - interest - compensation),
        }

    def _check_items(self, debtor, items):
        """Refuse what can't be in one agreement."""
        if not items:
            raise UserError(self.env._("Choose at least one debt."))
        if items.debtor_id != debtor:
            raise UserError(self.env._("An agreement is about debts of one customer."))
        if len(items.currency_id) > 1:
            raise UserError(
                self.env._("An agreement is in one currency: make one for each currency.")
            )
        closed = items.filtered(lambda item: item.amount_residual <= 0 or item.plan_line_id)
        if closed:
            raise UserError(
                self.env._("%(document)s isn't an open debt any more.", document=closed[0].name)
            )

    # what it does to taxes and limitation (PEERS D6)

    @api.model
    def _relief_days(self, items):
        """Return {item: 90th day after its due date}: agreeing on instalments doesn't move it."""
        return {
            item: date.fromordinal(due.toordinal() + 90)
            for item in items
            if (due := item.move_line_id.date_maturity)
        }
