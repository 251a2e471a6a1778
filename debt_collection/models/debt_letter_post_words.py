from odoo import models
from odoo.tools import format_date, format_datetime

from .debt_action_address import MENDABLE

MENDABLE.update({"no_edelivery", "wrong_address"})


class DebtLetter(models.Model):
    """How far a letter has got by fax and e-Delivery, and why the post brought it back."""

    _inherit = "debt.letter"

    def _delivery_words(self):
        return [*self._fax_words(), *self._edelivery_words(), *super()._delivery_words()]

    def _fax_words(self):
        if not self.fax_on:
            return []
        # sudo: whose mail it is doesn't matter, the letter may be read
        is_failed = self.sudo().fax_mail_id.state in ("exception", "cancel")
        text = (
            self.env._("fax to %(number)s wasn't sent")
            if is_failed
            else self.env._("fax to %(number)s")
        )
        return [text % {"number": self.fax_number}]

    def _edelivery_words(self):
        delivery = self.edelivery_ids.filtered(lambda one: one.state != "cancelled")[:1]
        if not delivery:
            return []
        _ = self.env._
        if delivery.state == "waiting":
            return [_("to be handed over by e-Delivery")]
        moment = delivery.sent_on and format_datetime(self.env, delivery.sent_on, dt_format="short")
        words = [_("e-Delivery on %(moment)s", moment=moment)]
        if delivery.proof_number:
            words.append(_("proof %(number)s", number=delivery.proof_number))
        return words

    def _paper_words(self):
        """What was handed over by e-Delivery alone isn't "posted"."""
        is_electronic = self.edelivery_ids and not self._is_on_paper()
        return [] if is_electronic else super()._paper_words()

    def _arrival_words(self):
        words = super()._arrival_words()
        if self.returned_on and self.return_reason:
            words.append(self._reason_label().lower())
        elif self.deemed_on and not self.delivered_on:
            day = format_date(self.env, self.deemed_on)
            words.append(self.env._("counts as delivered on %(day)s", day=day))
        return words


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _way_fault_text(self, fault):
        _, partner = self.env._, self.partner_id
        if fault == "no_edelivery":
            return _(
                "%(name)s has no address of e-Delivery: look it up in the register and enter it.",
                name=partner.display_name,
            )
        if fault == "wrong_address":
            return _(
                "The post brought a letter to %(name)s back from %(address)s: find the right"
                " address.",
                name=partner.display_name,
                address=partner.debt_wrong_address,
            )
        return super()._way_fault_text(fault)
