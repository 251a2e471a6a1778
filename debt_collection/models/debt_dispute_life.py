from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class DebtDispute(models.Model):
    """From a complaint to its end: answered, credited or confirmed. The end sends nothing."""

    _inherit = "debt.dispute"

    def _resolve(self, resolution, day, answer=None, accepted=None):
        """Note how this complaint was answered.

        confirmed: our claim stands, all of it goes on. credit_note, partial: what was accepted
        stays held until the credit note is posted, the rest goes on.
        :param day: date of the answer
        :param accepted: {debt.dispute.line: amount} of a partial one
        :raise UserError: it is closed already, or more is accepted than was disputed
        """
        self.ensure_one()
        self.check_access("read")
        if self.state == "closed":
            raise UserError(self.env._("%(dispute)s is closed.", dispute=self.display_name))
        # collectors don't write disputes: whose it is is checked above
        dispute_sudo = self.sudo()
        dispute_sudo._accept(resolution, accepted or {})
        dispute_sudo.write(
            {
                "state": "answered",
                "resolution": resolution,
                "answer": answer or dispute_sudo.answer,
                "answered_on": day,
            }
        )
        dispute_sudo._settle_lines(day)
        dispute_sudo._next_activity(day)

    def _accept(self, resolution, accepted):
        """Write what is accepted of each line and hold no more than that."""
        for line in self.line_ids:
            amount = line.amount
            if resolution == "confirmed":
                amount = 0.0
            elif resolution == "partial":
                amount = line.currency_id.round(accepted.get(line, 0.0))
            if not 0 <= amount <= line.amount:
                raise UserError(
                    self.env._("%(document)s: accept at most what is disputed.", document=line.name)
                )
            line.accepted = amount
            hold = line.hold_id.filtered(lambda hold: not hold.ended_on)
            if amount and float_compare(amount, line.amount, 2) < 0:
                hold.amount = amount
            elif not amount:
                hold._end(self.env._("Complaint not accepted."))

    # the end -------------------------------------------------------------------------------------

    @api.model
    def _settle(self, company, day, debtors):
        """End what the ledger has settled: the credit note is posted, or the document is paid.

        Repeating it changes nothing; called by the refresh of `debtors` of `company` on `day`.
        """
        disputes = self.search(
            [
                ("company_id", "=", company.id),
                ("debtor_id", "in", debtors.ids),
                ("state", "!=", "closed"),
            ]
        )
        disputes._settle_lines(day)

    def _settle_lines(self, day):
        credited = self.line_ids._credited()
        done = self.line_ids.filtered(
            lambda line: not line.done_on and line._is_done(credited[line])
        )
        done.done_on = day
        done.hold_id._end(self.env._("Complaint settled."))
        for dispute in self:
            if all(line.done_on for line in dispute.line_ids):
                is_credited = any(credited[line] for line in dispute.line_ids)
                dispute._close(day, "credit_note" if is_credited else "confirmed")

    def _close(self, day, resolution):
        """Close this one; `resolution`: where nobody answered, the ledger did."""
        self.write(
            {"state": "closed", "closed_on": day, "resolution": self.resolution or resolution}
        )
        # the task of whoever handled it
        self.activity_ids.with_context(debt_action_ends=True).unlink()
        self.debtor_id._touch()


class DebtDisputeLine(models.Model):
    _inherit = "debt.dispute.line"

    def _is_done(self, credited):
        """Tell whether nothing of this line has to wait any more."""
        if self.item_id.closed_on or self.currency_id.compare_amounts(self.amount_residual, 0) <= 0:
            return True
        wanted = self.amount if self.dispute_id.state == "open" else self.accepted
        return self.currency_id.compare_amounts(credited, wanted) >= 0

    def _credited(self):
        """Return {line: amount of credit notes for its document since the complaint}.

        Those that reverse the invoice count from their posting, others once they are matched.
        """
        refunds = self.env["account.move"].search(
            [
                ("reversed_entry_id", "in", self.item_id.move_line_id.move_id.ids),
                ("move_type", "=", "out_refund"),
                ("state", "=", "posted"),
            ]
        )
        return {line: line._credited_by(refunds) for line in self}

    def _credited_by(self, refunds):
        journal_item = self.item_id.move_line_id
        reversing = refunds.filtered(lambda move: move.reversed_entry_id == journal_item.move_id)
        amounts = [move.amount_total for move in reversing if self._is_since(move)]
        for partial in journal_item.matched_credit_ids:
            move = partial.credit_move_id.move_id
            if move.move_type == "out_refund" and move not in reversing and self._is_since(move):
                amounts.append(partial.debit_amount_currency)
        return sum(amounts)

    def _is_since(self, move):
        dispute = self.dispute_id
        if move.date == dispute.made_on:
            return move.create_date >= dispute.create_date
        return move.date > dispute.made_on
