from odoo import api, fields, models


class DebtPrint(models.TransientModel):
    """Printing a batch: what comes before each letter, one side or both."""

    _name = "debt.print"
    _description = "Print Letters"

    letter_ids = fields.Many2many("debt.letter", readonly=True)
    count = fields.Integer("Letters", compute="_compute_counts")
    page_count = fields.Integer("Pages", compute="_compute_counts")
    cover = fields.Selection(
        lambda self: (
            self.env["res.company"]._fields["debt_print_cover"]._description_selection(self.env)
        ),
        "Print",
        required=True,
        default=lambda self: self.env.company.debt_print_cover,
    )
    is_duplex = fields.Boolean(
        "On both sides", default=lambda self: self.env.company.debt_print_duplex
    )

    @api.depends("letter_ids")
    def _compute_counts(self):
        for wizard in self:
            wizard.count = len(wizard.letter_ids)
            wizard.page_count = sum(wizard.letter_ids.mapped("page_count"))

    def action_print(self):
        return self.letter_ids.action_print_to_post(self.cover, self.is_duplex)
