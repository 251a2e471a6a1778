from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.http import request, route

from .account_answers import DebtAccountAnswers
from .visit import account_route, find_visit


class DebtAccountPay(DebtAccountAnswers):
    """Pay one, some or all documents of a currency with the company's payment providers."""

    @account_route("/pay")
    def debt_pay(self, visit, **_params):
        """Show the payment form for what was ticked."""
        try:
            lines = visit.debtor._payable_lines(self._debt_lines())
        except UserError as error:
            return self._debt_page(visit, error=str(error))
        amount, ids = visit.debtor._payable_amount(lines), "-".join(map(str, lines.ids))
        form = self._get_common_page_view_values(
            {
                "partner": visit.debtor.partner_id,
                "company": visit.company,
                "total_amount": amount,
                "currency": lines.currency_id,
                "landing_route": f"{visit.base}?paid=1",
                "transaction_route": f"{visit.base}/transaction/{ids}",
                "payment_reference": False,
            }
        )
        values = self._debt_values(visit) | form | {"amount": amount, "moves": lines.move_id}
        return request.render("debt_collection.account_pay", values)

    @route(
        [
            "/collections/<string:token>/transaction/<string:ids>",
            "/my/collections/<int:debtor_id>/transaction/<string:ids>",
        ],
        type="jsonrpc",
        auth="public",
    )
    def debt_transaction(self, ids, token=None, debtor_id=None, amount=None, **kwargs):
        """Create the transaction of a payment; what it pays and how much is read from the ledger.

        :raise ValidationError: not the visitor's, or not what is owed any more
        """
        visit = find_visit(token, debtor_id)
        if not visit or visit.debtor._account_is_busy():
            raise ValidationError(request.env._("This link doesn't work any more."))
        chosen = [int(each) for each in ids.split("-") if each.isdecimal()]
        lines = visit.debtor._payable_lines(chosen)
        currency, owed = lines.currency_id, visit.debtor._payable_amount(lines)
        if currency.compare_amounts(float(amount or 0), owed):
            raise ValidationError(
                request.env._("The amount has changed meanwhile. Please reload the page.")
            )
        kwargs.pop("payment_reference", None)
        self._validate_transaction_kwargs(kwargs)
        partner = visit.debtor.partner_id if visit.link else request.env.user.partner_id
        tx_sudo = self._create_transaction(
            amount=owed,
            currency_id=currency.id,
            partner_id=partner.id,
            custom_create_values={"invoice_ids": [Command.set(lines.move_id.ids)]},
            **kwargs,
        )
        visit.debtor._account_note(visit.link, visit.partner, "pay", tx_sudo.reference)
        return tx_sudo._get_processing_values()
