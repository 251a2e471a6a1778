import base64
import io

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import date_utils, format_date

from ..report import table_sheet
from ..report.table_sheet import COUNT, DAY, MONEY, Column, Table
from ..tools.download import download_own

# filters of the search view, and the columns they group by
GROUPS = [
    ("partner", "Customer"),
    ("collector", "Collector"),
    ("salesperson", "Salesperson"),
    ("profile", "Segment"),
    ("strategy", "Strategy"),
    ("country", "Country"),
    ("kind", "What"),
    ("month", "Month"),
    ("week", "Week"),
    ("day", "Day"),
]
COLUMNS = (
    "opening", "invoiced", "credited", "paid", "set_off", "other", "closing", "change",
)  # fmt: skip


class DebtMovementWizard(models.TransientModel):
    """Which period the movements are of, and whether they are shown or downloaded."""

    _name = "debt.movement.wizard"
    _description = "Movements of Receivables: Period"

    date_from = fields.Date(
        "From", default=lambda self: date_utils.start_of(self.env.company._debt_today(), "month")
    )
    date_to = fields.Date("To", default=lambda self: self.env.company._debt_today())
    group_by = fields.Selection(GROUPS, required=True, default="partner")
    file = fields.Binary(attachment=True, readonly=True)
    file_name = fields.Char(readonly=True)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for wizard in self:
            if wizard.date_from and wizard.date_to and wizard.date_from > wizard.date_to:
                raise ValidationError(self.env._("The period ends before it begins."))

    def action_show(self):
        """Show the period on the screen."""
        action = self.env["debt.movement"]._open([self.group_by], domain=self._domain())
        name = ", ".join(filter(None, [self.env._("Movements of receivables"), self._period()]))
        return {**action, "name": name, "display_name": name}

    def action_xlsx(self):
        """Download the period as a workbook."""
        return self._download(self._domain())

    def _domain(self):
        domain = Domain.TRUE
        if self.date_from:
            domain &= Domain("date", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("date", "<=", self.date_to)
        return domain

    def _period(self):
        days = [format_date(self.env, day) if day else "" for day in (self.date_from, self.date_to)]
        return "–".join(days) if any(days) else ""

    # workbook

    def _download(self, domain):
        """Make the workbook of the movements in `domain` and download it."""
        self.ensure_one()
        out = io.BytesIO()
        heading = [", ".join(self.env.companies.mapped("name")), self._period()]
        title = self.env._("Movements of receivables")
        table_sheet.build(out, title, heading, self._tables(domain))
        self.file = base64.b64encode(out.getvalue())
        days = [day.strftime("%Y%m%d") for day in (self.date_from, self.date_to) if day]
        self.file_name = "_".join([self.env._("movements"), *days]) + ".xlsx"
        return download_own(self)

    def _tables(self, domain):
        """A sheet of groups and one of documents for each currency of the companies."""
        report = self.env["debt.movement"]
        currencies = [currency for (currency,) in report._read_group(domain, ["currency_id"])] or [
            self.env.company.currency_id
        ]
        tables = []
        for currency in currencies:
            mine = Domain(domain) & Domain("currency_id", "=", currency.id)
            tables += [self._groups_table(mine, currency), self._rows_table(mine, currency)]
        return tables

    def _groups_table(self, domain, currency):
        report, spec = self.env["debt.movement"], self._group_spec()
        rows = [
            (self._group_name(spec, key), count, *amounts)
            for key, count, *amounts in report._read_group(
                domain, [spec], ["__count", *(f"{name}:sum" for name in COLUMNS)]
            )
        ]
        if not spec.startswith("date"):
            rows.sort(key=lambda row: -row[-1])
        label = dict(self._fields["group_by"]._description_selection(self.env))[self.group_by]
        columns = [Column(label, width=40), Column(self.env._("Rows"), COUNT)]
        return Table(currency.name, columns + self._money_columns(spec), rows, self.env._("Total"))

    def _group_spec(self):
        if self.group_by in ("day", "week", "month"):
            return f"date:{self.group_by}"
        name = self.group_by
        return name if name in self.env["debt.movement"]._fields else f"{name}_id"

    def _group_name(self, spec, key):
        if not key:
            return self.env._("(none)")
        if spec.startswith("date"):
            return format_date(self.env, key)
        if isinstance(key, models.BaseModel):
            return key.display_name
        selection = self.env["debt.movement"]._fields[spec]._description_selection(self.env)
        return dict(selection)[key]

    @api.model
    def _money_columns(self, spec=""):
        """Balances of months aren't added up; movements are."""
        names = self.env["debt.movement"]._fields
        return [
            Column(
                names[name]._description_string(self.env),
                MONEY,
                0,
                not spec.startswith("date") or name not in ("opening", "closing"),
            )
            for name in COLUMNS
        ]

    def _rows_table(self, domain, currency):
        _ = self.env._
        wanted = ["partner_id", "kind", "name", "date", "document_currency_id", "change_document"]
        rows = self.env["debt.movement"].search_fetch(domain, [*wanted, *COLUMNS])
        kinds = dict(rows._fields["kind"]._description_selection(self.env))
        columns = [
            Column(_("Customer"), width=40), Column(_("What")), Column(_("Document")),
            Column(_("Date"), DAY), *self._money_columns(),
            Column(_("Growth in its own currency"), MONEY), Column(_("Currency"), width=9),
        ]  # fmt: skip
        values = [
            (
                row.partner_id.display_name, kinds[row.kind], row.name, row.date,
                *(row[name] for name in COLUMNS),
                row.change_document, row.document_currency_id.name,
            )
            for row in rows.sorted(lambda row: (row.partner_id.display_name or "", row.date))
        ]  # fmt: skip
        name = _("%(currency)s documents", currency=currency.name)
        return Table(name, columns, values, _("Total"))
