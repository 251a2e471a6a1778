from odoo import api, models
from odoo.exceptions import AccessError, UserError


class DebtEvidenceMixin(models.AbstractModel):
    """Evidence doesn't change once it is final (DESIGN 2.6): the one place where `write` is
    overridden for a rule.
    """

    _name = "debt.evidence.mixin"
    _description = "Immutable evidence"

    # what may still be written on a final record (delivery, cost, outcome)
    _evidence_whitelist = frozenset()
    # what a person may write directly; the rest changes by methods only. None: everything
    _evidence_user_fields = None

    def _is_final(self):
        """Tell whether this one record is final evidence. Each model says when."""
        raise NotImplementedError

    def write(self, vals):
        self._check_user_fields(vals)
        forbidden = set(vals) - self._evidence_whitelist
        if forbidden and any(record._is_final() for record in self):
            raise UserError(
                self.env._(
                    "%(document)s is evidence: %(fields)s can't be changed any more.",
                    document=self._description,
                    fields=self._field_labels(forbidden),
                )
            )
        return super().write(vals)

    def _check_user_fields(self, vals):
        if self.env.su or self._evidence_user_fields is None:
            return
        forbidden = set(vals) - self._evidence_user_fields
        if forbidden:
            raise AccessError(
                self.env._(
                    "%(fields)s of %(document)s can't be written directly: use its buttons.",
                    document=self._description,
                    fields=self._field_labels(forbidden),
                )
            )

    def _note_down(self, vals):
        """Write what a method found out or decided, for a person who may write these records but
        not these fields.
        """
        self.check_access("write")
        self.sudo().write(vals)

    def _field_labels(self, names):
        return ", ".join(sorted(self._fields[name].string or name for name in names))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        if any(record._is_final() for record in self):
            raise UserError(self.env._("Evidence of what was sent or done can't be deleted."))
