from odoo import api, fields, models
from odoo.tools.misc import formatLang


class DebtCase(models.Model):
    """What a collector needs on one screen during a call."""

    _inherit = "debt.case"

    todo = fields.Char("What to do", compute="_compute_todo", help="What a person does next here.")
    agreed_text = fields.Char("Agreed", compute="_compute_agreed_text")
    other_debts = fields.Char("Elsewhere", compute="_compute_other_debts")
    claim_text = fields.Char("Of which", compute="_compute_claim_text")
    cost_total = fields.Monetary("Costs so far", compute="_compute_cost_total")
    debtor_profile = fields.Selection(related="debtor_id.profile", string="Profile")
    partner_vat = fields.Char(related="partner_id.vat", string="Tax number")
    contact_ids = fields.Many2many(
        "res.partner", string="Contacts", compute="_compute_contact_ids", compute_sudo=False
    )
    unallocated_ids = fields.Many2many(
        "debt.unallocated", string="Unallocated payments", compute="_compute_unallocated_ids"
    )

    @api.depends("next_text")
    def _compute_todo(self):
        for case in self:
            case.todo = case.next_text

    @api.depends("hold_ids")
    def _compute_agreed_text(self):
        self.agreed_text = False

    @api.depends("debtor_id")
    def _compute_other_debts(self):
        self.other_debts = False

    @api.depends("claim_total")
    @api.depends_context("lang")
    def _compute_claim_text(self):
        for case in self:
            parts = [
                (self.env._("principal"), case.principal_to_date),
                (self.env._("interest"), case.interest_to_date + case.noted_to_date),
                (self.env._("compensation"), case.compensation_to_date),
            ]
            case.claim_text = ", ".join(
                f"{name} {formatLang(self.env, amount, currency_obj=case.claim_currency_id)}"
                for name, amount in parts
                if amount
            )

    def _compute_cost_total(self):
        groups = self.env["debt.action"]._read_group(
            [("case_id", "in", self.ids), ("state", "=", "done")], ["case_id"], ["cost:sum"]
        )
        costs = {case.id: cost for case, cost in groups}
        for case in self:
            case.cost_total = costs.get(case.id, 0.0)

    @api.depends("partner_id")
    def _compute_contact_ids(self):
        for case in self:
            case.contact_ids = case.partner_id.child_ids

    @api.depends("partner_id")
    def _compute_unallocated_ids(self):
        rows = self.env["debt.unallocated"].search(
            [("company_id", "in", self.company_id.ids), ("partner_id", "in", self.partner_id.ids)]
        )
        found = rows.grouped(lambda row: (row.company_id, row.partner_id))
        for case in self:
            case.unallocated_ids = found.get((case.company_id, case.partner_id))

    def action_do_next(self):
        """Open what is to be done next here."""
        self.ensure_one()
        return self.action_new_contact()

    def action_postpone(self):
        """Put the next step off to a later day."""
        self.ensure_one()
        return self.action_hold()
