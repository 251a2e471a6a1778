from odoo import fields, models
from odoo.tools import groupby

from ..report import note_card
from ..tools.download import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DebtInterestNote(models.Model):
    """The calculation card: the note as a workbook that the debtor's accountant can recalculate."""

    _inherit = "debt.interest.note"

    card_id = fields.Many2one("ir.attachment", "Calculation card", readonly=True, copy=False)

    def _card(self):
        """The card of this note, in its language."""
        note = self.with_context(lang=self.lang)
        rule, terms = note.rule_id, note.rule_id._terms(note.company_id)
        rows = note.line_ids.filtered(lambda line: line.state == "charged")
        heads = {line.document: line for line in rows if line.display_type}
        items = [
            note_card.CardItem(document, note._card_facts(heads.get(document)), list(lines))
            for document, lines in groupby(
                (line for line in rows if not line.display_type), lambda line: line.document
            )
        ]
        return note_card.Card(
            title=note._paper_title(),
            lines=note._card_lines(rule),
            labels=note._card_labels(),
            items=[
                item._replace(rows=[note._card_row(row) for row in item.rows]) for item in items
            ],
            total=note._exact_total(rows),
            currency=note.currency_id.name,
            day_count=terms.day_count,
            rounding=terms.rounding,
        )

    def _exact_total(self, rows):
        return sum(row._row().amount for row in rows if not row.display_type)

    def _card_row(self, line):
        row = line._row()
        return note_card.CardRow(row.start, row.end, row.days, row.base, row.percent, row.amount)

    def _card_facts(self, head):
        return self._facts_text(head) if head else ""

    def _card_lines(self, rule):
        """Who charges whom, by what law."""
        _ = self.env._
        lines = [
            _("Creditor: %(name)s", name=self.creditor_name),
            _("Debtor: %(name)s", name=self.debtor_name),
            _("Issued on %(date)s", date=self._day_text(self.date)),
            rule.phrase or rule.name,
            rule.legal_basis or "",
        ]
        return [line for line in lines if line]

    def _card_labels(self):
        _ = self.env._
        return {
            "sheet": _("Calculation"),
            "from": _("From"),
            "to": _("To"),
            "days": _("Days"),
            "base": _("On the amount"),
            "percent": _("Rate %"),
            "exact": _("Exact interest"),
            "interest": _("Interest"),
            "sum": _("Interest on this document"),
            "total": _("Total"),
        }

    def _make_card(self):
        """Return the attachment with the card; a draft's is made anew each time."""
        self.ensure_one()
        if self.card_id and self.approved_on:
            return self.card_id
        content = note_card.build(self._card())
        number = self.name.replace("/", "_").strip("_") or "draft"
        vals = {"name": f"{number}.xlsx", "raw": content, "mimetype": XLSX}
        # sudo: who may read the note may have its card; nobody else may write it
        card = self.sudo().card_id
        if card:
            card.write(vals)
        else:
            card = card.create({**vals, "res_model": self._name, "res_id": self.id})
            self.sudo().card_id = card
        return card

    def _mail_attachments(self):
        return super()._mail_attachments() | self._make_card()

    def action_open_card(self):
        """Download the calculation card."""
        return download(self._make_card())
