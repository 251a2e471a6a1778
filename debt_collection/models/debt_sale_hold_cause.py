from odoo import api, fields, models
from odoo.fields import Domain

CAUSES = [
    ("condition", "Sale condition of the customer"),
    ("insurance", "Credit insurance"),
]


class DebtSaleHold(models.Model):
    """Limits that follow from the customer himself, while they hold."""

    _inherit = "debt.sale.hold"

    cause = fields.Selection(CAUSES, readonly=True, help="Empty: a step, a hold or a person.")

    def _without_cause(self, day):
        standing = self.filtered("cause")
        gone = standing.filtered(
            lambda row: row.debtor_id._sale_causes(day).get(row.cause) != row.level
        )
        return super()._without_cause(day) | gone

    @api.model
    def _follow_causes(self, company, day, debtors=None):
        """Set and end the rows of customers' sale conditions and insurers' days, of one company.

        :param debtors: only of these
        """
        rows_sudo = self.sudo()  # set by the run and by rules, for people who set none by hand
        scope = Domain("company_id", "=", company.id)
        if debtors is not None:
            scope &= Domain("debtor_id", "in", debtors.ids)
        rows = rows_sudo.search(
            scope & Domain("cause", "!=", False) & Domain("ended_on", "=", False)
        )
        gone = rows._without_cause(day)
        gone._end(self.env._("The cause is settled."))
        there = {(row.debtor_id, row.cause) for row in rows - gone}
        limited = self._limited(company, day, debtors)
        rows_sudo.create(
            [
                {
                    **self._prepare_set_vals(debtor, None, None),
                    "level": level,
                    "cause": cause,
                    "reason": debtor._cause_reason(cause),
                }
                for debtor in limited
                for cause, level in debtor._sale_causes(day).items()
                if (debtor, cause) not in there
            ]
        )
        self.env["debt.debtor"].invalidate_model(["sale_level"], flush=False)

    def _limited(self, company, day, debtors):
        """Return the debtors whom something but a step or a hold limits."""
        limits = Domain("sale_condition", "!=", "normal") | (
            Domain("insurance_policy", "!=", False) & Domain("insurance_stop_on", "<=", day)
        )
        if debtors is not None:
            limits &= Domain("id", "in", debtors.ids)
        # sudo: as in _follow_causes
        return self.env["debt.debtor"].sudo().search(limits & Domain("company_id", "=", company.id))


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _cause_reason(self, cause):
        """Return why sales are limited, for salespeople: no word about how the customer pays."""
        if cause == "insurance":
            return self.env._(
                "Deliveries aren't insured since %(date)s", date=self.insurance_stop_on
            )
        return self.env._("Sale condition of the customer")
