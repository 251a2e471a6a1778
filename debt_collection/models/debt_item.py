from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

from .debt_step import PHASES


class DebtItem(models.Model):
    """A receivable journal item within reach of its first step: where it stands and why.

    Narrow on purpose: written set-wise by the run, so every column is filled without the ORM.
    """

    _name = "debt.item"
    _description = "Open Item"
    _order = "date_due, id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True)
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    case_id = fields.Many2one("debt.case", index="btree_not_null", ondelete="restrict")
    move_line_id = fields.Many2one("account.move.line", "Journal item", ondelete="set null")
    name = fields.Char("Document", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True)
    date_due = fields.Date(
        "Due date", required=True, help="Effective due date, moved to a working day."
    )
    round = fields.Integer(required=True, default=1, aggregator=None)
    step_id = fields.Many2one("debt.step", "Last step", ondelete="set null")
    step_date = fields.Date("Last step on")
    pending_step_id = fields.Many2one("debt.step", "Step under way", ondelete="set null")
    phase = fields.Selection(PHASES, required=True, default="0_monitoring")
    next_step_id = fields.Many2one("debt.step", "Next step", ondelete="set null")
    next_date = fields.Date("Next step on")
    reason = fields.Char("Reason code")
    reason_data = fields.Json()
    closed_on = fields.Date()

    # live from the ledger
    partner_id = fields.Many2one(related="debtor_id.partner_id", string="Customer")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
    move_id = fields.Many2one(related="move_line_id.move_id")
    amount_residual = fields.Monetary(
        "Open amount",
        compute="_compute_amount_residual",
        search="_search_amount_residual",
        compute_sudo=True,
    )
    amount_residual_company = fields.Monetary(
        related="move_line_id.amount_residual",
        currency_field="company_currency_id",
        string="Open (company currency)",
    )

    _move_line_unique = models.UniqueIndex(
        "(move_line_id)", "This journal item is already watched."
    )
    _open_next = models.Index("(company_id, next_date) WHERE closed_on IS NULL")

    why = fields.Char(compute="_compute_why", help="Why it stands where it stands.")
    next_text = fields.Char("Next", compute="_compute_next_text")
    days_late = fields.Integer(compute="_compute_days_late", aggregator=None)
    amount_net = fields.Monetary(
        "To pay", compute="_compute_amount_net", help="Less credits that cover it and held parts."
    )

    @api.depends("name")
    @api.depends_context("lang", "debt_item_amount")
    def _compute_display_name(self):
        """The document; in lists to choose from (`debt_item_amount`) with what is open of it."""
        shows_amount = self.env.context.get("debt_item_amount")
        for item in self:
            amount = shows_amount and formatLang(
                self.env, item.amount_residual, currency_obj=item.currency_id
            )
            item.display_name = f"{item.name or ''} ({amount})" if amount else item.name

    @api.depends("reason", "reason_data", "closed_on")
    @api.depends_context("lang")
    def _compute_why(self):
        for item in self:
            item.why = self.env["debt.reason"]._text(item.reason, item.reason_data)

    @api.depends("pending_step_id", "next_step_id", "next_date", "closed_on")
    @api.depends_context("lang")
    def _compute_next_text(self):
        for item in self:
            item.next_text = not item.closed_on and item._next_text()

    def _next_text(self):
        """Return the step under way, else the next one and its day; False if none is in sight."""
        if self.pending_step_id:
            return self.pending_step_id.name
        step, day = self.next_step_id.name, self.next_date and format_date(self.env, self.next_date)
        if step and day:
            return self.env._("%(step)s on %(date)s", step=step, date=day)
        if day:
            return self.env._("looked at again on %(date)s", date=day)
        return step

    @api.depends("date_due", "closed_on")
    def _compute_days_late(self):
        today = {company: company._debt_today() for company in self.company_id}
        for item in self:
            until = item.closed_on or today.get(item.company_id)
            item.days_late = max((until - item.date_due).days, 0) if item.date_due else 0

    @api.depends("move_line_id.amount_residual_currency")
    def _compute_amount_residual(self):
        for item in self:
            item.amount_residual = item.move_line_id.amount_residual_currency

    def _search_amount_residual(self, operator, value):
        return [("move_line_id.amount_residual_currency", operator, value)]

    @api.depends("move_line_id.amount_residual_currency")
    def _compute_amount_net(self):
        for company, items in self.grouped("company_id").items():
            day = company._debt_today()
            nets = self.env["debt.run"]._open_net(company, day, items.partner_id)
            for item in items:
                net = nets.get(item._key())
                item.amount_net = float(net.net) if net and not net.hold_reason else 0.0

    def _key(self):
        """Return what the run calls this item: the id of its journal item."""
        return self.move_line_id.id

    def action_open_move(self):
        """Open the journal entry of this item."""
        return self.move_id._get_records_action(name=self.name)
