from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .debt_document_mixin import CHATTER_FIELDS, PAPER_FIELDS


class DebtCashReport(models.Model):
    """Cash report (raport kasowy, RK): everything that moved on the account of a cash journal.

    Not an `account.bank.statement`: that has no journal before its first line, can't be opened and
    knows only statement lines, while payments may be booked on cash without one. A report makes a
    statement of its lines when it is closed, so that Odoo protects them and shows the balance.
    """

    _name = "debt.cash.report"
    _description = "Cash Report"
    _inherit = ["mail.thread", "debt.evidence.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    _evidence_whitelist = PAPER_FIELDS
    _evidence_user_fields = CHATTER_FIELDS | {"date_from"}

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    journal_id = fields.Many2one(
        "account.journal",
        "Cash journal",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('type', '=', 'cash'), ('company_id', '=', company_id)]",
        default=lambda self: self._default_journal(),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id", store=True)
    date_from = fields.Date("Opened on", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Closed on", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        index=True,
        readonly=True,
        copy=False,
    )
    opened_by_id = fields.Many2one(
        "res.users", "Opened by", default=lambda self: self.env.uid, readonly=True, copy=False
    )
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, copy=False)
    line_ids = fields.One2many("debt.cash.report.line", "report_id", readonly=True)
    receipt_ids = fields.One2many("debt.cash.receipt", "report_id", readonly=True)
    statement_id = fields.Many2one(
        "account.bank.statement", "Statement", readonly=True, ondelete="set null", copy=False
    )
    balance_start = fields.Monetary("Opening balance", readonly=True, copy=False)
    total_in = fields.Monetary("Received", compute="_compute_totals", store=True)
    total_out = fields.Monetary("Paid out", compute="_compute_totals", store=True)
    balance_end = fields.Monetary("Closing balance", compute="_compute_totals", store=True)
    ledger_difference = fields.Monetary(
        "Difference to the ledger",
        compute="_compute_ledger_difference",
        help="Entries on the account of the cash journal that no report has.",
    )

    _one_open = models.UniqueIndex(
        "(journal_id) WHERE state = 'open'",
        "This cash journal already has an open report: close it first.",
    )

    @api.model
    def _default_journal(self):
        Journal = self.env["account.journal"]
        domain = [*Journal._check_company_domain(self.env.company), ("type", "=", "cash")]
        return Journal.search(domain, limit=1)

    @api.depends("journal_id")
    def _compute_currency_id(self):
        for report in self:
            journal = report.journal_id
            report.currency_id = journal.currency_id or journal.company_id.currency_id

    @api.depends("balance_start", "line_ids.amount")
    def _compute_totals(self):
        for report in self:
            amounts = report.line_ids.mapped("amount")
            report.total_in = sum(amount for amount in amounts if amount > 0)
            report.total_out = -sum(amount for amount in amounts if amount < 0)
            report.balance_end = report.balance_start + sum(amounts)

    @api.depends("balance_end", "date_to")
    def _compute_ledger_difference(self):
        for report in self:
            last = report.date_to or fields.Date.context_today(report)
            ledger = report._ledger_balance([("date", "<=", last)])
            difference = ledger - report.balance_end
            report.ledger_difference = report.currency_id.round(difference)

    @api.depends("name", "journal_id")
    def _compute_display_name(self):
        for report in self:
            report.display_name = f"{report.name} ({report.journal_id.name})"

    def _is_final(self):
        return self.state == "closed"

    # opening and closing -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A report is opened by being created: number and opening balance belong to that."""
        self.flush_model(["state"])  # one closed in this transaction gives way to the next
        reports = super().create(vals_list)
        for report in reports:
            report._start()
        return reports

    def _start(self):
        last = self._previous()
        if last and self.date_from < last.date_to:
            raise UserError(
                self.env._(
                    "%(report)s was closed on %(date)s: the next one can't begin earlier.",
                    report=last.name,
                    date=format_date(self.env, last.date_to),
                )
            )
        before = last.balance_end if last else self._ledger_balance([("date", "<", self.date_from)])
        # written here only, people can't set it
        self.sudo().write({"name": self._number(), "balance_start": before})
        self._sync_lines()

    def _previous(self):
        """Return the last closed report of the journal."""
        domain = [("journal_id", "=", self.journal_id.id), ("state", "=", "closed")]
        return self.search(domain, order="date_to desc, id desc", limit=1)

    def _number(self):
        journal = self.journal_id
        return self.company_id._debt_next_number(
            f"debt.cash.report.{journal.id}",
            journal._debt_cash_prefix("RK"),
            self.env._("Cash reports: %(journal)s", journal=journal.name),
            self.date_from,
        )

    @api.model
    def _current(self, journal):
        """Return the open report of a cash journal, or none."""
        return self.search([("journal_id", "=", journal.id), ("state", "=", "open")], limit=1)

    def action_close(self):
        for report in self:
            report._close(report.company_id._debt_today())
        return self.action_print() if len(self) == 1 else None

    def _close(self, day):
        """Close an open report: its lines and balances don't change any more."""
        if self.state != "open":
            raise UserError(self.env._("%(report)s is already closed.", report=self.name))
        self._sync_lines()
        last = max([self.date_from, *self.line_ids.mapped("date")])
        statement = self._make_statement()
        # written here only, people can't set it
        self.sudo().write(
            {
                "state": "closed",
                "date_to": max(last, min(day, fields.Date.context_today(self))),
                "closed_by_id": self.env.uid,
                "statement_id": statement.id,
            }
        )

    def _make_statement(self):
        """Gather the statement lines in one statement of Odoo, complete and so protected."""
        lines = self.line_ids.move_line_id.move_id.statement_line_id
        lines = lines.filtered(lambda line: not line.statement_id)
        if not lines:
            return lines.statement_id
        # who keeps the cash needn't be a bookkeeper with rights to bank statements
        statement = (
            self.env["account.bank.statement"]
            .sudo()
            .create({"name": self.name, "line_ids": [Command.set(lines.ids)]})
        )
        statement.balance_end_real = statement.balance_end
        return statement

    # lines ---------------------------------------------------------------------------------------

    def action_refresh(self):
        self._sync_lines()

    def _sync_lines(self):
        """Take in what was booked on cash since, drop what is booked no more."""
        for report in self.filtered(lambda report: report.state == "open"):
            gone = report.line_ids.filtered(lambda line: line.move_line_id.parent_state != "posted")
            gone.unlink()
            items = report._free_items()
            receipts = report.env["debt.cash.receipt"]._of_statement_lines(items.statement_line_id)
            self.env["debt.cash.report.line"].create(
                [
                    report._prepare_line_vals(item, receipts.get(item.statement_line_id))
                    for item in items
                ]
            )

    def _free_items(self):
        """Return journal items on cash that are in no report, from the first report's day on."""
        first = self.search([("journal_id", "=", self.journal_id.id)], order="date_from", limit=1)
        reported = self.env["debt.cash.report.line"]._search(
            [("report_id.journal_id", "=", self.journal_id.id), ("move_line_id", "!=", False)]
        )
        domain = [*self._account_domain(), ("date", ">=", first.date_from)]
        domain += [("id", "not in", reported.subselect("move_line_id"))]
        return self.env["account.move.line"].search(domain, order="date, id")

    def _prepare_line_vals(self, item, receipt):
        """Values of the line of a journal item; of a receipt, with its number and text."""
        return {
            "report_id": self.id,
            "move_line_id": item.id,
            "date": item.date,
            "name": receipt.name if receipt else item.move_id.name,
            "text": receipt.purpose if receipt else item.name or item.ref,
            "partner_id": item.partner_id.id,
            "amount": item.amount_currency,
        }

    def _account_domain(self):
        """Domain of the journal items on the account of the cash journal."""
        return [
            ("account_id", "=", self.journal_id.default_account_id.id),
            ("company_id", "=", self.company_id.id),
            ("parent_state", "=", "posted"),
        ]

    def _ledger_balance(self, domain):
        found = self.env["account.move.line"]._read_group(
            [*self._account_domain(), *domain], [], ["amount_currency:sum"]
        )
        return self.currency_id.round(found[0][0] or 0.0)
