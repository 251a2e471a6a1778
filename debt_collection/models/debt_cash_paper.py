from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import wording
from ..tools.download import download


class DebtCashReceipt(models.Model):
    """The receipt the payer gets."""

    _inherit = "debt.cash.receipt"

    def _has_window(self):
        return False

    def _page_template(self):
        return "debt_collection.cash_receipt_fragment"

    def _fragment_template(self):
        return False

    def _paper_values(self):
        words = wording.amount_in_words(self.amount, self.currency_id.name, self.lang)
        return {**super()._paper_values(), "words": words}


class DebtCashReport(models.Model):
    """The report as it is filed, in the company's language."""

    _name = "debt.cash.report"
    _inherit = ["debt.cash.report", "debt.paper.mixin"]

    partner_id = fields.Many2one(related="company_id.partner_id", string="Address")
    lang = fields.Char(compute="_compute_lang", store=True, precompute=True)

    @api.depends("company_id")
    def _compute_lang(self):
        for report in self:
            partner = report.company_id.partner_id
            report.lang = self._paper_lang(report.company_id, partner, partner)

    def _has_window(self):
        return False

    def _paper_title(self):
        return self.env._("Cash report %(number)s", number=self.name)

    def _fragment(self, mark=None, is_first=True):
        report = self.with_context(lang=self.lang)
        values = {
            "report": report,
            "heading": report._paper_title(),
            "creditor": report._creditor_lines(),
            "number": lambda value: report._number_text(value, report.currency_id),
            "money": lambda value: report._amount_text(value, report.currency_id),
            "day": report._day_text,
            "mark": mark,
            "is_first": is_first,
        }
        return report.env["ir.qweb"]._render(
            "debt_collection.cash_report_fragment", values, minimal_qcontext=True
        )

    def action_print(self):
        """Download the PDF of a closed report, made once and kept."""
        self.ensure_one()
        if self.state != "closed":
            raise UserError(self.env._("Close %(report)s before printing it.", report=self.name))
        # who may read it may print it; the PDF is kept as evidence
        if self.sudo()._render_pdfs():
            raise UserError(self.error)
        return download(self.attachment_id)
