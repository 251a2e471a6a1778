from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .debt_debtor import KINDS, PROFILES
from .debt_step_task import SALE_LEVELS

READERS = (
    "sales_team.group_sale_salesman,account.group_account_readonly,"
    "account.group_account_invoice,debt_collection.group_collector"
)
COLLECTORS = "debt_collection.group_collector"
SETTINGS = ("strategy_id", "collector_id", "contact_id", "kind", "profile")


class ResPartner(models.Model):
    """How a customer stands in collection, in this company; a contact shows its parent's."""

    _inherit = "res.partner"

    debt_currency_id = fields.Many2one("res.currency", compute="_compute_debt_status")
    debt_overdue = fields.Monetary(
        "Overdue",
        compute="_compute_debt_status",
        currency_field="debt_currency_id",
        groups=READERS,
    )
    debt_days_late = fields.Integer(
        "Days overdue", compute="_compute_debt_status", groups=READERS, aggregator=None
    )
    debt_status = fields.Char("Collection status", compute="_compute_debt_status", groups=READERS)
    debt_next_step = fields.Char("Next step", compute="_compute_debt_status", groups=READERS)
    debt_sale_level = fields.Selection(
        SALE_LEVELS, "Sale hold", compute="_compute_debt_status", groups=READERS
    )
    debt_has_case = fields.Boolean(compute="_compute_debt_status", groups=READERS)

    debt_hold_text = fields.Char("Hold", compute="_compute_debt_details", groups=COLLECTORS)
    debt_sale_hold_text = fields.Char(
        "Sale hold since", compute="_compute_debt_details", groups=COLLECTORS
    )
    debt_letter_count = fields.Integer(compute="_compute_debt_details", groups=COLLECTORS)
    debt_strategy_id = fields.Many2one(
        "debt.strategy",
        "Strategy",
        compute="_compute_debt_settings",
        inverse="_inverse_debt_settings",
        groups=COLLECTORS,
        help="Set by hand; wins over the assignment rules.",
    )
    debt_collector_id = fields.Many2one(
        "res.users",
        "Collector",
        compute="_compute_debt_settings",
        inverse="_inverse_debt_settings",
        groups=COLLECTORS,
    )
    debt_contact_id = fields.Many2one(
        "res.partner",
        "Collections contact",
        compute="_compute_debt_settings",
        inverse="_inverse_debt_settings",
        domain="[('commercial_partner_id', '=', id)]",
        groups=COLLECTORS,
    )
    debt_kind = fields.Selection(
        KINDS,
        "Kind of customer",
        compute="_compute_debt_settings",
        inverse="_inverse_debt_settings",
        groups=COLLECTORS,
    )
    debt_profile = fields.Selection(
        PROFILES,
        "Payment profile",
        compute="_compute_debt_settings",
        inverse="_inverse_debt_settings",
        groups=COLLECTORS,
    )

    def _debt_debtors(self):
        """Return {partner: debtor of its commercial partner in the current company}."""
        # sales people see the outcome in the fields below, not the debtor
        debtors_sudo = (
            self.env["debt.debtor"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("partner_id", "in", self.commercial_partner_id._origin.ids),
                ]
            )
        )
        by_partner = {debtor.partner_id.id: debtor for debtor in debtors_sudo}
        return {
            partner: by_partner[partner.commercial_partner_id._origin.id]
            for partner in self
            if partner.commercial_partner_id._origin.id in by_partner
        }

    @api.depends_context("company", "lang")
    @api.depends("commercial_partner_id")
    def _compute_debt_status(self):
        """Live from the ledger, in a fixed number of statements."""
        day = self.env.company._debt_today()
        by_partner = self._debt_debtors()
        debtors = self.env["debt.debtor"].sudo().union(*by_partner.values())
        overdue = debtors._live_overdue(day)
        levels = debtors._sale_levels(day) if debtors else {}
        texts = debtors._status_texts()
        for partner in self:
            debtor = by_partner.get(partner)
            amount, days = overdue.get(debtor, (0.0, 0))
            status, next_step = texts.get(debtor, (False, False))
            partner.debt_currency_id = self.env.company.currency_id
            partner.debt_overdue = amount
            partner.debt_days_late = days
            partner.debt_status = status
            partner.debt_next_step = next_step
            partner.debt_has_case = bool(status)
            partner.debt_sale_level = levels.get(debtor, False)

    @api.depends_context("company", "lang")
    @api.depends("commercial_partner_id")
    def _compute_debt_details(self):
        day = self.env.company._debt_today()
        by_partner = self._debt_debtors()
        debtors = self.env["debt.debtor"].sudo().union(*by_partner.values())
        rows = self.env["debt.sale.hold"]._highest(debtors, day) if debtors else {}
        letters = dict(
            self.env["debt.letter"]._read_group(
                [("partner_id", "in", debtors.partner_id.ids), ("state", "!=", "void")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            debtor = by_partner.get(partner)
            row = rows.get(debtor)
            partner.debt_hold_text = debtor._hold_text(day) if debtor else False
            partner.debt_sale_hold_text = row._since_text() if row else False
            partner.debt_letter_count = letters.get(partner.commercial_partner_id, 0)

    @api.depends_context("company")
    @api.depends("commercial_partner_id")
    def _compute_debt_settings(self):
        by_partner = self._debt_debtors()
        for partner in self:
            debtor = by_partner.get(partner)
            settings = debtor.sudo(False) if debtor else partner._debt_default_settings()
            for name in SETTINGS:
                partner[f"debt_{name}"] = settings[name]

    def _inverse_debt_settings(self):
        if not self.env.user.has_group("debt_collection.group_manager"):
            raise AccessError(
                self.env._("Only the head of receivables changes how a customer is collected.")
            )
        for partner in self:
            values = {name: partner[f"debt_{name}"] for name in SETTINGS}
            debtor = partner._debt_debtors().get(partner)
            if not debtor and values == partner._debt_default_settings():
                # the form of a new contact writes the defaults too: no reason for a debtor
                continue
            debtor = self.env["debt.debtor"]._get_or_create(self.env.company, partner)
            changed = {name: value for name, value in values.items() if debtor[name] != value}
            if changed:
                debtor.write(debtor._convert_to_write(changed))

    def _debt_default_settings(self):
        """Return the settings of a customer nobody has classified yet."""
        Debtor = self.env["debt.debtor"]
        kind = Debtor._default_kind(self.commercial_partner_id)
        empty = {name: Debtor[name] for name in SETTINGS}
        return {**empty, "kind": kind, "profile": "standard"}

    # buttons

    def action_debt_open(self):
        """Open the case for those who see cases, else the list of customers in collection; for
        accountants what happened so far.
        """
        self.ensure_one()
        if self.env["debt.case"].has_access("read"):
            return self._debt_open_related("debt.case", "debt_collection.debt_case_action")
        if self.env["debt.timeline"].has_access("read"):
            return self.action_debt_open_timeline()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_customer_action"
        )
        return {**action, "context": {}, "domain": self._debt_domain()}

    def action_debt_letters(self):
        return self._debt_open_related("debt.letter", "debt_collection.debt_letter_action")

    def action_debt_sale_holds(self):
        return self._debt_open_related("debt.sale.hold", "debt_collection.debt_sale_hold_action")

    def action_debt_set_sale_hold(self):
        self.ensure_one()
        return self.env["debt.sale.hold.wizard"]._open_set(self.commercial_partner_id)

    def action_debt_release(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release an amount"),
            "res_model": "debt.release.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }

    def action_debt_talk_first(self):
        """Hold the letters for some days: the salesperson talks to the customer first."""
        # a salesperson has no access to cases: who may is checked by the case
        return self._debt_open_case().action_talk_first()

    def action_debt_reached(self):
        """The salesperson spoke with the customer: it counts as a call."""
        return self._debt_open_case().action_reached()

    def _debt_open_case(self):
        """Return the customer's open case (sudo). :raise UserError: there is none"""
        self.ensure_one()
        debtor_sudo = self._debt_debtors().get(self)
        case_sudo = debtor_sudo and debtor_sudo._open_case()
        if not case_sudo:
            raise UserError(self.env._("Nothing is being collected from this customer."))
        return case_sudo

    def _debt_domain(self):
        return [
            ("partner_id", "=", self.commercial_partner_id.id),
            ("company_id", "=", self.env.company.id),
        ]

    def _debt_open_related(self, model, xmlid):
        self.ensure_one()
        records = self.env[model].search(self._debt_domain(), limit=2)
        if len(records) == 1 and model == "debt.case":
            return records._get_records_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "context": {}, "domain": self._debt_domain()}
