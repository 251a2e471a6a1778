from odoo import api, fields, models

from ..tools.claim_columns import plain


class DebtFileMapping(models.Model):
    """How the columns of a kind of file are read: remembered for the next one with such columns."""

    _name = "debt.file.mapping"
    _description = "Columns of Files"
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    signature = fields.Char(
        "Column names", readonly=True, index=True, help="By which a file is recognised."
    )
    columns = fields.Json(
        "Columns (data)", readonly=True, help="{name of the column: what it holds}"
    )
    decimal_mark = fields.Char(readonly=True)

    @api.model
    def _signature(self, headings):
        """The column names of a file as one text; order and case don't matter."""
        return "|".join(sorted(filter(None, map(plain, headings))))

    @api.model
    def _of_headings(self, company, headings):
        """Return the last remembered mapping of files with these headings, or none."""
        domain = [("company_id", "=", company.id), ("signature", "=", self._signature(headings))]
        return self.search(domain, order="write_date desc", limit=1)

    def _targets(self, headings):
        """Return [what a column holds, or None] of a file with these headings; [] without self."""
        return [self.columns.get(plain(heading)) for heading in headings] if self else []

    @api.model
    def _remember(self, company, name, columns, decimal_mark):
        """Keep how a file was read; a file with the same columns is read so from now on.

        :param columns: [(heading, what it holds or False)]
        """
        headings = [heading for heading, _target in columns]
        values = {
            "columns": {plain(heading): target for heading, target in columns if target},
            "decimal_mark": decimal_mark,
        }
        known = self._of_headings(company, headings)
        if known:
            known.write(values)
            return known
        return self.create(
            {
                "name": name,
                "company_id": company.id,
                "signature": self._signature(headings),
                **values,
            }
        )
