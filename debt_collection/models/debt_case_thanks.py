from odoo import models

from .debt_action_effect import MONEY_JOURNALS
from .debt_letter_type import INFORMATION


class DebtCase(models.Model):
    """Thanks to customers who paid all that was demanded, where the company wants it."""

    _inherit = "debt.case"

    def _close(self, day):
        result = super()._close(day)
        self.filtered("company_id.debt_thanks")._thank(day)
        return result

    def _thank(self, day):
        """Plan a thank-you for those of these cases that money closed, after a letter of ours."""
        thanks = self.env.ref("debt_collection.letter_type_thanks", raise_if_not_found=False)
        if not thanks or not thanks.active:
            return
        cases = self._written_to()._paid_by_money()
        silent = cases.debtor_id._silenced()
        for case in cases.filtered(lambda case: case.debtor_id not in silent):
            case._new_action(day, {"kind": "letter", "letter_type_id": thanks.id}, lines=[])

    def _written_to(self):
        """Those of these cases in which a letter asked for the money."""
        groups = self.env["debt.letter"]._read_group(
            [
                ("case_id", "in", self.ids),
                ("state", "=", "final"),
                ("letter_type_id.rank", "!=", INFORMATION),
                ("withdrawn_on", "=", False),
            ],
            ["case_id"],
        )
        return self.browse([case.id for (case,) in groups])

    def _paid_by_money(self):
        """Those of these cases with items that a receipt settled, not only a credit note."""
        items = self.env["debt.item"].search(
            [
                ("case_id", "in", self.ids),
                (
                    "move_line_id.matched_credit_ids.credit_move_id.journal_id.type",
                    "in",
                    MONEY_JOURNALS,
                ),
            ]
        )
        return items.case_id
