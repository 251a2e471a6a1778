from decimal import Decimal

from odoo import models

from .debt_interest_ledger import History


class DebtLetter(models.Model):
    """Interest and compensation on documents from a file, where their due date is known: reckoned
    as on our own, from the due date on what is open.
    """

    _inherit = "debt.letter"

    def _take_claims(self):
        result = super()._take_claims()
        letters = self.filtered("action_id.file_import_id")
        for (company, day), same in letters.grouped(lambda x: (x.company_id, x.as_of)).items():
            lines = same.action_id.line_ids.filtered(
                lambda line: line.role == "demanded" and line.date_due
            )
            due = set(lines.mapped("date_due"))
            rolled = self.env["debt.calendar"]._effective_due(company, due)
            # the keys of journal items are positive
            histories = {-line.id: self._file_history(line, rolled) for line in lines}
            claims = self.env["debt.interest"]._claims_of(company, day, histories)
            data = same._compensation_data(company, day, histories, claims)
            for line in lines:
                line._set_snapshot(self._snapshot(line, claims[-line.id], data.get(-line.id)))
        for letter in letters:
            letter._note_down({"amount": letter._company_total()})
        return result

    def _file_history(self, line, rolled):
        """What is known of a document: no payments, what is open was open all the time.

        :param rolled: {due date: the day it moves to where it isn't a working day}
        """
        due = line.date_due
        return History(
            -line.id,
            line.action_id.company_id.id,
            line.action_id.partner_id.id,
            line.currency_id.id,
            Decimal(str(line.currency_id.round(line.amount_open))),
            line.date_invoice or due,
            due,
            rolled[due],
        )
