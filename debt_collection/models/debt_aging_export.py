import base64
import io

from odoo import models
from odoo.tools import format_date

from ..report import aging_pdf, aging_sheet, aging_table
from ..tools import aging, wording


class DebtAging(models.Model):
    """The report as a workbook and on paper."""

    _inherit = "debt.aging"

    def _file(self, kind, group_by, domain, with_documents):
        """Return (content in base64, file name) of the report of the scope in the context.

        :param kind: "xlsx" or "pdf"
        :param group_by: a column of the report without "_id", as the dialog offers them
        """
        with_documents = with_documents or kind == "xlsx"
        table = self._build_table(group_by, domain, with_documents)
        if kind == "xlsx":
            out = io.BytesIO()
            aging_sheet.build(out, table)
            content = out.getvalue()
        else:
            content = aging_pdf.build(table, self._number_text, self._day_text)
        day = self._scope().day.strftime("%Y%m%d")
        name = self.env._("aging")
        return base64.b64encode(content), f"{name}_{day}.{kind}"

    def _number_text(self, amount):
        style = wording.STYLES.get(wording.language(self.env.lang or "en_US"))
        # an empty cell reads better than a zero in a table of many
        return wording.number_text(amount, 2, style or wording.STYLES["en"]) if amount else ""

    def _day_text(self, day):
        return format_date(self.env, day)

    def _build_table(self, group_by, domain, with_documents):
        """Return the `aging_table.Table` of the scope in the context."""
        # another scope may have been read in this transaction
        self.invalidate_model()
        scope = self._scope()
        columns = self._amount_columns(scope)
        field = group_by if group_by in self._fields else f"{group_by}_id"
        groups = self._read_group(
            domain,
            ["currency_id", field],
            ["__count", *(f"{column}:sum" for column in columns)],
        )
        items = self._items(domain, field, columns) if with_documents else {}
        sections = {}
        for currency, key, count, *amounts in groups:
            name = self._group_name(field, key)
            row = aging_table.Row(name, count, amounts, items.get((currency, key), []))
            sections.setdefault(currency, []).append(row)
        return aging_table.Table(
            self._title(scope),
            self._lines_below_title(),
            self._heads(scope),
            self._labels(field),
            [
                aging_table.Section(currency.name, sorted(rows, key=lambda r: -r.amounts[-1]))
                for currency, rows in sections.items()
            ],
            with_documents,
        )

    def _amount_columns(self, scope):
        buckets = [f"b{number}" for number in range(len(scope.limits) + 2)]
        return [*buckets, *(["credit"] if scope.credits_apart else []), "amount"]

    def _heads(self, scope):
        _ = self.env._
        credits = [_("Credits left")] if scope.credits_apart else []
        return [_("Not due yet"), *aging.names(scope.limits), *credits, _("Total")]

    def _labels(self, field):
        _ = self.env._
        return {
            "group": self._fields[field]._description_string(self.env),
            "count": _("Documents"),
            "documents": _("documents"),
            "document": _("Document"),
            "issued": _("Issued"),
            "due": _("Due"),
            "late": _("Days"),
            "total": _("Total"),
            "page": lambda page, pages: _("Page %(page)s of %(pages)s", page=page, pages=pages),
        }

    def _lines_below_title(self):
        return [", ".join(self.env.companies.mapped("name"))]

    def _group_name(self, field, key):
        if not key:
            return self.env._("(none)")
        if self._fields[field].type == "selection":
            return dict(self._fields[field]._description_selection(self.env))[key]
        return key.display_name

    def _items(self, domain, field, columns):
        """Return {(currency, group): [Item]}, the oldest due first."""
        rows = self.search_fetch(
            domain,
            ["name", "date_invoice", "date_due", "days_late", "currency_id", field, *columns],
        )
        found = {}
        for row in rows:
            item = aging_table.Item(
                row.name or "",
                row.date_invoice,
                row.date_due,
                row.days_late,
                [row[column] for column in columns],
            )
            found.setdefault((row.currency_id, row[field]), []).append(item)
        return found
