from odoo import api, fields, models
from odoo.exceptions import UserError

POLICIES = [
    ("young", "Not late for long enough"),
    ("small", "Too small an amount"),
    ("quarter", "Enough charged in this quarter"),
    ("disputed", "Disputed"),
    ("insolvent", "Insolvency: to be lodged as a claim"),
    ("never", "Not claimed from this customer"),
    ("rate", "Exchange rate missing"),
    ("dropped", "Taken off a note"),
]


class DebtCompensationLine(models.Model):
    """The right to compensation for one receivable, and what was decided about it.

    One row for each receivable while not void: charged by a note, waived by somebody for a reason,
    or left unclaimed, by the company's policy, and then listed.
    """

    _name = "debt.compensation.line"
    _description = "Compensation for a Receivable"
    _inherit = ["debt.decision.mixin"]
    _order = "date_due, id"
    _rec_name = "name"

    _evidence_whitelist = frozenset({"state"})
    _reasoned_methods = ("_waive",)

    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    debtor_id = fields.Many2one(
        "debt.debtor", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    note_id = fields.Many2one(
        "debt.compensation", "Debit note", index="btree_not_null", ondelete="cascade"
    )
    note_state = fields.Selection(related="note_id.state", string="State of the note")
    move_line_id = fields.Many2one("account.move.line", "Journal item", ondelete="set null")
    move_id = fields.Many2one(related="move_line_id.move_id")
    name = fields.Char("Document")
    date_due = fields.Date("Due", help="Effective due date, moved to a working day.")
    days_late = fields.Integer("Days late", aggregator=None)
    gross = fields.Monetary("Gross amount", currency_field="gross_currency_id", aggregator=None)
    gross_currency_id = fields.Many2one("res.currency", required=True)
    gross_pln = fields.Monetary("Gross in PLN", aggregator=None)
    currency_id = fields.Many2one("res.currency", required=True)
    tier_eur = fields.Integer("EUR")
    rate = fields.Float("Mean rate", digits=(12, 6), aggregator=None)
    rate_date = fields.Date("Rate of")
    table_no = fields.Char("NBP table")
    amount = fields.Monetary("Compensation")
    state = fields.Selection(
        [
            ("left", "Not claimed"),
            ("charged", "Charged"),
            ("waived", "Waived"),
            ("void", "Note cancelled"),
        ],
        required=True,
        default="left",
        index=True,
    )
    policy = fields.Selection(POLICIES, "Not claimed because")
    reason = fields.Char(help="Why it was waived, or what is missing.")

    _once = models.UniqueIndex(
        "(move_line_id) WHERE state <> 'void'",
        "Compensation for this receivable is charged, waived or listed already.",
    )

    def _is_final(self):
        return bool(self.note_id) and self.note_id._is_final()

    @api.model
    def _settled(self, line_ids):
        """Return the ids of the journal items whose compensation is waived or in the books."""
        rows = self._read_group(
            [
                ("move_line_id", "in", line_ids),
                "|",
                ("state", "=", "waived"),
                "&",
                ("state", "=", "charged"),
                ("note_id.move_id.state", "=", "posted"),
            ],
            ["move_line_id"],
        )
        return {line.id for (line,) in rows}

    @api.model
    def _decided(self, line_ids):
        """Return the ids of the journal items whose compensation is charged or waived."""
        rows = self._read_group(
            [("move_line_id", "in", line_ids), ("state", "in", ("charged", "waived"))],
            ["move_line_id"],
        )
        return {line.id for (line,) in rows}

    def _changed(self, day):
        """Return those whose right is gone or has another amount, as the ledger says now."""
        changed = self.filtered(lambda line: not line.move_line_id)
        for company, lines in (self - changed).grouped("company_id").items():
            histories = self.env["debt.interest"]._histories(company, day, lines=lines.move_line_id)
            rights = self.env["debt.compensation"]._rights(company, histories, day)
            for line in lines:
                right = rights.get(line.move_line_id.id)
                same = right and not right.error and float(right.amount) == line.amount
                changed |= line.browse() if same else line
        return changed

    def _threshold_text(self):
        """The threshold of the law for this gross amount, in the words of the environment."""
        _ = self.env._
        texts = {
            40: _("up to PLN 5,000"),
            70: _("above PLN 5,000, below PLN 50,000"),
            100: _("PLN 50,000 or more"),
        }
        return texts.get(self.tier_eur, "")

    # decisions -----------------------------------------------------------------------------------

    def _waive(self, reason):
        """Give the compensation up, for a reason; it stays listed.

        :raise UserError: no reason given, or it is on a note that isn't a draft any more
        """
        self._check_reason(reason)
        self._check_open()
        self._decide(state="waived", policy=False, reason=reason)

    def _drop(self):
        """Take these off their draft notes: the right stays listed."""
        self._check_open()
        self._decide(state="left", policy="dropped", note_id=False, reason=False)

    def _check_open(self):
        """Raise UserError when a note with one of these has left draft."""
        for line in self:
            if line.state == "void" or (line.note_id and line.note_id.state != "draft"):
                raise UserError(
                    self.env._(
                        "%(document)s is on note %(note)s. Cancel the note first.",
                        document=line.name,
                        note=line.note_id.display_name,
                    )
                )

    def action_drop(self):
        self._drop()

    def action_waive(self):
        """Ask for the reason, then waive."""
        return self._ask_reason("_waive", self.env._("Waive compensation"))

    def action_restore(self):
        """Undo a waiver: the right is open again."""
        waived = self.filtered(lambda line: line.state == "waived")
        waived._check_open()
        waived._decide(state="left", policy=False, note_id=False, reason=False)

    def action_claim(self):
        """Put selected rights on draft notes, whatever the policy says."""
        notes = self.env["debt.compensation"]._claim_lines(self)
        return notes._get_records_action(name=self.env._("Compensation notes"))

    def action_open_document(self):
        self.ensure_one()
        return self.move_id._get_records_action(name=self.name)
