from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .debt_allocation_propose import Payment
from .debt_debtor_suspects import Money


class DebtUnallocated(models.Model):
    """Money of customers that pays nothing yet: credits on receivables, open bank transactions."""

    _name = "debt.unallocated"
    _description = "Unallocated Payment"
    _auto = False
    _order = "date, id"
    _rec_name = "text"
    _depends = {
        "account.move.line": [
            "account_id", "amount_residual", "amount_residual_currency", "company_id",
            "currency_id", "date", "move_id", "name", "parent_state", "partner_id", "payment_id",
            "reconciled", "statement_line_id",
        ],
        "account.bank.statement.line": [
            "amount", "amount_residual", "company_id", "currency_id", "foreign_currency_id",
            "is_reconciled", "move_id", "partner_id", "payment_ref",
        ],
        "debt.allocation": ["credit_line_id", "state", "statement_line_id"],
    }  # fmt: skip

    kind = fields.Selection(
        [
            ("payment", "Payment"),
            ("bank", "Bank transaction to settle"),
            ("credit_note", "Credit note"),
            ("other", "Other credit"),
        ],
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    date = fields.Date(readonly=True)
    text = fields.Char("Title", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Unallocated", readonly=True, aggregator=None)
    amount_company = fields.Monetary(
        "Unallocated, in company currency", currency_field="company_currency_id", readonly=True
    )
    move_line_id = fields.Many2one("account.move.line", "Entry", readonly=True)
    statement_line_id = fields.Many2one("account.bank.statement.line", readonly=True)
    allocation_id = fields.Many2one("debt.allocation", "Proposed allocation", readonly=True)
    proposal = fields.Char("Would pay", compute="_compute_proposal")
    is_advance = fields.Boolean(related="move_line_id.debt_is_advance")
    advance_text = fields.Char(related="move_line_id.debt_advance_text")

    @property
    def _table_query(self):
        return SQL("%s UNION ALL %s", self._credits_query(), self._transactions_query())

    def _credits_query(self):
        return SQL(
            """
            SELECT l.id * 2 AS id,
                   CASE WHEN m.move_type = 'out_refund' THEN 'credit_note'
                        WHEN l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL
                        THEN 'payment' ELSE 'other' END AS kind,
                   l.company_id, p.commercial_partner_id AS partner_id, l.date,
                   COALESCE(s.payment_ref, y.memo, m.ref, l.name, m.name) AS text,
                   l.currency_id, -l.amount_residual_currency AS amount,
                   -l.amount_residual AS amount_company,
                   l.id AS move_line_id, NULL::integer AS statement_line_id,
                   d.id AS allocation_id
              FROM account_move_line l
              JOIN account_account a
                ON a.id = l.account_id AND a.account_type = 'asset_receivable'
              JOIN account_move m ON m.id = l.move_id
         LEFT JOIN res_partner p ON p.id = l.partner_id
         LEFT JOIN account_payment y ON y.id = l.payment_id
         LEFT JOIN account_bank_statement_line s ON s.id = l.statement_line_id
         LEFT JOIN debt_allocation d ON d.credit_line_id = l.id AND d.state = 'draft'
             WHERE l.reconciled IS NOT TRUE AND l.parent_state = 'posted'
               AND l.amount_residual_currency < 0
            """
        )

    def _transactions_query(self):
        """Bank transactions nobody has booked; the payer may be known by his account."""
        return SQL(
            """
            SELECT s.id * 2 + 1, 'bank', s.company_id, p.commercial_partner_id, m.date,
                   s.payment_ref, COALESCE(s.foreign_currency_id, s.currency_id),
                   ABS(s.amount_residual), q.amount_company, NULL::integer, s.id, d.id
              FROM account_bank_statement_line s
              JOIN account_move m ON m.id = s.move_id AND m.state = 'posted'
              JOIN account_journal j ON j.id = m.journal_id
              JOIN LATERAL (SELECT -SUM(l.balance) AS amount_company FROM account_move_line l
                             WHERE l.move_id = m.id AND l.account_id = j.suspense_account_id) q
                ON TRUE
         LEFT JOIN LATERAL (SELECT MIN(o.commercial_partner_id) AS id
                              FROM res_partner_bank b JOIN res_partner o ON o.id = b.partner_id
                             WHERE s.partner_id IS NULL AND s.account_number IS NOT NULL
                               AND b.sanitized_acc_number
                                   = UPPER(REGEXP_REPLACE(s.account_number, '\\W+', '', 'g'))
                            HAVING COUNT(DISTINCT o.commercial_partner_id) = 1) k ON TRUE
         LEFT JOIN res_partner p ON p.id = COALESCE(s.partner_id, k.id)
         LEFT JOIN debt_allocation d ON d.statement_line_id = s.id AND d.state = 'draft'
             WHERE s.is_reconciled IS NOT TRUE AND s.amount > 0
            """
        )

    # what it would pay ---------------------------------------------------------------------------

    def _compute_proposal(self):
        """What the law would pay with it: for the page shown, in a few queries."""
        payers = self._payers()
        advances = set(self.move_line_id.filtered("debt_is_advance").ids)
        proposals = self.env["debt.allocation"]._proposals(
            [
                row._payment(payers[row])
                for row in self
                if payers[row] and row.move_line_id.id not in advances
            ]
        )
        for row in self:
            if row.move_line_id.id in advances:
                row.proposal = row.move_line_id.debt_advance_text
            elif proposal := proposals.get(row.id):
                row.proposal = row._proposal_text(proposal)
            else:
                row.proposal = self.env._("Customer not known")

    def _payers(self):
        """Return {row: customer}: known, or the one whose documents the title names."""
        payers = {row: row.partner_id for row in self}
        unknown = self.filtered(lambda row: not row.partner_id)
        for company, rows in unknown.grouped("company_id").items():
            moneys = [
                Money("suspected_bank", row.id, None, row.currency_id.id, 0, row.date, row.text, ())
                for row in rows
            ]
            # accountants don't read debtors
            named = self.env["debt.debtor"].sudo()._named_moves(company, moneys, None)
            for row in rows:
                moves = self.env["account.move"].browse(named.get(("suspected_bank", row.id), ()))
                if len(moves.commercial_partner_id) == 1:
                    payers[row] = moves.commercial_partner_id
        return payers

    def _payment(self, partner):
        amount = self.env["debt.allocation"]._decimal(self.amount)
        return Payment(
            self.id, self.company_id, partner, self.currency_id, amount, self.date, self.text
        )

    def _proposal_text(self, proposal):
        Line = self.env["account.move.line"]
        money = self.env["debt.matching"]._money
        parts = [
            f"{Line.browse(item).move_id.name} {money(float(amount), self.currency_id)}"
            for _debt, _part, item, amount in proposal.rows[:4]
        ]
        if len(proposal.rows) > 4:
            parts.append("…")
        if proposal.left:
            left = money(float(proposal.left), self.currency_id)
            parts.append(self.env._("on account %(amount)s", amount=left))
        return ", ".join(parts)

    # buttons -------------------------------------------------------------------------------------

    def action_propose(self):
        """Make proposed allocations of the chosen payments and show them."""
        payers = self._payers()
        unknown = self.filtered(lambda row: not payers[row])
        if unknown and unknown == self and len(self) == 1:
            return self._ask_for_customer()
        if unknown:
            raise UserError(
                self.env._(
                    "The customer of “%(title)s” isn't known: settle it alone and choose him.",
                    title=unknown[0].text or "",
                )
            )
        if advances := self.filtered("is_advance"):
            raise UserError(
                self.env._(
                    "“%(title)s” is an advance for an order. Mark it as paying invoices first.",
                    title=advances[0].text or "",
                )
            )
        bank = self.filtered("statement_line_id")
        allocations = self.env["debt.allocation"]._create_for(
            self.move_line_id, [(row.statement_line_id, payers[row]) for row in bank]
        )
        return allocations._get_records_action(name=self.env._("Proposed allocations"))

    def _ask_for_customer(self):
        """Open a new allocation of this bank transaction; the person chooses the customer."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Whose payment is it?"),
            "res_model": "debt.allocation",
            "views": [(False, "form")],
            "context": {
                "default_statement_line_id": self.statement_line_id.id,
                "default_company_id": self.company_id.id,
            },
        }

    def action_settle(self):
        """Open Odoo's own reconciliation where there is one (Enterprise), else our allocation."""
        self.ensure_one()
        return self._core_action() or self.action_propose()

    def _core_action(self):
        """Return the action of Odoo's bank reconciliation for this transaction, or None."""
        transaction = self.statement_line_id
        if not transaction or not hasattr(transaction, "_action_open_bank_reconciliation_widget"):
            return None
        return transaction._action_open_bank_reconciliation_widget(
            default_context={"default_journal_id": transaction.journal_id.id},
            extra_domain=[("id", "=", transaction.id)],
        )

    def action_mark_advance(self):
        """Ask which order this money is for: it pays no invoices then."""
        return self.move_line_id.action_debt_mark_advance()

    def action_mark_payment(self):
        """Say that this money pays invoices, whatever its title names."""
        return self.move_line_id.action_debt_mark_payment()

    def action_open_entry(self):
        self.ensure_one()
        move = self.move_line_id.move_id or self.statement_line_id.move_id
        return move._get_records_action()

    @api.model
    def _of_partner(self, company, partner):
        """Domain of the unallocated payments of a customer."""
        return Domain("company_id", "=", company.id) & Domain(
            "partner_id", "=", partner.commercial_partner_id.id
        )
