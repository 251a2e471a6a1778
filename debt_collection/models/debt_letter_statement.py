import io
from collections import namedtuple
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import groupby

from ..report import statement_sheet
from ..report.table_sheet import XLSX
from ..tools import aging
from ..tools.balance import running
from .debt_action_effect import MONEY_JOURNALS

RANK = "s_statement"
# as of another day, to be confirmed
BALANCE_RANK = "s_balance"

Row = namedtuple("Row", "line name note date_invoice date_due days_late total open balance")
# rows of one currency: balances after each of them, all that is owed, what of it is late and by
# how many days: [Age]
Group = namedtuple("Group", "currency rows balances balance overdue ages")
# what is late by `first` to `last` days (None: any later)
Age = namedtuple("Age", "text first last amount")


class DebtLetterType(models.Model):
    _inherit = "debt.letter.type"

    rank = fields.Selection(
        selection_add=[(RANK, "Statement of account"), (BALANCE_RANK, "Balance confirmation")],
        ondelete={RANK: "cascade", BALANCE_RANK: "cascade"},
    )


class DebtLetter(models.Model):
    """The statement of account: open items with their running balance, as PDF and as a workbook.

    What of it can be paid is told by the text; nothing is demanded.
    """

    _inherit = "debt.letter"

    is_statement = fields.Boolean(compute="_compute_is_statement")
    xlsx_id = fields.Many2one("ir.attachment", "Workbook", readonly=True, copy=False)
    is_past = fields.Boolean(
        "Of a day gone by", compute="_compute_is_past", help="What was paid since isn't taken off."
    )
    overdue_text = fields.Char("Overdue", compute="_compute_overdue_text")

    @api.depends("letter_type_id.rank")
    def _compute_is_statement(self):
        for letter in self:
            letter.is_statement = letter.letter_type_id.rank in (RANK, BALANCE_RANK)

    @api.depends("date", "as_of")
    def _compute_is_past(self):
        for letter in self:
            letter.is_past = bool(letter.as_of and letter.date and letter.as_of < letter.date)

    def _prepare_letter_vals(self, action, contact, today):
        """A statement of a day gone by speaks of that day."""
        values = super()._prepare_letter_vals(action, contact, today)
        return {**values, "as_of": action._asked_day() or values["as_of"]}

    @api.depends("lang", "as_of", "action_id.line_ids.amount_open")
    def _compute_overdue_text(self):
        for letter in self._in_own_language():
            parts = [
                letter._amount_text(group.overdue, group.currency)
                for group in letter._statement_groups()
                if group.overdue > 0
            ]
            letter.overdue_text = letter._join(parts)

    def _signer(self, action):
        if action.kind == "statement":
            return action.user_id
        return super()._signer(action)

    def _totals(self):
        """Of a statement: the balance of each currency."""
        if not self.is_statement:
            return super()._totals()
        return self._ordered(
            {group.currency: float(group.balance) for group in self._statement_groups()}
        )

    def _tables(self):
        return [] if self.is_statement else super()._tables()

    def _statement_lines(self):
        """Lines of the statement by day of issue; in a preview those of any letter."""
        lines = self._role_lines("statement") or self._role_lines("demanded")
        return lines.sorted(lambda line: (line.date_invoice or self.date, line.name or "", line.id))

    def _statement_groups(self):
        """Return the groups of a statement, the company's currency first; nothing for letters."""
        if not self.is_statement:
            return []
        lines, own = self._statement_lines(), self.company_id.currency_id
        notes = self._document_notes(lines)
        groups = [
            self._statement_group(currency, list(rows), notes)
            for currency, rows in groupby(lines, lambda line: line.currency_id)
        ]
        return sorted(groups, key=lambda group: (group.currency != own, group.currency.name))

    def _statement_group(self, currency, lines, notes):
        amounts = [self._exact(line.amount_open, currency) for line in lines]
        balances = running(amounts)
        days = [self._days_late(line) for line in lines]
        rows = [
            Row(
                line,
                line.name or "",
                ", ".join(filter(None, [self._credit_note(line), notes.get(line.id)])),
                self._day_text(line.date_invoice),
                self._day_text(line.date_due),
                late,
                self._number_text(line.amount_total, currency),
                self._number_text(line.amount_open, currency),
                self._number_text(balance, currency),
            )
            for line, late, balance in zip(lines, days, balances, strict=True)
        ]
        overdue = sum(amount for amount, late in zip(amounts, days, strict=True) if late)
        ages = self._statement_ages(amounts, days) if overdue else []
        return Group(currency, rows, balances, balances[-1], overdue, ages)

    def _statement_ages(self, amounts, days):
        """Return what is late as the company's aging report splits it; the sum is all of it."""
        limits = self.env["debt.aging"]._usual_scope(self.company_id, day=self.as_of).limits
        late = list(zip(amounts, days, strict=True))
        ages = []
        for name, (first, last) in zip(aging.names(limits), aging.spans(limits), strict=True):
            parts = [amount for amount, day in late if first <= day and (not last or day <= last)]
            text = self.env._("%(days)s days", days=name)
            ages.append(Age(text, first, last, sum(parts, Decimal())))
        return ages

    def _ages_text(self, group):
        """Return the small print under what is overdue: "1–30 days: 100.00 · 31–60 days: …"."""
        return " · ".join(
            f"{age.text}: {self._number_text(age.amount, group.currency)}" for age in group.ages
        )

    def _exact(self, value, currency):
        return Decimal(str(currency.round(value)))

    def _credit_note(self, line):
        """What a credit is, as a word under its number."""
        if line.amount_open >= 0:
            return ""
        move = line._document()
        if move.move_type == "out_refund":
            return self.env._("credit note")
        paid = move.journal_id.type in MONEY_JOURNALS
        return self.env._("payment on account") if paid else self.env._("other credit")

    # workbook

    def _store_xlsx(self):
        """Make the workbooks of these statements: real numbers and days, in their language."""
        for letter in self.filtered("is_statement")._in_own_language():
            # sudo: what was printed is written by the add-on only, not by people
            letter_sudo = letter.sudo()
            letter_sudo.xlsx_id = (
                self.env["ir.attachment"]
                .sudo()
                .create(
                    {
                        "name": f"{letter.name.replace('/', '_')}.xlsx",
                        "raw": letter._xlsx(),
                        "mimetype": XLSX,
                        "res_model": letter._name,
                        "res_id": letter.id,
                    }
                )
            )

    def _xlsx(self):
        """Return the bytes of the workbook."""
        heading = [
            self.creditor_name,
            self.debtor_name,
            self.env._("Open items as of %(day)s", day=self.as_of_text),
        ]
        sheets = [self._xlsx_sheet(group) for group in self._statement_groups()]
        out = io.BytesIO()
        title = self.heading or self.name
        statement_sheet.build(out, title, heading, self._xlsx_labels(), sheets)
        return out.getvalue()

    def _xlsx_labels(self):
        _ = self.env._
        return {
            "document": _("Document"),
            "note": _("Remarks"),
            "issued": _("Issued"),
            "due": _("Due"),
            "late": _("Days late"),
            "total": _("Gross amount"),
            "open": _("Still open"),
            "balance": _("Balance"),
            "sum": _("Total"),
            "overdue": _("of which overdue"),
        }

    def _xlsx_sheet(self, group):
        lines = [
            statement_sheet.Line(
                row.name,
                row.note,
                row.line.date_invoice,
                row.line.date_due,
                row.days_late,
                row.line.amount_total,
                row.line.amount_open,
                float(balance),
            )
            for row, balance in zip(group.rows, group.balances, strict=True)
        ]
        ages = [age._replace(amount=float(age.amount)) for age in group.ages]
        return statement_sheet.Sheet(group.currency.name, lines, float(group.overdue), ages)

    def _prepare_message_vals(self, copies, links):
        values = super()._prepare_message_vals(copies, links)
        if self.xlsx_id:
            values["attachment_ids"].append((4, self.xlsx_id.id))
        return values
