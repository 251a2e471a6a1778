import base64
import io
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..report import table_sheet
from ..report.table_sheet import COUNT, DAY, MONEY, Column, Table
from ..tools.download import download_own
from .debt_practice_part import BUCKETS, CONTEXT

# rows below the buckets: which parts of a side they count
BELOW = {"5_total": "is_paid", "6_late": "is_late", "7_due": "is_due"}
ROWS = [
    *BUCKETS,
    ("5_total", "Paid in the year in all"),
    ("6_late", "Not paid within the agreed term"),
    ("7_due", "Fell due in the year in all"),
]


class DebtPractice(models.Model):
    """Report of payment practices of a calendar year: how soon we are paid, and pay.

    Polish Act of 8 March 2013 on late payments, art. 13a: companies with a revenue of more than
    EUR 50 million send it to the minister by 30 April of the next year.
    """

    _name = "debt.practice"
    _description = "Report of Payment Practices"
    _order = "year desc, company_id"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: self.env.company._debt_today().year - 1,
    )
    computed_on = fields.Datetime("As of", readonly=True)
    line_ids = fields.One2many("debt.practice.line", "practice_id", readonly=True)
    note = fields.Text("Remarks", help="What was left out or put right by hand, and why.")
    file = fields.Binary(attachment=True, readonly=True)
    file_name = fields.Char(readonly=True)

    _year_unique = models.Constraint(
        "UNIQUE (company_id, year)", "There is one report for each company and year."
    )

    @api.constrains("year", "company_id")
    def _check_year(self):
        for report in self:
            if not 2000 <= report.year <= report.company_id._debt_today().year:
                raise ValidationError(self.env._("The report needs a year that has begun."))

    @api.depends("year", "company_id")
    def _compute_display_name(self):
        for report in self:
            report.display_name = f"{report.company_id.name} {report.year or ''}"

    def action_compute(self):
        """Read the figures from the ledger, again where they were read before."""
        for report in self:
            lines = [fields.Command.create(vals) for vals in report._prepare_lines()]
            report.line_ids.unlink()
            report.write({"line_ids": lines, "computed_on": fields.Datetime.now()})

    def _asked(self):
        """Return the context in which `debt.practice.part` shows this company and year."""
        self.ensure_one()
        return {CONTEXT: {"company_id": self.company_id.id, "year": self.year}}

    def _parts(self):
        """Return `debt.practice.part` of this company and year."""
        parts = self.env["debt.practice.part"].with_context(
            **self._asked(), allowed_company_ids=self.company_id.ids
        )
        # another year may have been read in this transaction
        parts.invalidate_model()
        return parts

    def _prepare_lines(self):
        sums = self._sums()
        return [
            {
                "row": row,
                "received": sums[row].get("receivable", 0.0),
                "received_share": self._share(sums, row, "receivable"),
                "paid": sums[row].get("payable", 0.0),
                "paid_share": self._share(sums, row, "payable"),
            }
            for row in sums
        ]

    def _sums(self):
        """Return {row: {side: amount}}; the ledger is read once for all rows."""
        sums = {row: defaultdict(float) for row, _name in ROWS}
        groupby = ["side", "bucket", *BELOW.values()]
        for side, bucket, *flags, amount in self._parts()._read_group([], groupby, ["amount:sum"]):
            rows = [row for row, is_in in zip(BELOW, flags, strict=True) if is_in]
            # the buckets divide what was paid in the year
            for row in [*rows, bucket] if "5_total" in rows else rows:
                sums[row][side] += amount
        return sums

    def _row_domain(self, row):
        if row in BELOW:
            return Domain(BELOW[row], "=", True)
        return Domain("bucket", "=", row) & Domain("is_paid", "=", True)

    def _share(self, sums, row, side):
        """Per cent of a row: of what was paid in the year, for what is late of what fell due."""
        whole = sums["7_due" if row in ("6_late", "7_due") else "5_total"].get(side)
        return 100 * sums[row].get(side, 0.0) / whole if whole else 0.0

    def _open_parts(self, side, row):
        """Open what a figure is made of."""
        label = dict(self.line_ids._fields["row"]._description_selection(self.env))[row]
        return {
            "type": "ir.actions.act_window",
            "name": f"{self.display_name}: {label}",
            "res_model": "debt.practice.part",
            "view_mode": "list,pivot",
            "domain": list(self._row_domain(row) & Domain("side", "=", side)),
            "context": self._asked(),
        }

    def action_xlsx(self):
        """Download the report as a workbook, with each document."""
        self.ensure_one()
        if not self.line_ids:
            self.action_compute()
        out = io.BytesIO()
        heading = [self.company_id.name, self.company_id.vat or "", str(self.year)]
        title = self.env._("Report of payment practices")
        table_sheet.build(out, title, heading, self._tables())
        name = self.env._("payment_practices")
        self.write(
            {"file": base64.b64encode(out.getvalue()), "file_name": f"{name}_{self.year}.xlsx"}
        )
        return download_own(self)

    def _tables(self):
        _ = self.env._
        labels = dict(self.line_ids._fields["row"]._description_selection(self.env))
        heads = [
            Column(_("Row"), width=45),
            Column(_("We are paid"), MONEY),
            Column("%", MONEY),
            Column(_("We pay"), MONEY),
            Column("%", MONEY),
        ]
        rows = [
            (labels[line.row], line.received, line.received_share, line.paid, line.paid_share)
            for line in self.line_ids
        ]
        parts = self._parts().search([])
        sides = dict(parts._fields["side"]._description_selection(self.env))
        return [
            Table(_("Report"), heads, rows),
            *(
                self._part_table(name, parts.filtered(lambda part, one=side: part.side == one))
                for side, name in sides.items()
            ),
        ]

    def _part_table(self, name, parts):
        buckets = dict(parts._fields["bucket"]._description_selection(self.env))
        rows = [
            (
                part.name or "",
                part.partner_id.display_name,
                part.date_invoice,
                part.date_due,
                part.date_paid or None,
                part.days if part.date_paid else None,
                buckets[part.bucket] if part.is_paid else None,
                part.amount if part.is_late else None,
                part.amount,
            )
            for part in parts
        ]
        return Table(name, self._part_columns(), rows, self.env._("Total"))

    def _part_columns(self):
        _ = self.env._
        return [
            Column(_("Document")),
            Column(_("Customer or vendor"), width=40),
            Column(_("Issued"), DAY),
            Column(_("Due date"), DAY),
            Column(_("Paid on"), DAY),
            Column(_("Days from issue"), COUNT),
            Column(_("Paid in the year, within"), width=18),
            Column(_("Not paid in time"), MONEY, has_total=True),
            Column(_("Amount"), MONEY, has_total=True),
        ]
