from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .debt_plan import IN_FORCE


class DebtPlan(models.Model):
    """From the offer to the signature; cancelling."""

    _inherit = "debt.plan"

    def _series(self):
        return "debt.plan", "PR", self.env._("Instalment agreements")

    def _offer(self, day):
        """Give approved drafts their numbers; for some days the debts wait for an answer."""
        for plan in self:
            plan._check_is("draft")
            plan._check_schedule()
            plan._check_approved()
            until = plan.date_offer_until or day + timedelta(plan.company_id.debt_plan_offer_days)
            number = plan.name if plan.name != "/" else plan._number()
            plan._mark("offered", state="offered", name=number, date_offer_until=until)
            plan._drop_pdf()
            plan._hold_debts(plan.item_ids, since=day, until=max(until, day))

    def _check_schedule(self):
        """Refuse what doesn't add up, before it is put to the customer."""
        total = self.currency_id.round(sum(self.line_ids.mapped("amount")))
        if not self.line_ids:
            raise UserError(self.env._("An agreement needs at least one instalment."))
        if self.currency_id.compare_amounts(total, self.amount):
            raise UserError(
                self.env._(
                    "The instalments add up to %(total)s, to be paid are %(amount)s.",
                    total=self._money(total),
                    amount=self._money(self.amount),
                )
            )
        self._check_free()
        self._check_insurer()

    def _check_free(self):
        """A debt is in one agreement at a time."""
        taken = (
            self.env["debt.plan.item"]
            .sudo()
            .search(
                [
                    ("move_line_id", "in", self.item_ids.move_line_id.ids),
                    ("plan_id", "!=", self.id),
                    ("plan_id.state", "in", IN_FORCE),
                ],
                limit=1,
            )
        )
        if taken:
            raise UserError(
                self.env._(
                    "%(document)s is in agreement %(plan)s already. Cancel that one first.",
                    document=taken.name,
                    plan=taken.plan_id.name,
                )
            )

    def _check_insurer(self):
        """An insured debt isn't put off beyond the policy without the insurer (PRACTICE 1.9)."""
        last = self.debtor_id._insurance_day()
        if last and not self.insurer_agreed and max(self.line_ids.mapped("date_due")) > last:
            raise UserError(
                self.env._(
                    "The debts are insured: payment can be put off until %(date)s at the latest. "
                    'Ask the insurer, then tick "The credit insurer has agreed".',
                    date=format_date(self.env, last),
                )
            )

    def _accept(self, partner, how, day=None, files=None):
        """The customer accepts what was offered: the agreement runs from `day` on.

        :param partner: who accepted (`res.partner`), may be empty
        :param how: upload, portal, email, other
        :param day: the company's date of the signature; None: today
        :param files: `ir.attachment` with the signed copy
        """
        self.ensure_one()
        self._check_is("offered")
        if how == "upload" and not (files or self.signed_ids):
            raise UserError(self.env._("Attach the signed copy."))
        today = self.company_id._debt_today()
        if day and day > today:
            raise UserError(self.env._("The day of the signature can't be in the future."))
        # an agreement's life is written by methods only; the customer accepts on the portal too
        plan = self.sudo()
        plan.write(
            {
                "state": "active",
                "accepted_on": day or today,
                "accepted_by_id": partner and partner.id,
                "accepted_how": how,
                "signed_ids": [fields.Command.link(file.id) for file in files or ()],
            }
        )
        plan._start(today)

    def _start(self, today):
        """Hold the debts, watch the instalments."""
        self.hold_ids._end(self.env._("Accepted."))
        if not self.case_id or self.case_id.state == "closed":
            self.case_id = self._open_case(today)
        self._hold_debts(self.item_ids, since=today)
        self._watch()
        self._store_paid()
        self._acknowledge()
        self.message_post(body=self.env._("Accepted: %(how)s.", how=self._label("accepted_how")))
        self.debtor_id._touch()

    def _open_case(self, day):
        """Return the customer's open case; an agreement about debts nobody watched opens one."""
        collector = self.debtor_id.collector_id or self.user_id
        case = self.debtor_id._get_or_open_case(day, collector_id=collector.id)
        items = self.item_ids.item_id
        items.filtered(lambda item: not item.case_id).case_id = case
        return case

    def _acknowledge(self):
        """Signing acknowledges the debts: their limitation runs anew (art. 123 KC)."""
        why = self.env._("Acknowledged by agreement %(plan)s", plan=self.name)
        self.item_ids.item_id._restart_limitation(self.accepted_on, why)

    def _hold_debts(self, debts, since=None, until=False):
        """Hold `debts` (`debt.plan.item`); of a note the part that charges them."""
        shares = {debt.item_id: debt.amount for debt in debts if debt.is_note}
        self._hold_items(debts.item_id, since, until, shares)

    def _hold_items(self, items, since=None, until=False, shares=None):
        """Hold `debt.item` for this agreement. `shares`: {item: the part of it}, else all."""
        since = since or self.company_id._debt_today()
        # sudo: the agreement holds them, whoever signs or books
        self.env["debt.hold"].sudo().create(
            [
                {
                    "company_id": self.company_id.id,
                    "debtor_id": item.debtor_id.id,
                    "case_id": item.case_id.id,
                    "item_id": item.id,
                    "kind": "plan",
                    "plan_id": self.id,
                    "amount": self._held_share(item, (shares or {}).get(item, 0)),
                    "date_from": since,
                    "date_until": until,
                    "reason": self.name,
                }
                for item in items
            ]
        )
        # what was planned for these debts and others alike goes on with the others
        today = self.company_id._debt_today()
        self.env["debt.action"].sudo()._react(self.company_id, self.partner_id, today)

    def _held_share(self, item, share):
        """Return the part of a debt that is held; 0: all of it."""
        is_part = self.currency_id.compare_amounts(share, item.amount_residual) < 0
        return share if is_part else 0

    def _watch(self):
        """Make items of the run of the instalments."""
        lines = self.line_ids.sorted(lambda one: (one.date_due, one.id))
        days = lines.mapped("date_due")
        dues = self.env["debt.calendar"]._effective_due(self.company_id, days)
        known = lines._item().plan_line_id
        self.env["debt.item"].create(
            [
                {
                    "company_id": self.company_id.id,
                    "debtor_id": self.debtor_id.id,
                    "case_id": (self.debtor_id._open_case() or self.case_id).id,
                    "plan_line_id": line.id,
                    "name": line._name_text(number, len(lines)),
                    "currency_id": self.currency_id.id,
                    "date_due": dues[line.date_due],
                }
                for number, line in enumerate(lines, 1)
                if line not in known
            ]
        )

    def action_draft(self):
        """Take approval and offer back, to change the schedule; the number stays."""
        for plan in self:
            plan._check_is("draft", "offered")
            # the state is written by methods only
            plan.sudo().hold_ids._end(self.env._("The offer was taken back."))
            plan.sudo().write({"state": "draft", "approved_on": False, "approved_by_id": False})
            plan._drop_pdf()

    def _cancel(self, reason, day):
        """End an agreement that isn't kept or broken: the debts go on where they stood."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is cancelled."))
        for plan in self:
            plan._check_is("draft", "offered", "active")
            plan._mark("cancelled", state="cancelled", cancel_reason=reason)
            plan = plan.sudo()  # see _accept
            plan.hold_ids._end(reason)
            plan._close_items(day, "plan_cancelled")
            plan.debtor_id._touch()

    # buttons

    def action_offer(self):
        for company, plans in self.grouped("company_id").items():
            plans._offer(company._debt_today())

    def action_cancel(self):
        view = "debt_collection.debt_plan_cancel_view_form"
        return self._ask_to_cancel(self.env._("Cancel the agreement"), view)

    def action_open_pdf(self):
        """Show the agreement; a draft's PDF is made anew."""
        self.ensure_one()
        if self.state == "draft":
            self._drop_pdf()
        return self._open_pdf()
