from odoo import api, fields, models


class DebtLetter(models.Model):
    """What collecting has cost so far, for types that name it; it isn't a part of the demand."""

    _inherit = "debt.letter"

    costs_text = fields.Char("Costs so far", compute="_compute_costs_text")

    @api.depends("lang", "case_id", "letter_type_id")
    def _compute_costs_text(self):
        shown = self.filtered(lambda letter: letter.letter_type_id.show_costs and letter.case_id)
        groups = self.env["debt.action"]._read_group(
            [("case_id", "in", shown.case_id.ids), ("state", "=", "done")],
            ["case_id"],
            ["cost:sum"],
        )
        costs = dict(groups)
        for letter in self._in_own_language():
            cost = costs.get(letter.case_id, 0.0)
            currency = letter.company_id.currency_id
            letter.costs_text = letter._amount_text(cost, currency) if cost else False
