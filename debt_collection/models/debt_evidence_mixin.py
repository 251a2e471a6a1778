from odoo import api, models
from odoo.exceptions import UserError


class DebtEvidenceMixin(models.AbstractModel):
    """Evidence doesn't change once it is final (DESIGN 2.6): the one place where `write` is overridden for a rule."""

    _name = "debt.evidence.mixin"
    _description = "Immutable evidence"

    # what may still be written on a final record (delivery, cost, outcome)
    _evidence_whitelist = frozenset()

    def _is_final(self):
        """Tell whether this one record is final evidence. Each model says when."""
        raise NotImplementedError

    def write(self, vals):
        forbidden = set(vals) - self._evidence_whitelist
        if forbidden and any(record._is_final() for record in self):
            labels = ", ".join(sorted(self._fields[name].string for name in forbidden))
            raise UserError(
                self.env._(
                    "%(document)s is evidence of what was sent or done and can't be changed any more (%(fields)s).",
                    document=self._description,
                    fields=labels,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        if any(record._is_final() for record in self):
            raise UserError(self.env._("Evidence of what was sent or done can't be deleted."))
