import io

from odoo import models

from ..report import table_sheet
from ..report.table_sheet import COUNT, DAY, MONEY, XLSX, Column, Table
from ..tools.download import download


class DebtConfirmationCampaign(models.Model):
    """The result as a workbook: answers, and the documents the balances consist of."""

    _inherit = "debt.confirmation.campaign"

    def action_export_result(self):
        """Download answers and documents as a workbook."""
        self.ensure_one()
        self.check_access("read")
        # sudo: who may read the answers may read what they are about
        content = self.sudo().with_context(lang=self.lang)._xlsx()
        file = self.env["ir.attachment"].create(
            {
                "name": f"{self.name}.xlsx",
                "raw": content,
                "mimetype": XLSX,
            }
        )
        return download(file)

    def _xlsx(self):
        out = io.BytesIO()
        heading = [self.creditor_name, self._day_text(self.date)]
        tables = [self._answer_table(), self._document_table()]
        table_sheet.build(out, self._paper_title(), heading, tables)
        return out.getvalue()

    def _answer_table(self):
        _ = self.env._
        columns = [
            Column(_("Customer"), width=40), Column(_("Tax number"), width=16),
            Column(_("Currency"), width=9), Column(_("By our books"), MONEY, 0),
            Column(_("By the customer's books"), MONEY), Column(_("Difference"), MONEY),
            Column(_("Answer"), width=24), Column(_("Why not asked"), width=24),
            Column(_("Letter"), width=16), Column(_("Asked on"), DAY),
            Column(_("Times asked"), COUNT), Column(_("Answered on"), DAY),
            Column(_("Answered by"), width=24), Column(_("Remark"), width=40),
            Column(_("Balance in %(currency)s", currency=self.currency_id.name), MONEY, 0, True),
        ]  # fmt: skip
        rows = [row for one in self.confirmation_ids for row in one._result_rows()]
        return Table(_("Answers"), columns, rows, _("Total"))

    def _document_table(self):
        """What the balances consist of, read from the ledger as of the day."""
        _ = self.env._
        columns = [
            Column(_("Customer"), width=40), Column(_("Document"), width=24),
            Column(_("Issued"), DAY), Column(_("Due"), DAY), Column(_("Currency"), width=9),
            Column(_("Gross amount"), MONEY), Column(_("Still open"), MONEY),
        ]  # fmt: skip
        debtors = self.confirmation_ids.debtor_id
        rows = [
            (
                debtor.partner_id.name, line["name"], line["date_invoice"], line["date_due"],
                self.env["res.currency"].browse(line["currency_id"]).name,
                line["amount_total"], line["amount_open"],
            )
            for debtor, lines in debtors._balance_lines(self.date).items()
            for line in lines
        ]  # fmt: skip
        return Table(_("Documents"), columns, rows)


class DebtConfirmation(models.Model):
    _inherit = "debt.confirmation"

    def _result_rows(self):
        """Return the rows of the workbook: one a currency, the sum with the first."""
        rows = []
        for number, line in enumerate(self.line_ids):
            theirs = line.amount if self.state == "agreed" else line.amount_theirs
            is_known = self.state == "agreed" or line.is_stated
            rows.append(
                (
                    self.partner_id.name, self.partner_id.vat, line.currency_id.name, line.amount,
                    theirs if is_known else None, theirs - line.amount if is_known else None,
                    self._label("state"), self._label("exclusion"), self.letter_id.name,
                    self.sent_on, self.request_count or None, self.answered_on, self.answered_by,
                    self.remark, None if number else self.amount,
                )
            )  # fmt: skip
        return rows
