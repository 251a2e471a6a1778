from odoo import Command, models
from odoo.tools import format_date

# a series without a year in it: the entry keeps the note's number also where its date had to move
SERIES = r"^(?P<prefix1>.*?)(?P<seq>\d*)(?P<suffix>\D*?)$"


class DebtNoteMixin(models.AbstractModel):
    """The entry of a note: no VAT, not in KSeF, its receivable line is followed up."""

    _inherit = "debt.note.mixin"

    def _note_journal(self):
        """Return the company's journal of these notes, set up when missing."""
        raise NotImplementedError

    def _credit_vals(self):
        """Return [(account, amount, name)] of the other side; amounts in the note's currency, they
        add up to its total.
        """
        raise NotImplementedError

    def _create_entry(self):
        """Return the draft entry of this note, named after it, in an open period."""
        company = self.company_id
        # sudo: journals and accounts of notes are set up here when they are first needed
        journal = self.sudo()._note_journal()
        day = company._debt_open_day(self.date, journal)
        self._tell_moved(day)
        self.sudo().date_account = day  # see _mark
        return (
            self.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "entry",
                    "name": self.name,
                    "journal_id": journal.id,
                    "date": day,
                    "ref": self.with_context(lang=self.lang)._heading(),
                    "partner_id": self.partner_id.id,
                    "currency_id": self.currency_id.id,
                    "line_ids": [Command.create(vals) for vals in self._entry_lines()],
                }
            )
        )

    def _entry_lines(self):
        """Values of the entry's lines; the last of the other side takes the odd grosz."""
        account = self.partner_id.with_company(self.company_id).property_account_receivable_id
        heading = f"{self.with_context(lang=self.lang)._heading()} {self.name}"
        lines = [
            {
                **self._line_vals(account, self.total, heading),
                "date_maturity": self.date_due or self.date,
                # journals of the type "general" keep their lines out of collection by default
                "no_followup": False,
            }
        ]
        for account, amount, name in self._credit_vals():
            lines.append(self._line_vals(account, -amount, name))
        rest = self.company_currency_id.round(sum(line["balance"] for line in lines))
        lines[-1]["balance"] -= rest
        return lines

    def _line_vals(self, account, amount, name):
        balance = self.currency_id._convert(
            amount, self.company_currency_id, self.company_id, self.date
        )
        return {
            "account_id": account.id,
            "partner_id": self.partner_id.id,
            "name": name,
            "currency_id": self.currency_id.id,
            "amount_currency": amount,
            "balance": balance,
            "tax_ids": [],
        }

    def _tell_moved(self, day):
        """Say openly that the entry lies in a later period than the note."""
        if day != self.date:
            # whoever posts it, the fact is noted
            self.sudo().message_post(
                body=self.env._(
                    "The books are closed on %(date)s: the entry is dated %(day)s.",
                    date=format_date(self.env, self.date),
                    day=format_date(self.env, day),
                )
            )

    def _reverse_entry(self, day):
        """Reverse the posted entry on `day` or the first open day after it."""
        move = self.move_id
        day = self.company_id._debt_open_day(max(day, move.date), move.journal_id)
        ref = self.env._("Cancelled: %(note)s", note=self.name)
        vals = {"name": f"{self.name}/S", "date": day, "ref": ref}
        return move._reverse_moves([vals], cancel=True)
