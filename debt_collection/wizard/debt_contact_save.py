import base64

from odoo import models
from odoo.exceptions import UserError

from ..models.debt_action_contact import MISSED

# what comes of these results holds or agrees documents of a case
NEEDS_CASE = ("promise", "paid", "plan")


class DebtContact(models.TransientModel):
    """What the dialog asks for before it saves, and what it hands to the models."""

    _inherit = "debt.contact"

    def _save(self):
        """Log the contact. Return (action that goes on, or False; sentence for the toast)."""
        self._check()
        if self.case_id:
            self.case_id.check_access("write")
        debtor = self.env["debt.debtor"]._get_or_create(self.company_id, self.partner_id)
        if self.is_late and not self.case_id and self.result in NEEDS_CASE:
            # nobody watches what is overdue yet: this contact takes it up
            self.case_id = debtor._open_case_of_overdue(self._today())
        message = f"{self._title()} {self.hint or ''}".strip()
        contact = self.env["debt.action"]._log_contact(
            debtor, self.case_id, self._contact_values(), self._details()
        )
        return contact._go_on(), message

    def _title(self):
        labels = dict(self._fields["result"]._description_selection(self.env))
        return f"{labels[self.result]}."

    def _contact_values(self):
        return {
            "contact_channel": self.channel,
            "contact_result": self.result,
            "contact_partner_id": self.contact_partner_id.id,
            "contact_number": self.channel == "call" and self.number,
            "is_incoming": self.channel == "call" and self.is_incoming,
            "identity_checked": self.identity_checked,
            "cause": self.cause,
            "outcome": self.note,
            "limit_reason": self.limit_reason,
        }

    def _details(self):
        """Return what the result needs, see `_contact_<result>` of debt.action."""
        build = getattr(self, f"_details_{self.result}", None)
        return build() if build else {"follow_on": self.follow_on}

    def _details_promise(self):
        return {
            "date": self.promise_date,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "item_ids": self.item_ids.ids,
        }

    def _details_dispute(self):
        amount = self.amount if self.is_one_item else 0.0
        return {
            "reason": self.dispute_reason,
            "deadline": self.dispute_deadline,
            "lines": [(item.id, amount) for item in self.item_ids],
        }

    def _details_paid(self):
        proof = self.proof and {
            "name": self.proof_name or self.env._("Proof of payment"),
            "raw": base64.b64decode(self.proof),
        }
        return {"paid_on": self.paid_on, "item_ids": self.item_ids.ids, "attachment": proof}

    def _details_other(self):
        return {"follow_on": self.follow_on, "no_more_calls": self.no_more_calls}

    # what has to be there

    def _check(self):
        """Raise a UserError that says what is still missing."""
        _ = self.env._
        if not self.result:
            raise UserError(_("Choose what came of the contact."))
        spoken = self.result not in MISSED
        if spoken and self.is_consumer and self.channel == "call" and not self.identity_checked:
            raise UserError(
                _("Confirm first that you spoke to the customer himself: tick “Identity confirmed”")
            )
        if spoken and not self.cause and self.case_id.strategy_id.cause_required:
            raise UserError(_("Ask why the payment is late: choose the cause of the delay."))
        if self.warning and not (self.limit_reason or "").strip():
            raise UserError(_("Give the reason: %(warning)s.", warning=self.warning))
        self._check_details()

    def _check_details(self):
        _ = self.env._
        if self.result == "promise" and not self.promise_date:
            raise UserError(_("Choose the day by which the customer pays."))
        if self.result == "dispute" and not (self.item_ids and self.dispute_reason):
            raise UserError(_("Choose the reason of the dispute and the documents in dispute."))
        if self.result in ("promise", "dispute") and len(self.item_ids.currency_id) > 1:
            raise UserError(_("Choose documents of one currency; log the others separately."))
        if self.result == "call_back" and not self.follow_on:
            raise UserError(_("Choose the day on which to call back."))
        if self.result == "other" and not (self.note or "").strip():
            raise UserError(_("Write down in a few words what the contact was about."))


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _go_on(self):
        """Return the dialog in which this contact goes on (an agreement), or False."""
        if self.contact_result == "plan":
            return self.case_id.action_new_plan()
        return False
