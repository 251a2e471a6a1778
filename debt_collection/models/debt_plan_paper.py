from odoo import models


class DebtPlan(models.Model):
    """The agreement on paper (LAW 5): acknowledgement, schedule, what happens when it is broken."""

    _inherit = "debt.plan"

    def _heading(self):
        return self.env._("INSTALMENT AGREEMENT")

    def _paper_title(self):
        number = self.name if self.name != "/" else self.env._("draft")
        return self.env._("%(title)s no. %(number)s", title=self._heading(), number=number)

    def _has_window(self):
        return False

    def _fragment_template(self):
        return "debt_collection.plan_body"

    def _page_template(self):
        return "debt_collection.plan_fragment"

    def _paper_values(self):
        values, own = super()._paper_values(), self.currency_id
        debts = self.item_ids.sorted(lambda item: (item.date_due, item.id))
        parts = self.line_ids.sorted(lambda line: (line.date_due, line.id))
        return {
            **values,
            "plan": self,
            "debts": debts,
            "carry_debts": dict(
                zip(debts, self._carried(debts.mapped("amount"), own), strict=True)
            ),
            "parts": parts,
            "carry_parts": dict(
                zip(parts, self._carried(parts.mapped("amount"), own), strict=True)
            ),
            "number": lambda value: self._number_text(value, self.currency_id),
            "has_interest": any(self.item_ids.mapped("interest")),
            "has_extra": any(self.line_ids.mapped("interest")),
            "says": self._sentences(),
            "is_consumer": self.debtor_id.kind == "consumer",
            "debtor_address": ", ".join(self._address_lines()[1:]),
        }

    def _sentences(self):
        """Return the sentences with figures, in the language of the environment."""
        _, own, amount = self.env._, self.currency_id, self._amount_text
        return {
            "acknowledged": _(
                "The Debtor acknowledges that on %(date)s the debt listed below exists, is due and "
                "isn't disputed. The principal is %(amount)s.",
                date=self._day_text(self.date),
                amount=amount(self.amount_principal, own),
            ),
            "pays": _(
                "The Debtor will pay %(amount)s in the instalments below, to account %(account)s, "
                "title of the transfer: %(title)s. An instalment is paid on the day the money is "
                "on the account.",
                amount=amount(self.amount, own),
                account=self._account_text(self._bank_account(own)),
                title=self.name,
            ),
            **self._compensation_sentences(),
            **self._interest_sentences(),
            "missed": self._missed_sentence(),
        }

    def _compensation_sentences(self):
        _, company, amount = self.env._, self.company_currency_id, self._amount_text
        compensation = self.amount_compensation + self.waived_compensation
        return {
            "compensation": compensation
            and _(
                "Compensation for recovery costs: %(amount)s (art. 10 of the Polish Act of 8 March "
                "2013 on combating excessive delays in commercial transactions).",
                amount=amount(compensation, company),
            ),
            "spared": self.waived_compensation
            and _(
                "The Creditor waives the compensation for recovery costs of %(amount)s on "
                "condition that the agreement is kept.",
                amount=amount(self.waived_compensation, company),
            ),
        }

    def _interest_sentences(self):
        _, own = self.env._, self.currency_id
        return {
            "during": self.interest_mode == "during"
            and _(
                "During the agreement the principal left bears %(phrase)s, calculated at the rate "
                "of the day of the agreement: %(amount)s in all. It is part of the instalments.",
                phrase=self._interest_phrase(),
                amount=self._amount_text(self.amount_during, own),
            ),
            "interest": self.waived_interest
            and _(
                "The Creditor waives the interest to date of %(amount)s on condition that the "
                "agreement is kept. When it ends under § 4, the waiver loses its effect and the "
                "interest is owed again, counted from the original due dates.",
                amount=self._amount_text(self.waived_interest, own),
            ),
        }

    def _missed_sentence(self):
        if self.missed_limit > 1:
            return self.env._(
                "When %(count)s instalments aren't paid in time, the Creditor may by a written "
                "notice make the whole debt that is left due at once. It becomes due when the "
                "notice is delivered.",
                count=self.missed_limit,
            )
        return self.env._(
            "When an instalment isn't paid in time, the Creditor may by a written notice make the "
            "whole debt that is left due at once. It becomes due when the notice is delivered."
        )

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
