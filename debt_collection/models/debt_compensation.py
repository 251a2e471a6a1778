from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtCompensation(models.Model):
    """A debit note for the costs of recovery: EUR 40, 70 or 100 for each late invoice or
    instalment (art. 10 of the Act of 8 March 2013). No VAT, not in KSeF, never to consumers.
    """

    _name = "debt.compensation"
    _description = "Compensation Note"
    _inherit = ["debt.note.mixin"]

    line_ids = fields.One2many("debt.compensation.line", "note_id", "Receivables")
    charged_count = fields.Integer("Receivables charged", compute="_compute_total", store=True)
    total = fields.Monetary(compute="_compute_total", store=True)
    alerts = fields.Json(compute="_compute_alerts")

    _draft_company = models.Index("(company_id) WHERE state = 'draft'")

    @api.depends("line_ids.amount", "line_ids.state")
    def _compute_total(self):
        for note in self:
            charged = note._charged_lines()
            note.charged_count = len(charged)
            note.total = sum(charged.mapped("amount"))

    @api.depends("state")
    def _compute_alerts(self):
        """Where the books were closed: the entry lies in a later period."""
        for note in self:
            moved = note.date_account and note.date_account != note.date
            text = moved and self.env._(
                "The books were closed on the note's date: its entry is dated %(day)s.",
                day=note.date_account,
            )
            note.alerts = {"moved": {"level": "info", "message": text}} if moved else {}

    def _charged_lines(self):
        """Return what it charges, oldest due first."""
        lines = self.line_ids.filtered(lambda line: line.state in ("charged", "void"))
        return lines.sorted(lambda line: (line.date_due, line.name or "", line.id))

    # hooks of the mixin --------------------------------------------------------------------------

    def _series(self):
        return "debt.compensation", "NK", self.env._("Compensation notes")

    def _heading(self):
        return self.env._("Debit note - compensation for recovery costs")

    def _note_journal(self):
        self.company_id._debt_compensation_setup()
        return self.company_id.debt_compensation_journal_id

    def _credit_vals(self):
        account = self.company_id.debt_compensation_account_id
        return [
            (
                account,
                line.amount,
                self.env._(
                    "Compensation %(invoice)s: EUR %(euros)s at %(rate)s",
                    invoice=line.name,
                    euros=line.tier_eur,
                    rate=line.rate,
                ),
            )
            for line in self._charged_lines()
        ]

    def _check_can_approve(self, day):
        lines = self._charged_lines()
        if not lines:
            raise UserError(
                self.env._("%(note)s charges nothing. Cancel it.", note=self.display_name)
            )
        changed = lines._changed(day)
        if changed:
            raise UserError(
                self.env._(
                    "Compensation isn't owed any more, or in another amount, for: %(documents)s. "
                    "Take these lines off the note; the next proposal calculates them anew.",
                    documents=", ".join(changed.mapped("name")),
                )
            )
        return super()._check_can_approve(day)

    def _cancel(self, reason, day):
        result = super()._cancel(reason, day)
        # the right isn't lost with the note: it can be charged again
        self.line_ids.sudo().filtered(lambda line: line.state == "charged").state = "void"
        return result

    # paper ---------------------------------------------------------------------------------------

    def _fragment_template(self):
        return "debt_collection.compensation_body"

    def _paper_values(self):
        """Rows of the table as ready texts, in the note's language."""
        pln, lines = self.currency_id, self._charged_lines()
        carried = self._carried(lines.mapped("amount"), pln)
        return {
            **super()._paper_values(),
            "rows": [
                {
                    "name": line.name,
                    "due": self._day_text(line.date_due),
                    "gross": self._amount_text(line.gross, line.gross_currency_id),
                    "threshold": line._threshold_text(),
                    "euros": str(line.tier_eur),
                    "table": line.table_no,
                    "rate_day": self._day_text(line.rate_date),
                    "rate": f"{line.rate:.4f}".replace(".", self._style().decimal_point),
                    "amount": self._number_text(line.amount, pln),
                    "carry": carry,
                }
                for line, carry in zip(lines, carried, strict=True)
            ],
            "euros_text": str(sum(lines.mapped("tier_eur"))),
            "sum_text": self._number_text(self.total, pln),
        }
