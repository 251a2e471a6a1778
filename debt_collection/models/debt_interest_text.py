from odoo import models


class DebtInterestNote(models.Model):
    """What the note says before and after its table, whole sentences in its language (PRACTICE
    4.6).
    """

    _inherit = "debt.interest.note"

    def _opening(self):
        """Sentences above the table; called in the note's language."""
        if self.kind == "correction":
            return self._correction_opening()
        _, rule = self.env._, self.rule_id
        texts = [
            _(
                "We charge you %(interest)s for late payment of the documents listed below.",
                interest=rule.phrase or rule.name,
            )
        ]
        if rule.legal_basis:
            texts.append(_("Legal basis: %(basis)s.", basis=rule.legal_basis))
        texts.append(
            _(
                "Interest is charged from the day after the due date to the day of payment, that "
                "day included; on what is unpaid to %(date)s, at the rates in the table.",
                date=self._day_text(self.date_to),
            )
        )
        if rule.day_count == "act/365":
            texts.append(_("A year is counted as 365 days."))
        return texts

    def _closing(self):
        """Sentences below the table."""
        if self.kind == "correction":
            return self._correction_closing()
        _ = self.env._
        days = self.company_id.debt_note_days
        return [
            _("Please pay within %(days)s days of receiving this note.", days=days),
            _(
                "Interest for late payment isn't subject to VAT; this note isn't an invoice and "
                "isn't issued in KSeF. Paying it doesn't settle the principal amounts; interest "
                "for further days will be charged by a separate note. The calculation is attached "
                "as a workbook."
            ),
        ]

    def _correction_opening(self):
        _, rule, note = self.env._, self.rule_id, self.corrects_id
        texts = [
            _(
                "We correct our interest note no. %(number)s of %(date)s, because payments, credit "
                "notes, due dates or rates differ from what was known when it was issued.",
                number=note.name,
                date=self._day_text(note.date),
            )
        ]
        if rule.legal_basis:
            texts.append(_("Legal basis: %(basis)s.", basis=rule.legal_basis))
        return texts

    def _correction_closing(self):
        _ = self.env._
        amount = self._amount_text(abs(self.total), self.currency_id)
        texts = [_("To be paid in addition: %(amount)s.", amount=amount)]
        if self.total < 0:
            texts = [
                _(
                    "In your favour: %(amount)s. It reduces what you owe us by note %(number)s; if "
                    "you have paid that note, we set it against other debts or pay it back.",
                    amount=amount,
                    number=self.corrects_id.name,
                )
            ]
        texts.append(
            _(
                "Interest for late payment isn't subject to VAT; this document isn't an invoice "
                "and isn't issued in KSeF. The calculation is attached as a workbook."
            )
        )
        return texts
