"""What documents of settlement need in tests: cash, notes, bank transactions, people."""

from odoo import Command
from odoo.addons.debt_collection.tests.common import DebtCommon
from odoo.tests import tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class SettlingCommon(DebtCommon):
    """A customer, an accountant without rights in collection, a cash journal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.company_data["default_account_receivable"]
        cls.partner = cls.customer()
        cls.cash = cls.company_data["default_journal_cash"]
        cls.bank = cls.company_data["default_journal_bank"]
        cls.accountant = cls._user("accountant", "account.group_account_invoice")

    def as_accountant(self, records):
        return records.with_user(self.accountant)

    @classmethod
    def note(cls, amount, day="2026-02-20", partner=None, account=None, name=None):
        """A debt in a general journal, as interest notes and compensations post it."""
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "ref": name,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": one.id,
                            "balance": balance,
                            "partner_id": (partner or cls.partner).id,
                            "date_maturity": day,
                        }
                    )
                    for one, balance in (
                        (account or cls.account, amount),
                        (cls.company_data["default_account_revenue"], -amount),
                    )
                ],
            }
        )
        move.action_post()
        return move

    @classmethod
    def credit_line(cls, amount, partner=None, memo=None, **values):
        """The receivable line of a payment on account."""
        payment = cls.receipt(amount, partner or cls.partner, memo=memo, **values)
        return cls.due_line(payment.move_id)

    @classmethod
    def transaction(cls, amount, text, partner=None, journal=None, **values):
        """A line of a bank statement that nobody has booked."""
        return cls.env["account.bank.statement.line"].create(
            {
                "journal_id": (journal or cls.bank).id,
                "date": cls.today,
                "payment_ref": text,
                "amount": amount,
                "partner_id": partner and partner.id,
                **values,
            }
        )

    @classmethod
    def second_account(cls):
        return cls.account.copy({"name": "Notes"})

    def refresh(self):
        """What the cron does within the day, without its commits."""
        dirty = self.env["debt.dirty"].sudo()
        dirty._consume(dirty._pending())
        self.assertFalse(dirty.search([]).mapped("error"))

    def left(self, *moves):
        """What is open of documents, in their currency."""
        return [sum(self.due_line(move).mapped("amount_residual_currency")) for move in moves]


@tagged("post_install", "post_install_l10n", "-at_install")
class CashCommon(SettlingCommon):
    """Cash reports and receipts as an accountant makes them."""

    def _open(self, **values):
        reports = self.as_accountant(self.env["debt.cash.report"])
        return reports.create({"journal_id": self.cash.id, "date_from": self.today, **values})

    def _kp(self, amount, amounts=None, **values):
        """A draft receipt; amounts: {move: amount}, None: the oldest first."""
        receipt = self.as_accountant(self.env["debt.cash.receipt"]).create(
            {"partner_id": self.partner.id, "amount": amount, **values}
        )
        if amounts is None:
            receipt.action_fill()
        by_move = receipt.line_ids.grouped(lambda line: line.move_line_id.move_id)
        for move, part in (amounts or {}).items():
            by_move[move].amount = part
        return receipt

    # receipts
