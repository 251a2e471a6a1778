from odoo import models


class DebtPlan(models.Model):
    """The agreement on paper (LAW 5): acknowledgement, schedule, what happens when it is broken."""

    _inherit = "debt.plan"

    def _heading(self):
        return self.env._("INSTALMENT AGREEMENT")

    def _paper_title(self):
        number = self.name if self.name != "/" else self.env._("draft")
        return self.env._("%(title)s no. %(number)s", title=self._heading(), number=number)

    def _fragment_template(self):
        return "debt_collection.plan_body"

    def _page_template(self):
        return "debt_collection.plan_fragment"

    def _paper_values(self):
        values = super()._paper_values()
        amount, rest = self._amount_text, self.amount_interest + self.amount_compensation
        return {
            **values,
            "plan": self,
            "debts": self.item_ids.sorted(lambda item: (item.date_due, item.id)),
            "parts": self.line_ids.sorted(lambda line: (line.date_due, line.id)),
            "amount": lambda value: amount(value, self.currency_id),
            "own_amount": lambda value: amount(value, self.company_currency_id),
            "number": lambda value: self._number_text(value, self.currency_id),
            "has_interest": any(self.item_ids.mapped("interest")),
            "extra": self.currency_id.round(rest),
            "has_extra": any(self.line_ids.mapped("interest")),
            "account_text": self._account_text(self._bank_account(self.currency_id)),
            "is_consumer": self.debtor_id.kind == "consumer",
            "daily_rule": self._interest_phrase(),
            "debtor_address": ", ".join(self._address_lines()[1:]),
        }

    def _interest_phrase(self):
        """Return what the interest is called that the debts bear, with its legal basis."""
        lines = self.item_ids.filtered(lambda item: not item.is_note).move_line_id.sudo()
        if not lines:
            return ""
        interest = self.env["debt.interest"].sudo()  # a rule is the same for whoever asks
        histories = interest._histories(self.company_id, self.date, lines=lines)
        rules = interest._history_rules(self.company_id, histories).values()
        found = [rule.with_env(self.env).sudo() for rule in rules if rule]
        texts = [f"{rule.phrase} ({rule.legal_basis})" for rule in found if rule.phrase]
        return self._join(dict.fromkeys(texts))
