from odoo import fields, models
from odoo.exceptions import UserError


class DebtPosting(models.Model):
    """Handing a posting in: its letters are posted, in one go."""

    _inherit = "debt.posting"

    def action_hand_in(self):
        """Open the dialog that notes day and numbers; says which letters were paid meanwhile."""
        self.ensure_one()
        self._check_is_draft()
        wizard = self.env["debt.post"]
        lines = wizard.line_ids._prepare_lines(self.letter_ids)
        if not lines:
            raise UserError(self.env._("There are no letters in this posting."))
        wizard = wizard.create(
            {
                "posting_id": self.id,
                "date": min(self.date, self.company_id._debt_today()),
                "line_ids": [fields.Command.create(line) for line in lines],
            }
        )
        return wizard._get_records_action(name=self.env._("Mark as posted"), target="new")

    def _hand_in(self, day, numbers):
        """Note that the post has these letters since `day` (local date); ends their actions.

        :param numbers: {letter: posting number as typed, or nothing}; letters of these postings
            that aren't in it leave them and keep waiting
        :raise UserError: a number can't be right
        """
        self._check_is_draft()
        letters = self.env["debt.letter"].union(*numbers)
        clean = letters._checked_numbers(numbers)
        (self.letter_ids - letters)._note_down({"posting_id": False})
        for letter, number in clean.items():
            letter.post_number = number
        letters._post_by_hand(day)
        self.write({"state": "posted", "date": day})

    def action_enter_numbers(self):
        """Open the dialog that takes numbers and statuses from a file of the post."""
        return self.env["debt.post.import"]._open_for(self)

    def action_open_letters(self):
        self.ensure_one()
        return self.letter_ids._get_records_action(name=self.name)


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def action_make_posting(self):
        """Make up a posting of the selected letters, or of all that are printed and in none."""
        waiting = self or self.search(
            [("to_print", "=", True), ("printed_on", "!=", False), ("state", "!=", "void")]
        )
        waiting = waiting.filtered(lambda letter: not letter.posting_id)
        if not waiting:
            raise UserError(
                self.env._(
                    "No printed letter waits for post: print the batch first, or choose letters "
                    "that aren't in a posting yet."
                )
            )
        waiting.check_access("write")
        today = max(company._debt_today() for company in waiting.company_id)
        postings = self.env["debt.posting"]._make(waiting, today)
        return postings._get_records_action(name=self.env._("Posting"))

    def _make_posting(self, day):
        """Return drafts of postings with these letters: theirs, and a new one for the others."""
        free = self.filtered(lambda letter: not letter.posting_id)
        return self.posting_id | self.env["debt.posting"]._make(free, day)
