import io
from decimal import Decimal

from odoo import models

from ..report import posting_book, table_sheet
from ..report.table_sheet import COUNT, MONEY, XLSX, Column, Table
from ..tools import wording
from ..tools.download import download


class DebtPosting(models.Model):
    """The posting book: what is handed in, for the clerk's stamp; as PDF and as a workbook."""

    _inherit = "debt.posting"

    def action_book_pdf(self):
        """Download the posting book of this posting."""
        self.ensure_one()
        content, _pages = posting_book.build(self._in_company_language()._book())
        return self._download(f"{self._file_name()}.pdf", content, "application/pdf")

    def action_book_xlsx(self):
        """Download the posting book as a workbook."""
        self.ensure_one()
        return self._download(
            f"{self._file_name()}.xlsx", self._in_company_language()._book_sheet(), XLSX
        )

    def _in_company_language(self):
        """The book is for the post: printed in the company's language, whoever prints it."""
        return self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)

    def _file_name(self):
        return self.name.replace("/", "_")

    def _download(self, name, content, mimetype):
        file = self.env["ir.attachment"].create(
            {"name": name, "raw": content, "mimetype": mimetype, "res_model": self._name}
        )
        return download(file)

    def _book(self):
        return posting_book.Book(
            title=self.env._("Posting book"),
            sender=self._sender_lines(),
            facts=self._book_facts(),
            labels=self._book_labels(),
            rows=[letter._book_row() for letter in self._registered()],
            closing=self._closing_lines(),
        )

    def _sender_lines(self):
        partner = self.company_id.sudo().partner_id  # a collector prints it without reading it all
        town = " ".join(filter(None, [partner.zip, partner.city]))
        address = ", ".join(filter(None, [partner.street, partner.street2, town]))
        sender = self.env._("Sender: %(name)s", name=self.company_id.name)
        return [sender, *filter(None, [address])]

    def _book_facts(self):
        _, day = self.env._, self.date.isoformat()
        facts = [_("No. %(number)s", number=self.name), _("Handed in on %(day)s", day=day)]
        return facts + ([self.office] if self.office else [])

    def _closing_lines(self):
        count = self.registered_count
        words = wording.in_words(count, self.env.lang)
        lines = [
            self.env._(
                "Registered letters: %(count)s (in words: %(words)s)", count=count, words=words
            )
        ]
        if ordinary := self.count - count:
            lines.append(self.env._("Ordinary letters besides: %(count)s", count=ordinary))
        return lines

    def _book_labels(self):
        _ = self.env._
        return {
            "number": _("No."),
            "addressee": _("Addressee (name)"),
            "place": _("Exact place of delivery"),
            "value": _("Declared value"),
            "weight": _("Mass"),
            "posting_number": _("Posting number"),
            "remarks": _("Remarks"),
            "fee": _("Postage"),
            "cash": _("Cash on delivery"),
            "money": (_("zł"), _("gr")),
            "mass": ("kg", "g"),
            "carried_from": _("Brought forward"),
            "carried_to": _("Carried forward"),
            "total": _("Total"),
            "page": _("Page %(page)s of %(pages)s"),
            "stamp": _("date stamp and signature of the clerk"),
        }

    def _book_sheet(self):
        labels = self._book_labels()
        columns = [
            Column(labels["number"], COUNT, 6),
            Column(labels["addressee"], width=40),
            Column(labels["place"], width=45),
            Column(labels["value"], MONEY, 12),
            Column(self.env._("Mass (g)"), COUNT, 10),
            Column(labels["posting_number"], width=26),
            Column(labels["remarks"], width=26),
            Column(labels["fee"], MONEY, 12, has_total=True),
            Column(labels["cash"], MONEY, 12),
        ]
        rows = [
            (place, r.name, r.place, None, r.weight, r.number, r.remarks, float(r.fee), None)
            for place, r in enumerate((one._book_row() for one in self._registered()), 1)
        ]
        out = io.BytesIO()
        heading = [*self._sender_lines(), *self._book_facts(), *self._closing_lines()]
        table = Table(self._file_name(), columns, rows, labels["total"])
        table_sheet.build(out, self.env._("Posting book"), heading, [table])
        return out.getvalue()


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def _book_row(self):
        """The line of this letter in the posting book."""
        name, *place = self._address_lines()
        receipt = self.company_id.debt_post_receipts and self.env._("receipt")
        return posting_book.Row(
            name=name,
            place=", ".join(place),
            weight=self.post_weight,
            number=self.post_number or "",
            remarks=", ".join(filter(None, [self.name, receipt])),
            fee=Decimal(str(self.post_fee or 0)),
        )
