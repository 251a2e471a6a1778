from odoo import models
from odoo.tools import format_date


class DebtItem(models.Model):
    """Where an item stands, in words for the invoice."""

    _inherit = "debt.item"

    def _step_text(self):
        """Return the last step done and its day, or an empty string."""
        if not self.step_id:
            return ""
        return f"{self.step_id.name}, {format_date(self.env, self.step_date)}"

    def _next_step_text(self):
        if self.pending_step_id:
            return self.pending_step_id.name
        if not self.next_step_id or not self.next_date:
            return ""
        return f"{self.next_step_id.name}, {format_date(self.env, self.next_date)}"

    def _invoice_alert(self):
        """Return the banner of the invoice, with a link to the case for those who see it."""
        alert = {"level": "info", "message": self._invoice_sentence()}
        case = self.case_id.sudo(False)
        if case and case.has_access("read"):
            alert["action"] = case._debt_form_action()
            alert["action_text"] = self.env._("Open case")
        return alert

    def _invoice_sentence(self):
        sentences = [self.env._("Collection: no step done yet.")]
        if self.step_id:
            steps = self.step_id.strategy_id.step_ids
            sentences = [
                self.env._(
                    "Collection: step %(number)s of %(count)s, %(step)s.",
                    number=steps.ids.index(self.step_id.id) + 1,
                    count=len(steps),
                    step=self._step_text(),
                )
            ]
        if step := self._next_step_text():
            sentences.append(self.env._("Next: %(step)s unless payment arrives.", step=step))
        return " ".join(sentences)
