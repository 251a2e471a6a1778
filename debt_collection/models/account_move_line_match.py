from odoo import api, models

from .debt_matching import CONTEXT

RESIDUALS = ("amount_residual", "amount_residual_currency")


class AccountMoveLine(models.Model):
    """Odoo's reconciliation of a pair, limited to an amount (see `debt.matching`)."""

    _inherit = "account.move.line"

    @api.model
    def _prepare_reconciliation_single_partial(
        self, debit_values, credit_values, shadowed_aml_values=None
    ):
        """Let Odoo see only as much of the two lines as is to be matched.

        The company-currency part of what it sees keeps the rate of the line, so that exchange
        differences come out as for any partial payment. A context set from outside can only make
        a reconciliation smaller.
        """
        key = (debit_values["aml"].id, credit_values["aml"].id)
        wanted = (self.env.context.get(CONTEXT) or {}).get(key)
        if not wanted:
            return super()._prepare_reconciliation_single_partial(
                debit_values, credit_values, shadowed_aml_values
            )
        hidden = [self._limit(values, *wanted) for values in (debit_values, credit_values)]
        result = super()._prepare_reconciliation_single_partial(
            debit_values, credit_values, shadowed_aml_values
        )
        for values, rest in zip((debit_values, credit_values), hidden, strict=True):
            for name in RESIDUALS:
                values[name] += rest[name]
        # one partial for the pair: what is left of the two isn't for each other
        result["debit_values"] = result["credit_values"] = None
        return result

    @api.model
    def _limit(self, values, amount, currency_id):
        """Lower the residuals of `values` (of one line) to `amount`; return what was hidden.

        Of a line in another currency nothing is hidden: the other side is the limit.
        """
        line = values["aml"]
        whole = {name: values[name] for name in RESIDUALS}
        left = abs(whole["amount_residual_currency"])
        if (
            line.currency_id.id != currency_id
            or line.currency_id.compare_amounts(amount, left) >= 0
        ):
            return dict.fromkeys(RESIDUALS, 0.0)
        sign = -1 if whole["amount_residual_currency"] < 0 else 1
        share = line.company_currency_id.round(whole["amount_residual"] * amount / left)
        values["amount_residual_currency"] = sign * amount
        values["amount_residual"] = share
        return {name: whole[name] - values[name] for name in RESIDUALS}
