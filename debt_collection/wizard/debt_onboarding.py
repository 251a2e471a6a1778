from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

NBSP = "\u00a0"


class DebtOnboarding(models.TransientModel):
    """Three questions, what was found in the books, and the first preview."""

    _name = "debt.onboarding"
    _description = "First Steps in Debt Collection"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    strategy_id = fields.Many2one(
        "debt.strategy", "Which strategy for most customers?", required=True
    )
    start_mode = fields.Selection(
        [
            ("from_date", "From today's due dates on"),
            ("gently", "Also what is overdue up to some days, gently"),
            ("all", "All overdue"),
        ],
        "From when?",
        required=True,
        default="from_date",
    )
    start_days = fields.Integer("Overdue up to (days)", default=90)
    collector_ids = fields.Many2many(
        "res.users", string="Who collects?", help="Several: new cases are shared evenly."
    )
    head_id = fields.Many2one("res.users", "Head of receivables")
    include_no_followup = fields.Boolean(
        "Include them", help="Lines marked “no follow-up” are collected too, from now on."
    )
    thousands = fields.Boolean("Space between thousands in amounts (1 234.00)")
    can_set_thousands = fields.Boolean(compute="_compute_can_set_thousands")

    # what was found
    overdue_count = fields.Integer("Overdue items", compute="_compute_found")
    overdue_amount = fields.Monetary("Overdue amount", compute="_compute_found")
    no_partner_count = fields.Integer("Without customer", compute="_compute_found")
    no_followup_count = fields.Integer("Marked “no follow-up”", compute="_compute_found")
    no_email_count = fields.Integer("Customers without e-mail", compute="_compute_found")
    bank_message = fields.Char("Bank data", compute="_compute_found")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        company = self.env.company
        language = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        standard = self.env.ref("debt_collection.strategy_standard", raise_if_not_found=False)
        head = company.debt_head_id or self.env.user
        values.update(
            strategy_id=(company.debt_strategy_id or standard or self._any_strategy()).id,
            start_mode=company.debt_start_mode,
            start_days=company.debt_start_days,
            collector_ids=[(6, 0, (company.debt_collector_ids or self.env.user).ids)],
            head_id=head.id,
            thousands=not language.thousands_sep,
        )
        return {name: value for name, value in values.items() if name in fields_list}

    @api.depends("company_id")
    def _compute_display_name(self):
        self.display_name = self.env._("First steps")

    def _any_strategy(self):
        return self.env["debt.strategy"].search([], limit=1)

    @api.depends("company_id")
    def _compute_can_set_thousands(self):
        language = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        self.can_set_thousands = not language.thousands_sep

    def _open_domain(self):
        """Return the domain of the company's open receivable lines."""
        return Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("amount_residual", ">", 0),
            ]
        )

    def _overdue_domain(self):
        return self._open_domain() & Domain("date_maturity", "<", self.company_id._debt_today())

    @api.depends("company_id")
    def _compute_found(self):
        lines = self.env["account.move.line"]
        for wizard in self:
            [(count, amount)] = lines._read_group(
                wizard._overdue_domain(), [], ["__count", "amount_residual:sum"]
            )
            wizard.overdue_count, wizard.overdue_amount = count, amount or 0.0
            wizard.no_partner_count = lines.search_count(wizard._no_partner_domain())
            wizard.no_followup_count = lines.search_count(wizard._no_followup_domain())
            wizard.no_email_count = self.env["res.partner"].search_count(wizard._no_email_domain())
            gate = self.env["debt.bank.check"]._gate(
                wizard.company_id, wizard.company_id._debt_today()
            )
            wizard.bank_message = gate and self.env["debt.reason"]._text(*gate)

    def _no_partner_domain(self):
        return self._open_domain() & Domain("partner_id", "=", False)

    def _no_followup_domain(self):
        return self._open_domain() & Domain("no_followup", "=", True)

    def _no_email_domain(self):
        debtors = self.env["account.move.line"]._search(self._overdue_domain())
        return Domain("id", "in", debtors.subselect("partner_id")) & Domain("email", "=", False)

    def _list(self, name, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": list(domain),
        }

    def action_show_no_partner(self):
        name = self.env._("Receivables without customer")
        return self._list(name, "account.move.line", self._no_partner_domain())

    def action_show_no_followup(self):
        name = self.env._("Receivables marked “no follow-up”")
        return self._list(name, "account.move.line", self._no_followup_domain())

    def action_show_no_email(self):
        partners = self.env["res.partner"].search(self._no_email_domain())
        name = self.env._("Customers without e-mail")
        return self._list(name, "res.partner", [("id", "in", partners.ids)])

    def action_show_overdue(self):
        name = self.env._("Overdue receivables")
        return self._list(name, "account.move.line", self._overdue_domain())

    def action_show_ladder(self):
        self.ensure_one()
        return self.strategy_id.get_formview_action()

    def action_preview(self):
        """Save the answers and open the preview of tonight."""
        self.ensure_one()
        if not self.env.user.has_group("debt_collection.group_manager"):
            raise AccessError(self.env._("Only the head of receivables sets up collection."))
        # the head of receivables isn't an administrator, but these settings are his
        self.company_id.sudo().write(self._prepare_company_vals())
        if self.include_no_followup:
            # same: his decision, on lines that he may only read
            self.env["account.move.line"].sudo().search(self._no_followup_domain()).write(
                {"no_followup": False}
            )
        if self.thousands and self.can_set_thousands:
            self._set_thousands()
        return self.env["debt.run"].action_preview_tonight()

    def _prepare_company_vals(self):
        return {
            "debt_strategy_id": self.strategy_id.id,
            "debt_start_mode": self.start_mode,
            "debt_start_days": self.start_days,
            "debt_start_date": self.company_id._debt_today(),
            "debt_collector_ids": [(6, 0, self.collector_ids.ids)],
            "debt_head_id": self.head_id.id,
            "debt_onboarded": True,
        }

    def _set_thousands(self):
        """Separate thousands in the user's language: Odoo's Polish comes without."""
        code = self.env.lang or "en_US"
        # languages belong to administrators; the user was asked for exactly this
        language = self.env["res.lang"].sudo().search([("code", "=", code)])
        language.write({"thousands_sep": NBSP, "grouping": "[3,0]"})
