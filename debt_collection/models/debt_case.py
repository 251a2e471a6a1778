from odoo import api, fields, models

from .debt_step import PHASES


class DebtCase(models.Model):
    """The items of one debtor under collection."""

    _name = "debt.case"
    _description = "Collection Case"
    _inherit = ["portal.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "priority desc, id"
    _mail_post_access = "read"
    _check_company_auto = True

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    # readonly: an open case put into the archive would be hidden and go on all the same
    active = fields.Boolean(default=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    debtor_id = fields.Many2one(
        "debt.debtor", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, readonly=True
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        readonly=True,
        index=True,
    )
    phase = fields.Selection(PHASES, required=True, default="0_monitoring", readonly=True)
    strategy_id = fields.Many2one(
        "debt.strategy",
        required=True,
        tracking=True,
        ondelete="restrict",
        inverse="_inverse_strategy_id",
    )
    collector_id = fields.Many2one(
        "res.users",
        "Collector",
        index="btree_not_null",
        tracking=True,
        inverse="_inverse_collector_id",
    )
    opened_on = fields.Date(readonly=True)
    overdue_since = fields.Date(
        "Case since", readonly=True, help="First overdue item: from this day it counts as a case."
    )
    closed_on = fields.Date(readonly=True)
    replied_on = fields.Datetime("Debtor replied", readonly=True)
    priority = fields.Integer(readonly=True, aggregator=None)

    item_ids = fields.One2many("debt.item", "case_id")
    open_item_ids = fields.One2many("debt.item", "case_id", domain=[("closed_on", "=", False)])
    action_ids = fields.One2many("debt.action", "case_id")
    letter_ids = fields.One2many("debt.letter", "case_id")
    hold_ids = fields.One2many("debt.hold", "case_id")

    # written by the run and the refresh: lists and sorting only, no rule reads them
    overdue = fields.Monetary("Overdue", readonly=True)
    total = fields.Monetary("Open in total", readonly=True)
    days_late = fields.Integer("Days late", readonly=True, aggregator=None)
    as_of = fields.Datetime("As of", readonly=True)
    next_date = fields.Date("Next action on", readonly=True)

    sale_level = fields.Selection(related="debtor_id.sale_level")

    _one_open = models.UniqueIndex(
        "(company_id, debtor_id) WHERE state = 'open'",
        "This customer already has an open case in this company.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for values in vals_list:
            if values.get("name", "/") == "/":
                company = values.get("company_id") or self.env.company.id
                sequence = self.env["ir.sequence"].with_company(company)
                values["name"] = sequence.next_by_code("debt.case") or "/"
        return super().create(vals_list)

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for case in self:
            case.display_name = f"{case.name} {case.partner_id.name or ''}".strip()

    # who is written to

    def _message_get_contact(self):
        """Return whom this case is written to: chosen for collections, for invoices, or him."""
        self.ensure_one()
        return self.debtor_id._collections_contact()

    def _mail_get_partners(self, introspect_fields=False):
        return {case.id: case._message_get_contact() for case in self}
