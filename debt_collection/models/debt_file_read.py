from odoo import Command, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..tools import claim_columns, claim_rows, table_file, table_xml

PREVIEW_ROWS = 10
PREVIEW_ERRORS = 50


class DebtFileImport(models.Model):
    """Reading a file: which column holds what, and what is wrong in which row."""

    _inherit = "debt.file.import"

    def action_read(self):
        """Find the columns of the file: as in an earlier one like it, else by their headings."""
        self.ensure_one()
        self._check_not_taken()
        rows = self._rows()
        top = claim_columns.header_row(rows)
        mapping = self.env["debt.file.mapping"]._of_headings(self.company_id, rows[top])
        targets = mapping._targets(rows[top]) or claim_columns.targets(rows[top])
        below = [row for row in rows[top + 1 :] if any(row)]
        self.column_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "sequence": number,
                        "name": heading,
                        "sample": next((r[number] for r in below if r[number : number + 1]), ""),
                        "target": target,
                    }
                )
                for number, (heading, target) in enumerate(zip(rows[top], targets, strict=True))
            ),
        ]
        self.mapping_id = mapping
        if mapping.decimal_mark:
            self.decimal_mark = mapping.decimal_mark
        self._check_rows(rows)

    def action_check(self):
        """Read the whole file as the columns say and show what comes of it; nothing is taken."""
        self.ensure_one()
        self._check_rows()

    def _check_rows(self, rows=None):
        """Show what comes of the file; return its claims and errors.

        :param rows: the file as read already
        """
        claims, errors = self._claims(rows or self._rows())
        self.write(
            {
                "row_count": len(claims),
                "error_count": len(errors),
                "preview_html": self._preview(claims, errors),
            }
        )
        return claims, errors

    def _check_not_taken(self):
        if self.state != "draft":
            raise UserError(self.env._("This file was taken over already: start a new one."))

    def _rows(self):
        """Return the rows of the file, also empty ones; UserError in words for people."""
        content = self._attachment().raw
        try:
            if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                return table_xml.rows(content)
            return table_file.rows(content, keep_empty=True)
        except (table_xml.XmlError, table_file.TableError) as error:
            raise UserError(self._file_error(error.code)) from error

    def _attachment(self):
        """The uploaded file."""
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        return self.env["ir.attachment"].search([*self._files_domain(), ("res_id", "=", self.id)])

    def _files_domain(self):
        return [("res_model", "=", self._name), ("res_field", "=", "file")]

    def _file_error(self, code):
        _ = self.env._
        texts = {
            "empty": _("There is nothing in this file that could be read as a list."),
            "encoding": _("The letters of this file can't be read: save it as UTF-8 or XLSX."),
            "workbook": _("This isn't a workbook that can be read: save it as XLSX or CSV."),
            "size": _("This file is too big: divide it."),
            "xml": _("This XML file is broken."),
            "doctype": _("XML files that declare a document type aren't read."),
        }
        return texts.get(code) or texts["empty"]

    def _claims(self, rows):
        """Return ([tools.claim_rows.Claim], [tools.claim_rows.Error]) of the whole file."""
        top = claim_columns.header_row(rows)
        targets = self.column_ids.sorted("sequence").mapped("target")
        known = self.env["res.currency"].search([]).mapped("name")
        missing = self._missing_targets(targets)
        if missing:
            return [], missing
        return claim_rows.read(
            rows[top + 1 :], targets, known, self.currency_id.name, self.decimal_mark, top + 2
        )

    def _missing_targets(self, targets):
        """What no column was said to hold, and what two were."""
        wrong = [
            claim_rows.Error(0, name, "column") for name in claim_rows.REQUIRED
            if name not in targets
        ]  # fmt: skip
        if not {"amount_open", "amount_total"} & set(targets):
            wrong.append(claim_rows.Error(0, "amount_open", "column"))
        twice = {name for name in targets if name and targets.count(name) > 1}
        return wrong + [claim_rows.Error(0, name, "twice") for name in sorted(twice)]

    # preview

    def _preview(self, claims, errors):
        """HTML of the first rows as they were understood, and of what is wrong."""
        labels = dict(
            self.env["debt.file.column"]._fields["target"]._description_selection(self.env)
        )
        return self.env["ir.qweb"]._render(
            "debt_collection.file_preview",
            {
                "claims": claims[:PREVIEW_ROWS],
                "number": lambda value: formatLang(self.env, float(value), digits=2),
                "count": len(claims),
                "customers": len({claim_rows.customer_key(claim.partner) for claim in claims}),
                "sums": self._sums(claims),
                "errors": [self._error_text(error, labels) for error in errors[:PREVIEW_ERRORS]],
                "more": max(0, len(errors) - PREVIEW_ERRORS),
            },
        )

    def _sums(self, claims):
        sums = {}
        for claim in claims:
            sums[claim.currency] = sums.get(claim.currency, 0) + claim.amount_open
        by_name = {c.name: c for c in self.env["res.currency"].search([("name", "in", list(sums))])}
        return ", ".join(by_name[name].format(float(total)) for name, total in sums.items())

    def _error_text(self, error, labels):
        _, what = self.env._, labels[error.target]
        value = error.value
        texts = {
            "column": _("%(what)s: choose the column that holds it.", what=what),
            "twice": _("%(what)s: only one column can hold it.", what=what),
            "missing": _("%(what)s is missing.", what=what),
            "amount": _("%(what)s: “%(value)s” isn't an amount.", what=what, value=value),
            "ambiguous": _(
                "%(what)s: “%(value)s” could be two amounts; say above how amounts are written.",
                what=what,
                value=value,
            ),
            "date": _("%(what)s: “%(value)s” isn't a day.", what=what, value=value),
            "order": _("%(what)s: “%(value)s” is before the day of issue.", what=what, value=value),
            "currency": _(
                "%(what)s: “%(value)s” isn't an active currency.", what=what, value=value
            ),
            "duplicate": _("Document “%(value)s” of this customer is there twice.", value=value),
            "long": _("%(what)s: “%(value)s…” is too long.", what=what, value=value),
        }
        row = _("Row %(row)s: ", row=error.row) if error.row else ""
        return row + texts[error.code]
