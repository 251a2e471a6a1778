from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import aging


class DebtAgingSet(models.Model):
    """Limits in days by which debts are told apart by age; a company has as many as it likes."""

    _name = "debt.aging.set"
    _description = "Aging Buckets"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    limits = fields.Char(
        "Limits in days",
        required=True,
        default="30, 60, 90, 180",
        help="Up to six rising numbers of days after the due date.",
    )
    credits_apart = fields.Boolean(
        "Unallocated credits in a column of their own",
        default=True,
        help="Else a credit note or a payment on account lowers the bucket of its own date.",
    )
    preview = fields.Char("Columns", compute="_compute_preview")

    @api.constrains("limits")
    def _check_limits(self):
        for bucket_set in self:
            try:
                aging.parse_limits(bucket_set.limits)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "“%(limits)s” aren't limits of buckets. Write up to %(most)s rising "
                        "numbers of days, for example 30, 60, 90, 180.",
                        limits=bucket_set.limits,
                        most=aging.MOST_LIMITS,
                    )
                ) from None

    @api.depends("limits", "credits_apart")
    @api.depends_context("lang")
    def _compute_preview(self):
        for bucket_set in self:
            try:
                overdue = aging.names(aging.parse_limits(bucket_set.limits))
            except ValueError:
                bucket_set.preview = False
                continue
            before = [self.env._("Not due yet")]
            after = [self.env._("Unallocated credits")] if bucket_set.credits_apart else []
            bucket_set.preview = " | ".join([*before, *overdue, *after, self.env._("Total")])

    @api.model
    def _default(self, company):
        """Return the set a company uses where nobody chose one: its own choice, else the first."""
        domain = [("company_id", "in", [company.id, False])]
        # sudo: a collector's report must not fail over rights to a setting
        chosen = company.sudo().debt_aging_set_id
        return (chosen or self.sudo().search(domain, limit=1)).sudo(False)
