from odoo import api, fields, models

RULE_KINDS = [
    ("delay", "Statutory, for late payment"),
    ("commercial", "Statutory, in commercial transactions"),
    ("maximum", "Maximum"),
    ("capital", "Capital (before the due date)"),
    ("contract", "Contractual"),
]
DAY_COUNTS = [
    ("act/365", "Actual days / 365"),
    ("act/360", "Actual days / 360"),
    ("act/act", "Actual days / days of the year"),
    ("30/360", "30 days a month / 360"),
]
# which debtors a rule is for, by kind of the debtor
KIND_FIELDS = {
    "business": "for_business",
    "consumer": "for_consumer",
    "public": "for_public",
    "public_medical": "for_public_medical",
}


class DebtInterestRule(models.Model):
    """How much interest a late payer owes: dated rates, and whom they are for.

    Statutory rules are data. The own rate of a contract is a rule too, its private one.
    """

    _name = "debt.interest.rule"
    _description = "Interest Rule"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, help="Name in imports: letters without spaces.")
    phrase = fields.Char(
        "In letters", translate=True, help="As it is called within a sentence of a letter or note."
    )
    sequence = fields.Integer(default=50)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    country_id = fields.Many2one("res.country", "Law of", help="The law this rule belongs to.")
    kind = fields.Selection(RULE_KINDS, required=True, default="delay")
    for_business = fields.Boolean("Businesses")
    for_consumer = fields.Boolean("Consumers")
    for_public = fields.Boolean("Public entities")
    for_public_medical = fields.Boolean("Public hospitals")
    debtor_kinds = fields.Char("For whom", compute="_compute_debtor_kinds")
    legal_basis = fields.Char(translate=True, help="Printed on letters and notes.")
    day_count = fields.Selection(DAY_COUNTS, required=True, default="act/365")
    cap_rule_id = fields.Many2one(
        "debt.interest.rule",
        "Never above",
        domain="[('kind', '=', 'maximum')]",
        help="Each day the lower of both rates applies.",
    )
    has_compensation = fields.Boolean(
        "Compensation for recovery costs", help="EUR 40, 70 or 100 (Directive 2011/7/EU)."
    )
    is_unverified = fields.Boolean(
        "Not verified", help="Its source wasn't seen: ask your lawyer before using it."
    )
    note = fields.Text(translate=True)
    period_ids = fields.One2many("debt.interest.rule.period", "rule_id", copy=True)
    contract_id = fields.Many2one(
        "debt.contract",
        "Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        help="The rate was agreed in this contract and is used for nobody else.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "There is a rule with this code already.")

    @api.depends(*KIND_FIELDS.values())
    def _compute_debtor_kinds(self):
        for rule in self:
            names = [field for field in KIND_FIELDS.values() if rule[field]]
            rule.debtor_kinds = ", ".join(
                rule._fields[name]._description_string(rule.env) for name in names
            )

    # whom it is for ------------------------------------------------------------------------------

    def _statutory(self, country, debtor_kind, company):
        """Return the statutory rule of `country` for a kind of debtor, maybe empty.

        A rule of the company's own wins over a shared one.
        """
        found = self.search(
            [
                ("country_id", "=", country.id),
                ("kind", "in", ("delay", "commercial")),
                (KIND_FIELDS[debtor_kind], "=", True),
                ("company_id", "in", [company.id, False]),
            ]
        )
        return found.sorted(lambda rule: not rule.company_id)[:1]

    def _maximum(self, country):
        """Return the rule of the highest interest that may be agreed in `country`, maybe empty."""
        return self.search([("country_id", "=", country.id), ("kind", "=", "maximum")], limit=1)
