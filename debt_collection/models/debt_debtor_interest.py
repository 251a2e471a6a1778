from odoo import fields, models


class DebtDebtor(models.Model):
    """Which interest rule is for whom: governing law, then the contract, then the kind."""

    _inherit = "debt.debtor"

    contract_ids = fields.One2many("debt.contract", "debtor_id")

    def _interest_rules(self, day):
        """Return {debtor: debt.interest.rule} for claims that arose on `day`.

        The contract in force on that day wins, then the law of the governing country (default: the
        seller's) by the kind of the debtor. The rule is empty where none exists:
        `_no_rule_text()` says what to do.
        """
        choose = self._interest_rule_chooser()
        return {debtor: choose(debtor, day) for debtor in self}

    def _interest_rule_chooser(self):
        """Return a function (debtor, day) -> rule for these debtors, without further queries."""
        contracts = self._contracts_by_debtor()
        rules = self.env["debt.interest.rule"]
        statutory = {}

        def choose(debtor, day):
            contract = debtor._contract_of(contracts.get(debtor.id, ()), day)
            if contract.rule_id:
                return contract.rule_id
            country = contract._governing_country() or debtor._seller_country()
            key = (country, debtor.kind, debtor.company_id)
            if key not in statutory:
                statutory[key] = rules._statutory(*key)
            return statutory[key]

        return choose

    def _contracts(self, day):
        """Return {debtor: the debt.contract in force on `day`, maybe empty}."""
        contracts = self._contracts_by_debtor()
        return {debtor: debtor._contract_of(contracts.get(debtor.id, ()), day) for debtor in self}

    def _contracts_by_debtor(self):
        # sudo: what was agreed applies whoever looks at the debt
        found = self.env["debt.contract"].sudo().search([("debtor_id", "in", self.ids)])
        return {debtor.id: contracts for debtor, contracts in found.grouped("debtor_id").items()}

    def _contract_of(self, contracts, day):
        """Return the newest of `contracts` in force on `day`."""
        for contract in contracts:
            if contract.date_from <= day and (not contract.date_to or day <= contract.date_to):
                return contract
        return self.env["debt.contract"]

    def _seller_country(self):
        return self.company_id.country_id or self.company_id.account_fiscal_country_id

    def _no_rule_text(self, day):
        """Return that no rule applies to this debtor and where to enter one, for people."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        country = self._contracts(day)[self]._governing_country() or self._seller_country()
        return self.env._(
            "There is no interest rule of %(country)s for %(kind)s (%(debtor)s). Enter one under "
            "Configuration > Interest rules.",
            country=country.name or "?",
            kind=kinds[self.kind],
            debtor=self.display_name,
        )
