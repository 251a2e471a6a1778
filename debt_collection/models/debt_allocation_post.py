from decimal import Decimal

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class DebtAllocation(models.Model):
    """An allocation decided on: matched in the ledger pair by pair."""

    _inherit = "debt.allocation"

    def action_post(self):
        self._post(self.env.company._debt_today())

    def _post(self, day):
        """Match these payments with their lines, pair by pair.

        :param day: the company's date: that of the document
        """
        for allocation in self:
            allocation._check_is_draft()
            allocation.sudo().date = day  # as in _propose
            allocation._check()
            allocation._book_transaction()
            allocation._mark("posted", state="posted", name=allocation._number())
            amounts = {}
            for line in allocation._paid_lines():
                item = line.move_line_id
                amounts[item] = amounts.get(item, 0) + line.amount
            allocation._post_matches(
                [(item, allocation.credit_line_id, sum_) for item, sum_ in amounts.items()]
            )
            allocation._tell_posted()

    def _paid_lines(self):
        """Lines that get something; the others tell what else was open."""
        return self.line_ids.filtered(lambda line: line.amount > 0)

    def _tell_posted(self):
        money = self.env["debt.matching"]._money
        self._tell_case(
            self.env._(
                "%(document)s: %(amount)s received on %(date)s was allocated, %(left)s stays on "
                "account.",
                document=self._get_html_link(),
                amount=money(self.amount, self.currency_id),
                date=format_date(self.env, self.date_paid),
                left=money(self.amount_left, self.currency_id),
            )
        )

    def _book_transaction(self):
        """Put a bank transaction that waits in suspense on the customer's receivable account."""
        if self.credit_line_id:
            return
        # who allocates needn't be a bookkeeper with rights to bank transactions
        transaction = self.statement_line_id.sudo()
        customer = self.partner_id.commercial_partner_id.with_company(self.company_id)
        accounts = (
            self._paid_lines().move_line_id.account_id or customer.property_account_receivable_id
        )
        transaction.partner_id = customer
        _liquidity, suspense, _other = transaction.with_context(
            skip_account_move_synchronization=True
        )._seek_for_lines()
        suspense.write({"account_id": accounts[0].id, "partner_id": customer.id})
        self.sudo().credit_line_id = suspense.id  # as in _propose

    def _check_is_draft(self):
        if self.state != "draft":
            raise UserError(self.env._("%(document)s isn't a draft.", document=self.display_name))

    def _check(self):
        if self.is_changed and not self.reason:
            raise UserError(self.env._("The proposal was changed: enter the reason of the change."))
        if not self._paid_lines():
            raise UserError(self.env._("Enter the amount of at least one document."))
        line, transaction = self.credit_line_id, self.statement_line_id
        left = -line.amount_residual_currency if line else abs(transaction.amount_residual)
        money = self.env["debt.matching"]._money
        if self.currency_id.compare_amounts(self.amount_allocated, left) > 0:
            raise UserError(
                self.env._(
                    "%(lines)s is allocated, only %(amount)s of it is left: propose again.",
                    lines=money(self.amount_allocated, self.currency_id),
                    amount=money(max(left, 0), self.currency_id),
                )
            )

    # warnings ------------------------------------------------------------------------------------

    @api.depends("mode", "state", "partner_id", "line_ids")
    def _compute_alerts(self):
        for allocation in self:
            draft = allocation.state == "draft"
            allocation.alerts = (draft and allocation._alert_interest()) or False

    def _alert_interest(self):
        """Interest is paid only where a note exists: say how much no note charges yet."""
        if self.mode in (False, "principal_first"):
            return {}
        lines = self.line_ids.filtered(lambda line: line.part == "principal").move_line_id
        claims = self.env["debt.interest"]._claims(
            self.company_id, self.company_id._debt_today(), lines=lines
        )
        interest = sum((Decimal(claim.interest or 0) for claim in claims.values()), Decimal(0))
        if interest <= 0:
            return {}
        return {
            "interest": {
                "level": "warning",
                "message": self.env._(
                    "%(amount)s of interest isn't charged by a note, so it can't be paid first. "
                    "Post an interest note, then propose again.",
                    amount=self.env["debt.matching"]._money(float(interest), self.currency_id),
                ),
                "action_text": self.env._("Charge interest"),
                "action": self._charge_action(),
            }
        }

    def _charge_action(self):
        """The wizard of interest notes, filled for this customer up to the day he paid."""
        xml_id = "debt_collection.debt_interest_propose_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["context"] = {
            "default_company_id": self.company_id.id,
            "default_partner_ids": [Command.set(self.partner_id.commercial_partner_id.ids)],
            "default_day": self.date_paid,
            "default_with_small": True,
        }
        return action
