from odoo import Command, fields, models
from odoo.exceptions import UserError

ACCOUNT_FIELDS = {
    "small": "debt_remainder_account_id",
    "charges": "debt_charges_account_id",
    "overpaid": "debt_overpaid_account_id",
}


class DebtRemainder(models.Model):
    """A few cents left of a paid receivable, or paid too much: written off, not chased
    (PRACTICE 1.6). Proposed, approved, posted; or rejected for a reason.
    """

    _name = "debt.remainder"
    _description = "Remainder"
    _inherit = ["debt.decision.mixin"]
    _order = "id desc"

    _evidence_whitelist = frozenset()
    _reasoned_methods = ("_reject",)

    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
    debtor_id = fields.Many2one(
        "debt.debtor", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="restrict", readonly=True
    )
    move_line_id = fields.Many2one("account.move.line", "Journal item", ondelete="set null")
    name = fields.Char("Document", readonly=True)
    date_due = fields.Date("Due", readonly=True)
    kind = fields.Selection(
        [
            ("small", "Left of a payment"),
            ("charges", "Bank charges of a transfer from abroad"),
            ("overpaid", "Paid too much"),
        ],
        required=True,
        readonly=True,
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(help="Negative: paid too much.", readonly=True, aggregator=None)
    amount_company = fields.Monetary(
        "In company currency", currency_field="company_currency_id", readonly=True
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("approved", "Approved"),
            ("posted", "Posted"),
            ("rejected", "Rejected"),
        ],
        required=True,
        default="proposed",
        index=True,
        readonly=True,
    )
    date = fields.Date("Proposed on", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True, index="btree_not_null")
    posted_on = fields.Datetime(readonly=True)
    posted_by_id = fields.Many2one("res.users", "Posted by", readonly=True)

    _one_open = models.UniqueIndex(
        "(move_line_id) WHERE state IN ('proposed', 'approved')",
        "This remainder is proposed already.",
    )

    def _is_final(self):
        return self.state == "posted"

    # decisions -----------------------------------------------------------------------------------

    def _approve(self):
        """Let these be written off."""
        self._check_state("proposed")
        self._decide(state="approved", reason=False)

    def _reject(self, reason):
        """Leave these open, for a reason; the same remainder isn't proposed again."""
        self._check_reason(reason)
        self._check_state("proposed", "approved")
        self._decide(state="rejected", reason=reason)

    def _check_state(self, *states):
        wrong = self.filtered(lambda remainder: remainder.state not in states)
        if wrong:
            raise UserError(
                self.env._(
                    "This was decided or posted already: %(documents)s",
                    documents=", ".join(wrong.mapped("name")),
                )
            )

    def _post(self, day):
        """Write approved remainders off: one entry each, reconciled with its journal item.

        :param day: date of the entries; moved to the first open day where the books are closed
        :raise UserError: something else is open on the item by now
        """
        self._check_state("approved")
        self.env["account.move"].check_access("create")
        for remainder in self:
            remainder._check_still_left()
            move = remainder._create_entry(day)
            move._post(soft=False)
            account = remainder.move_line_id.account_id
            written = move.line_ids.filtered(lambda line, a=account: line.account_id == a)
            (remainder.move_line_id | written).reconcile()
            # who decided stays, who posts is another fact
            remainder.sudo().write(
                {
                    "state": "posted",
                    "move_id": move.id,
                    "posted_on": fields.Datetime.now(),
                    "posted_by_id": self.env.uid,
                }
            )

    def _check_still_left(self):
        line = self.move_line_id
        left = line.amount_residual_currency if line.parent_state == "posted" else 0
        if not line or self.currency_id.compare_amounts(left, self.amount):
            raise UserError(
                self.env._(
                    "%(document)s: another amount is open by now. Reject this remainder; what is "
                    "left is proposed again.",
                    document=self.name,
                )
            )

    def _create_entry(self, day):
        """Return the draft entry that takes the remainder off the customer's account."""
        company, line = self.company_id, self.move_line_id
        # sudo: accounts and journal are found when they are first needed
        settings = company.sudo()
        settings._debt_remainder_setup()
        journal, account = settings.debt_remainder_journal_id, settings[ACCOUNT_FIELDS[self.kind]]
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        text = f"{kinds[self.kind]}: {self.name}"
        values = {
            "move_type": "entry",
            "journal_id": journal.id,
            "date": company._debt_open_day(day, journal),
            "ref": text,
            "line_ids": [
                Command.create(self._prepare_line_vals(used, sign, text))
                for used, sign in ((line.account_id, -1), (account, 1))
            ],
        }
        return self.env["account.move"].with_company(company).create(values)

    def _prepare_line_vals(self, account, sign, text):
        """Values of a side of the entry: all that is left of the item, on `account`."""
        return {
            "name": text,
            "account_id": account.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "amount_currency": sign * self.move_line_id.amount_residual_currency,
            "balance": sign * self.move_line_id.amount_residual,
            "tax_ids": [],
        }

    # buttons -------------------------------------------------------------------------------------

    def action_approve(self):
        self._approve()

    def action_post(self):
        for company, remainders in self.grouped("company_id").items():
            remainders._post(company._debt_today())

    def action_write_off(self):
        """Approve what isn't yet, and post all."""
        self.filtered(lambda remainder: remainder.state == "proposed")._approve()
        self.action_post()

    def action_reject(self):
        return self._ask_reason("_reject", self.env._("Reject"))

    def action_open_document(self):
        self.ensure_one()
        return self.move_line_id.move_id._get_records_action(name=self.name)

    def action_open_entry(self):
        self.ensure_one()
        return self.move_id._get_records_action()
