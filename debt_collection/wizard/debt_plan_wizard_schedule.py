from decimal import Decimal

from odoo import Command, api, models

from ..tools import instalments
from .debt_plan_wizard import HEAD

ZERO = Decimal(0)


class DebtPlanWizard(models.TransientModel):
    """What is owed, the schedule that pays it, and whether it adds up."""

    _inherit = "debt.plan.wizard"

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

    def _parts(self, lines):
        """Return the [Part] that instalments of these amounts and days are."""
        principal, _extra, cent, daily = self._terms()
        amounts = [_decimal(line.amount) for line in lines]
        days = lines.mapped("date_due")
        return instalments.explain(amounts, principal, days, cent, self.date, daily)

    def _explain(self, lines):
        lines = lines.sorted("date_due")
        for line, part in zip(lines, self._parts(lines), strict=True):
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
            found = wizard._parts(wizard.line_ids.filtered("date_due").sorted("date_due"))
            during = instalments.meanwhile(found, principal, cent, wizard.date, daily)
            owed = principal + extra + during
            wizard.amount_total = float(owed)
            paid = sum((part.amount for part in found), ZERO)
            wizard.difference = float(paid - owed) if found else 0.0


def _decimal(amount):
    return Decimal(str(round(amount or 0.0, 6)))
