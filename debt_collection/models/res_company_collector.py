from odoo import api, fields, models
from odoo.fields import Command


class ResCompany(models.Model):
    """Who collects: the rows of debt.collector, shown as people in the settings."""

    _inherit = "res.company"

    debt_collector_row_ids = fields.One2many(
        "debt.collector", "company_id", "Collectors with their limits"
    )
    debt_collector_ids = fields.Many2many(
        "res.users",
        string="Collectors",
        compute="_compute_debt_collector_ids",
        inverse="_inverse_debt_collector_ids",
        compute_sudo=True,
        help="New cases are shared evenly among them.",
    )

    debt_silent_days = fields.Integer(
        "Decision without reaction after (days)",
        default=14,
        help="A case in which nothing happens for so long, with no step ahead, goes to the head. "
        "0: never.",
    )
    debt_late_task_days = fields.Integer(
        "Late tasks told after (working days)",
        default=2,
        help="The head is told of tasks that are late by so much. 0: never.",
    )

    @api.depends(
        "debt_collector_row_ids.user_id",
        "debt_collector_row_ids.active",
        "debt_collector_row_ids.takes_cases",
    )
    def _compute_debt_collector_ids(self):
        for company in self:
            rows = company.debt_collector_row_ids.filtered(lambda row: row.active)
            company.debt_collector_ids = rows.filtered("takes_cases").user_id

    def _inverse_debt_collector_ids(self):
        for company in self:
            # settings are the administrator's, who needn't be of collections
            wanted, rows_sudo = company.debt_collector_ids, company._debt_collector_rows()
            rows_sudo.filtered(lambda row, w=wanted: row.user_id not in w).takes_cases = False
            rows_sudo.filtered(lambda row, w=wanted: row.user_id in w).write(
                {"takes_cases": True, "active": True}
            )
            company.sudo().debt_collector_row_ids = [
                Command.create({"user_id": user.id}) for user in wanted - rows_sudo.user_id
            ]

    def _debt_collector_rows(self):
        rows_sudo = self.env["debt.collector"].sudo().with_context(active_test=False)
        return rows_sudo.search([("company_id", "=", self.id)])
