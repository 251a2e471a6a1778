from datetime import date

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

ALLOCATION_MODES = [
    ("principal_first", "Principal first"),
    ("interest_first", "Interest first"),
    ("costs_interest_principal", "Costs, then interest, then principal"),
]
RATES = [
    ("law", "Statutory, by the kind of the customer"),
    ("rule", "Another interest rule"),
    ("fixed", "Fixed percent"),
    ("index", "Index and margin"),
]
# contractual interest has a maximum from this day on (art. 481 par. 2(1) KC)
MAXIMUM_SINCE = date(2016, 1, 1)


class DebtContract(models.Model):
    """What was agreed with a customer about paying late."""

    _name = "debt.contract"
    _description = "Contract with a Customer"
    _inherit = ["mail.thread"]
    _order = "debtor_id, date_from desc, id desc"

    name = fields.Char("Number", required=True, tracking=True)
    active = fields.Boolean(default=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="debtor_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="debtor_id.partner_id", store=True, index=True)
    date = fields.Date("Signed on", tracking=True)
    date_from = fields.Date("From", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date("To", help="Last day. Empty: without end.", tracking=True)
    clause = fields.Char(
        "Clause on interest", help="Where the contract says it, as printed: par. 7 sec. 2."
    )
    rate = fields.Selection(
        RATES, "Interest", required=True, default="law", tracking=True, inverse="_inverse_rate"
    )
    percent = fields.Float(digits=(7, 4), tracking=True, inverse="_inverse_rate")
    index_id = fields.Many2one("debt.interest.index", tracking=True, inverse="_inverse_rate")
    margin = fields.Float(
        "Points above the index", digits=(7, 4), tracking=True, inverse="_inverse_rate"
    )
    rule_id = fields.Many2one(
        "debt.interest.rule",
        "Interest rule",
        ondelete="restrict",
        domain="[('kind', '!=', 'contract'), ('company_id', 'in', [company_id, False])]",
        tracking=True,
    )
    has_floor = fields.Boolean(
        "Not below statutory interest",
        default=True,
        help="Between businesses a lower agreed rate doesn't replace the statutory one.",
    )
    allocation_mode = fields.Selection(
        ALLOCATION_MODES,
        "Payments are set off against",
        tracking=True,
        help="Empty: as the company does. Art. 451 of the Civil Code lets the parties agree on it.",
    )
    payment_term_id = fields.Many2one("account.payment.term", "Payment terms", tracking=True)
    retention_of_title = fields.Boolean("Goods stay ours until paid", tracking=True)
    governing_country_id = fields.Many2one(
        "res.country", "Governing law", tracking=True, help="Empty: the law of the seller."
    )
    rate_text = fields.Char("Rate today", compute="_compute_rate_text")
    rates_warning = fields.Char(compute="_compute_rate_text")
    file = fields.Binary("Signed contract", attachment=True)
    file_name = fields.Char()
    note = fields.Text()

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A contract can't end before it begins.",
    )
    _rate_plausible = models.Constraint(
        "CHECK (percent >= 0 AND percent < 100 AND margin > -100 AND margin < 100)",
        "An interest rate is between 0 and 100 percent.",
    )

    @api.constrains("rate", "percent", "index_id", "rule_id")
    def _check_rate(self):
        for contract in self:
            missing = {
                "rule": not contract.rule_id and self.env._("Choose the interest rule."),
                "fixed": not contract.percent and self.env._("Enter the agreed percent."),
                "index": not contract.index_id and self.env._("Choose the index."),
            }.get(contract.rate)
            if missing:
                raise ValidationError(missing)

    # the agreed rate -----------------------------------------------------------------------------

    def _inverse_rate(self):
        """Keep what was agreed as the private interest rule of the contract."""
        for contract in self:
            private = contract.rule_id.filtered("contract_id")
            if contract.rate in ("fixed", "index"):
                contract._write_private_rule(private)
            elif private:
                contract.rule_id = False
                private.unlink()

    def _write_private_rule(self, rule):
        values = self._prepare_rule_vals()
        # sudo: who may write contracts needn't be allowed to write statutory rules
        rules_sudo = self.env["debt.interest.rule"].sudo()
        if rule:
            rule.sudo().write(values)
        else:
            self.rule_id = rules_sudo.create(values)

    def _prepare_rule_vals(self):
        """Values of the private rule; an extension may add periods or another cap."""
        period = {"date_from": MAXIMUM_SINCE, "fixing": "event"}
        if self.rate == "index":
            period |= {"index_id": self.index_id.id, "margin": self.margin}
        else:
            period |= {"percent": self.percent}
        country = self._governing_country()
        return {
            "name": self.env._("Contract %s", self.name),
            "phrase": self.env._("contractual interest for late payment"),
            "legal_basis": self._prepare_legal_basis(),
            "kind": "contract",
            "company_id": self.company_id.id,
            "country_id": country.id,
            "cap_rule_id": self.env["debt.interest.rule"]._maximum(country).id,
            "has_compensation": True,
            "contract_id": self.id,
            "period_ids": [Command.clear(), Command.create(period)],
        }

    def _prepare_legal_basis(self):
        return ", ".join(filter(None, (self.clause, self.name)))

    def _governing_country(self):
        """Return the country whose law applies: agreed, else the seller's."""
        company = self.company_id
        return self.governing_country_id or company.country_id or company.account_fiscal_country_id

    def _floor_rule(self):
        """Return the statutory rule below which the agreed rate doesn't count, or none."""
        rules = self.env["debt.interest.rule"]
        if not self or not self.has_floor or self.debtor_id.kind == "consumer":
            return rules
        return rules._statutory(self._governing_country(), self.debtor_id.kind, self.company_id)

    # screen --------------------------------------------------------------------------------------

    @api.depends("rate", "rule_id", "percent", "index_id", "margin", "has_floor", "debtor_id")
    @api.depends_context("lang")
    def _compute_rate_text(self):
        today = fields.Date.context_today(self)
        for contract in self:
            rule = contract._chosen_rule() if contract.debtor_id else contract.rule_id
            contract.rate_text = rule._origin._probe(today) if rule._origin else False
            contract.rates_warning = rule._origin.rates_warning

    def _chosen_rule(self):
        """Return the rule of claims under this contract."""
        debtor = self.debtor_id
        rules = self.env["debt.interest.rule"]
        return self.rule_id or rules._statutory(
            self._governing_country(), debtor.kind, debtor.company_id
        )
