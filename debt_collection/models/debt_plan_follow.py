from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from ..tools import pairing
from .debt_item_sync import REOPEN_DAYS


class DebtPlan(models.Model):
    """Running agreements follow the ledger: what is paid, notes that belong to them, their end."""

    _inherit = "debt.plan"

    # what is paid

    def _paid_total(self):
        """Return what came in since the agreement: what its debts have less than acknowledged."""
        # sudo: whoever may read the agreement may know what is paid of it
        return sum((item._paid() for item in self.sudo().item_ids), Decimal(0))

    def _paid_parts(self):
        """Return {instalment: amount paid (float)}, the oldest first; the run reads the same."""
        lines = self.line_ids.sorted(lambda line: (line.date_due or fields.Date.today(), line.id))
        if self.state not in ("active", "kept", "broken"):
            return dict.fromkeys(lines, 0.0)
        amounts = [Decimal(str(line.currency_id.round(line.amount))) for line in lines]
        paid = pairing.fill(self._paid_total(), amounts)
        return {line: float(part) for line, part in zip(lines, paid, strict=True)}

    # following

    @api.model
    def _follow(self, debtors, day):
        """Bring agreements of `debtors` in step with the ledger; twice changes nothing."""
        domain = [("debtor_id", "in", debtors.ids)]
        # sudo: a payment may be booked by somebody who doesn't see agreements
        plans = self.sudo().search([*domain, ("state", "in", ("active", "kept"))])
        for plan in plans:
            if plan.state == "kept":
                plan._take_up(day)
            if plan.state == "active":
                plan._join_notes()
                plan._follow_items(day)
                plan._store_paid()
                if plan._is_paid(day):
                    plan._keep(day)

    def _follow_items(self, day):
        """Close the items of paid instalments, reopen those whose payment was undone."""
        items = self.line_ids._item()
        paid = items.filtered(lambda item: item.plan_line_id.state == "paid")
        paid.filtered(lambda item: not item.closed_on)._close(day)
        (items - paid).filtered("closed_on")._reopen(day)

    def _store_paid(self):
        """What lists show; written when it differs."""
        open_lines = self.line_ids.filtered(lambda line: line.state != "paid")
        values = {
            "amount_paid": sum(self.line_ids.mapped("amount_paid")),
            "next_due": min(open_lines.mapped("date_due"), default=False),
        }
        changed = self.currency_id.compare_amounts(values["amount_paid"], self.amount_paid)
        if changed or values["next_due"] != self.next_due:
            self.write({**values, "as_of": fields.Datetime.now()})

    def _is_paid(self, day):
        """Whether nothing is left: of its debts in the ledger, and of interest agreed beside them
        nothing that the customer's credits don't cover.
        """
        if any(item._open() for item in self.item_ids):
            return False
        open_lines = self.line_ids.filtered(lambda line: line.state != "paid")
        if not open_lines:
            return True
        nets = self.env["debt.run"]._open_net(self.company_id, day, self.partner_id)
        found = [nets.get(-line.id) for line in open_lines]
        return all(net and net.net <= 0 for net in found)

    # notes of interest and compensation that charge its debts

    def _join_notes(self):
        """Take in notes posted since the agreement that charge its debts: the agreement pays them,
        they aren't chased beside it.
        """
        shares = self._note_shares()
        known = self.item_ids.move_line_id
        for line, share in shares.items():
            if line in known:
                continue
            item = self.env["debt.item"]._get_or_create(line)
            debt = self.env["debt.plan.item"].create(
                {
                    "plan_id": self.id,
                    "item_id": item.id,
                    "move_line_id": line.id,
                    "name": line.move_id.name,
                    "date_invoice": line.move_id.date,
                    "date_due": line.date_maturity or line.date,
                    "amount": share,
                    "is_note": True,
                }
            )
            self._hold_debts(debt)

    def _note_shares(self):
        """Return {journal item of a note: the part of it that charges debts of this agreement}."""
        debts = self.item_ids.filtered(lambda item: not item.is_note).move_line_id
        since = fields.Datetime.to_datetime(self.accepted_on)
        rows = defaultdict(float)
        for model in ("debt.interest.note.line", "debt.compensation.line"):
            domain = [("move_line_id", "in", debts.ids), ("state", "=", "charged")]
            domain += [("note_id.posted_on", ">=", since), ("note_id.cancelled_on", "=", False)]
            for row in self.env[model].search(domain):
                rows[row.note_id] += row.amount
        shares = {}
        for note, amount in rows.items():
            line = note._receivable_line()
            if len(line) == 1 and line.currency_id == self.currency_id and line.balance > 0:
                shares[line] = self.currency_id.round(min(amount, line.amount_currency))
        return shares

    # the good end

    def _keep(self, day):
        """All is paid: what was waived on condition stays waived."""
        self.write({"state": "kept", "kept_on": day})
        self.hold_ids._end(self.env._("Agreement kept."))
        self._close_items(day, "paid")
        self.message_post(body=self.env._("All is paid: the agreement was kept."))

    def _close_items(self, day, reason):
        items = self.line_ids._item().filtered(lambda item: not item.closed_on)
        items._close(day)
        items.reason = reason

    def _take_up(self, day):
        """The payment of a kept agreement was undone: it runs again, at most 30 days later."""
        recent = self.kept_on >= day - timedelta(days=REOPEN_DAYS)
        if recent and not self._is_paid(day):
            self.write({"state": "active", "kept_on": False})
            self._hold_debts(self.item_ids)
            self.message_post(body=self.env._("A payment was undone: the agreement runs again."))


class DebtPlanLine(models.Model):
    _inherit = "debt.plan.line"

    def _item(self):
        """Return the items of the run that stand for these instalments."""
        # sudo: items belong to the run
        return self.env["debt.item"].sudo().search([("plan_line_id", "in", self.ids)])


class DebtPlanItem(models.Model):
    _inherit = "debt.plan.item"

    def _open(self):
        """Return what the ledger has left of this debt (Decimal), as far as it was acknowledged."""
        line = self.move_line_id
        residual = line.amount_residual_currency if line.parent_state == "posted" else 0.0
        residual = min(max(residual, 0.0), self.amount)
        return Decimal(str(self.currency_id.round(residual)))

    def _paid(self):
        return Decimal(str(self.currency_id.round(self.amount))) - self._open()
