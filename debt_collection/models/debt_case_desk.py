from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang


class DebtCase(models.Model):
    """What a collector needs on one screen during a call."""

    _inherit = "debt.case"

    agreed_text = fields.Char("Agreed", compute="_compute_agreed_text")
    other_debts = fields.Char("Elsewhere", compute="_compute_other_debts")
    claim_text = fields.Char("Of which", compute="_compute_claim_text")
    cost_total = fields.Monetary("Costs so far", compute="_compute_cost_total")
    minutes_total = fields.Float(
        "Minutes of work so far", digits=(8, 1), compute="_compute_cost_total"
    )
    partner_vat = fields.Char(related="partner_id.vat", string="Tax number")
    contact_ids = fields.Many2many(
        "res.partner", string="Contacts", compute="_compute_contact_ids", compute_sudo=False
    )
    unallocated_ids = fields.Many2many(
        "debt.unallocated", string="Unallocated payments", compute="_compute_unallocated_ids"
    )

    @api.depends("hold_ids.ended_on", "promise_ids.state")
    @api.depends_context("lang")
    def _compute_agreed_text(self):
        """What the customer agreed to that is still in force, in one line."""
        agreed = self._agreements()
        for case in self:
            case.agreed_text = "; ".join(agreed.get(case.debtor_id, ()))

    def _agreements(self):
        """Return {debtor: [what is in force, in words]}."""
        found = {}
        promises = self.env["debt.promise"].search(
            [("debtor_id", "in", self.debtor_id.ids), ("state", "=", "open")], order="date, id"
        )
        for promise in promises:
            text = self.env._(
                "pays %(amount)s by %(date)s",
                amount=formatLang(self.env, promise.amount, currency_obj=promise.currency_id),
                date=format_date(self.env, promise.date),
            )
            found.setdefault(promise.debtor_id, []).append(text)
        plans = self.env["debt.plan"].search(
            [("debtor_id", "in", self.debtor_id.ids), ("state", "in", ("offered", "active"))]
        )
        for plan in plans:
            found.setdefault(plan.debtor_id, []).append(plan.display_name)
        return found

    @api.depends("partner_id")
    @api.depends_context("allowed_company_ids", "lang")
    def _compute_other_debts(self):
        """What the customer owes other companies that the reader may see."""
        debtors = self.env["debt.debtor"].search(
            [("partner_id", "in", self.partner_id.ids), ("overdue", ">", 0)]
        )
        for case in self:
            others = debtors.filtered(
                lambda debtor, case=case: (
                    debtor.partner_id == case.partner_id and debtor.company_id != case.company_id
                )
            )
            case.other_debts = ", ".join(
                f"{other.company_id.name} "
                f"{formatLang(self.env, other.overdue, currency_obj=other.currency_id)}"
                for other in others
            )

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
            [("case_id", "in", self.ids), ("state", "=", "done")],
            ["case_id"],
            ["full_cost:sum", "minutes:sum"],
        )
        sums = {case.id: found for case, *found in groups}
        for case in self:
            case.cost_total, case.minutes_total = sums.get(case.id, (0.0, 0.0))

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
