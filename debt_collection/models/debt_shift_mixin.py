from odoo import fields, models

DECIDING = frozenset({"debt_shift_days", "debt_is_factored"})


class DebtShiftMixin(models.AbstractModel):
    """Something that says how an invoice is paid: on delivery, by card, through a marketplace. The
    operator passes the money on later, so collection waits with it (PRACTICE 1.8).
    """

    _name = "debt.shift.mixin"
    _description = "Money Comes Later"

    debt_shift_days = fields.Integer(
        "Collection waits (days)",
        help=(
            "Cash on delivery, courier, card, marketplace: the operator passes the money on later. "
            "Steps after the due date come so many days later; the due date stays."
        ),
    )

    _debt_shift_positive = models.Constraint(
        "CHECK (debt_shift_days >= 0)", "Collection can't wait a negative number of days."
    )

    def write(self, vals):
        result = super().write(vals)
        if DECIDING.intersection(vals):
            self._debt_touch()
        return result

    def _debt_touch(self):
        """Make the next run look at the debtors of the companies concerned."""
        # sudo: who sets up accounting needn't see every company that a shared term is used in
        companies = self.company_id
        if any(not record.company_id for record in self):
            companies = companies.sudo().search([])
        companies.sudo()._debt_touch()
