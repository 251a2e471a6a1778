from odoo import api, fields, models

from ..tools import register
from .debt_action_register import REGISTER


class DebtLetter(models.Model):
    """What a letter can say of a debt register, and from when on the debt may be entered."""

    _inherit = "debt.letter"

    warns_register = fields.Boolean("Warns of a debt register", readonly=True)
    register_text = fields.Char("Debt register", compute="_compute_register_text")
    register_from = fields.Date(
        "Entry in the register from",
        compute="_compute_register_from",
        help="A month after the letter was handed in by registered post, and when all its items "
        "are overdue long enough.",
    )

    def _prepare_letter_vals(self, action, contact, today):
        values = super()._prepare_letter_vals(action, contact, today)
        channels = self.env["debt.channel"].browse(values["channel_ids"][0][2])
        return {**values, "warns_register": action._warns_register(channels)}

    @api.depends("warns_register", "company_id", "letter_type_id")
    def _compute_register_text(self):
        for letter in self:
            company = letter.company_id
            is_notice = letter.letter_type_id.rank == REGISTER
            parts = (company.debt_bureau_name, company.debt_bureau_address)
            warns = letter.warns_register or is_notice
            letter.register_text = warns and ", ".join(filter(None, parts))

    @api.depends("warns_register", "posted_on", "withdrawn_on", "action_id.line_ids.date_due")
    def _compute_register_from(self):
        for letter in self:
            lines = letter._role_lines("demanded").filtered("date_due")
            warns = letter.warns_register and not letter.withdrawn_on
            letter.register_from = warns and register.entry_day(
                letter.posted_on, lines.mapped("date_due"), letter.company_id.debt_bureau_days
            )
