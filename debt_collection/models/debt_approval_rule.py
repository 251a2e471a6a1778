from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

from ..tools import approval
from .debt_action import APPROVAL_ROLES
from .debt_debtor import KINDS, PROFILES
from .debt_letter_type import DOCUMENTS


class DebtApprovalRule(models.Model):
    """Who approves which letter: the first rule that fits (PRACTICE 3).

    A step of a strategy may ask for more; with an amount limit of its own it decides alone.
    """

    _name = "debt.approval.rule"
    _description = "Approval Rule"
    _order = "sequence, id"
    _rec_name = "label"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Of the amounts.",
    )

    # what
    rank = fields.Selection(
        lambda self: self._letter_ranks(),
        "Kind of letter",
        help="Empty: any.",
    )
    letter_type_id = fields.Many2one(
        "debt.letter.type",
        "Letter type",
        domain=[("rank", "not in", tuple(DOCUMENTS))],
        ondelete="cascade",
        index="btree_not_null",
    )
    kind = fields.Selection(KINDS, "Kind of customer", help="Empty: any.")
    profile = fields.Selection(PROFILES, "Segment", help="Empty: any.")
    amount_from = fields.Monetary("Above")
    amount_to = fields.Monetary("At most", help="0: no upper limit.")

    # who
    first_role = fields.Selection(APPROVAL_ROLES, "Approves first", help="Empty: nobody has to.")
    second_role = fields.Selection(
        APPROVAL_ROLES, "And then by", help="Another person, after the first one."
    )
    is_four_eyes = fields.Boolean(
        "Not by who prepared it", help="Who wrote or changed the letter can't approve it."
    )
    is_bulk = fields.Boolean(
        "Many at once", help="May be released in one go with others when there is no remark on it."
    )
    label = fields.Char("What", compute="_compute_label")
    who = fields.Char("Who", compute="_compute_label")

    _amounts = models.Constraint(
        "CHECK (amount_from >= 0 AND amount_to >= 0"
        " AND (amount_to = 0 OR amount_to > amount_from))",
        "The upper limit must be above the lower one, and neither can be negative.",
    )

    @api.constrains("first_role", "second_role")
    def _check_roles(self):
        for rule in self:
            if (
                rule.second_role
                and rule.second_role == rule.first_role
                or (rule.second_role and not rule.first_role)
            ):
                raise ValidationError(
                    self.env._("Choose first who approves, then a second, different role.")
                )

    @api.depends_context("lang")
    @api.depends(
        *("rank", "letter_type_id", "kind", "profile", "amount_from", "amount_to", "currency_id"),
        *("first_role", "second_role"),
    )
    def _compute_label(self):
        _ = self.env._
        for rule in self:
            what = rule.letter_type_id.name or rule._text("rank") or _("All letters")
            parts = (what, rule._text("kind"), rule._text("profile"), rule._amounts_text())
            rule.label = ", ".join(filter(None, parts))
            rule.who = " + ".join(map(rule._text, rule._role_fields())) or _("nobody")

    @api.model
    def _letter_ranks(self):
        """Kinds of letters; documents beside them have approvals of their own."""
        ranks = self.env["debt.letter.type"]._fields["rank"]._description_selection(self.env)
        return [(rank, label) for rank, label in ranks if rank not in DOCUMENTS]

    def _amounts_text(self):
        _ = self.env._
        above = self.amount_from and _("above %s", self._money(self.amount_from))
        below = self.amount_to and _("up to %s", self._money(self.amount_to))
        return ", ".join(filter(None, (above, below)))

    def _role_fields(self):
        return [name for name in ("first_role", "second_role") if self[name]]

    def _text(self, name):
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    def _money(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    # asking

    @api.model
    def _matrix(self, company, day):
        """Return the rules of a company as `tools.approval.Rule`, amounts in its currency at the
        rate of `day`, a company's own rules before the common ones.
        """
        # sudo: the rules of the house hold for whoever looks at a preview
        rules = self.sudo().search([("company_id", "in", [company.id, False])])
        return [
            rule._prepare_tool(company, day)
            for rule in rules.sorted(lambda rule: not rule.company_id)
        ]

    @api.model
    def _of_rank(self, rank, company):
        """The rules that speak of all letters of a kind to any customer."""
        companies = [(company or self.env.company).id, False]
        return self.search(
            [
                ("rank", "=", rank),
                ("company_id", "in", companies),
                *((name, "=", False) for name in ("letter_type_id", "kind", "profile")),
            ]
        )

    def _roles(self):
        return tuple(self[name] for name in self._role_fields())

    def _prepare_tool(self, company, day):
        def limit(amount):
            return self.env["debt.minimum"]._convert(
                amount, self.currency_id, company.currency_id, company, day
            )

        return approval.Rule(
            self.id,
            self.letter_type_id.id or None,
            self.rank or None,
            self.kind or None,
            self.profile or None,
            limit(self.amount_from),
            limit(self.amount_to),
            self._roles(),
        )

    @api.model
    def _facts(self, letter_type, debtor, amount):
        """Facts for the matrix; `amount` in the company's currency."""
        return approval.Facts(
            letter_type.id,
            letter_type.rank or None,
            debtor.kind,
            debtor.profile,
            Decimal(str(amount)),
        )
