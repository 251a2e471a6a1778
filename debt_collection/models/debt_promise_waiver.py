from odoo import api, fields, models
from odoo.exceptions import UserError

from .debt_action_approve import ROLE_GROUPS
from .debt_plan_waiver import ALWAYS


class DebtPromise(models.Model):
    """Interest dropped if the promise is kept (PEERS D7): as with agreements, nothing is written
    off; a broken promise lets exactly what the ledger says be owed again.
    """

    _inherit = "debt.promise"

    waives_interest = fields.Boolean("Interest waived if kept", readonly=True)
    waived_interest = fields.Monetary(
        "Interest waived on condition",
        readonly=True,
        help="Interest until the day promised, not on notes yet.",
    )

    @api.model
    def _prepare_vals(self, case, items, currency, values, day):
        vals = super()._prepare_vals(case, items, currency, values, day)
        if values.get("waives_interest"):
            self._check_waiver(items, currency, vals["amount"], day)
            waived = self._interest_until(items, vals["date_until"])
            waived += sum(self._waivers_on(items).mapped("waived_interest"))
            self._check_may_waive(case.company_id, currency, waived, day)
            vals |= {"waives_interest": True, "waived_interest": waived}
        return vals

    def _what_missed(self):
        """Return what was promised and, where interest was waived for it, that it is owed again."""
        what = self._what()
        if not self.waived_interest:
            return what
        return self.env._(
            "%(promise)s; interest of %(amount)s waived for it is owed again",
            promise=what,
            amount=self.currency_id.format(self.waived_interest),
        )

    @api.model
    def _interest_until(self, items, day):
        """Return the interest on open `items` (one currency) to `day` that no note charges yet."""
        # sudo: the amount of a claim is the same for whoever asks
        interest = self.env["debt.interest"].sudo()
        claims = interest._claims(items.company_id, day, lines=items.move_line_id)
        return items.currency_id.round(float(sum(claim.interest for claim in claims.values())))

    @api.model
    def _waivers_on(self, items):
        """Return the open promises about `items` that waive interest: this one replaces them."""
        domain = [("state", "=", "open"), ("waives_interest", "=", True)]
        return self.sudo().search([*domain, ("line_ids.item_id", "in", items.ids)])

    @api.model
    def _check_waiver(self, items, currency, amount, day):
        """Raise UserError unless all of `items` is promised: part of a debt goes on bearing."""
        if currency.compare_amounts(amount, self._payable(items, day)) < 0:
            raise UserError(
                self.env._("Interest is waived only where the documents are promised in full.")
            )

    @api.model
    def _check_may_waive(self, company, currency, amount, day):
        """Raise UserError where so much interest isn't the user's to waive (PRACTICE 3)."""
        plans = self.env["debt.plan"]
        role = plans._role_for(company, currency, day, (0.0, 0, amount, 0.0))
        if self.env.user.has_group(ROLE_GROUPS[role]):
            return
        labels = dict(plans._fields["approval_role"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "Interest of %(amount)s may be waived by: %(role)s. Note the promise without it "
                "or ask there.",
                amount=currency.format(amount),
                role=labels[role],
            )
        )


class DebtInterestNote(models.Model):
    _inherit = "debt.interest.note"

    @api.model
    def _charged(self, line_ids):
        """Days waived by a promise count as charged with nothing while it may still be kept."""
        charged = super()._charged(line_ids)
        # sudo: a claim is the same for whoever looks
        lines = self.env["debt.promise.line"].sudo()
        domain = [
            ("item_id.move_line_id", "in", list(line_ids)),
            ("promise_id.waives_interest", "=", True),
            ("promise_id.state", "in", ("open", "kept")),
        ]
        for line in lines.search(domain):
            days = (ALWAYS, line.promise_id.date_until, 0.0)
            charged.setdefault(line.item_id.move_line_id.id, []).append(days)
        return charged
