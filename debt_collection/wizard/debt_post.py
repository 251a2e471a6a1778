from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import post_number


class DebtPost(models.TransientModel):
    """Letters on paper: print what is still owed, then note the day and the number under which they
    were posted.
    """

    _name = "debt.post"
    _description = "Post Letters"

    posting_id = fields.Many2one("debt.posting", readonly=True)
    line_ids = fields.One2many("debt.post.line", "wizard_id")
    date = fields.Date("Handed in on", required=True, default=fields.Date.context_today)
    numbers = fields.Text(
        "Posting numbers",
        help="One a line, in the order of the letters below. One number alone: the first of a block"
        " of stickers, the others follow.",
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "line_ids" in fields_list and not values.get("line_ids"):
            letters = self.env["debt.letter"].browse(self.env.context.get("active_ids", []))
            lines = self.env["debt.post.line"]._prepare_lines(letters)
            values["line_ids"] = [fields.Command.create(line) for line in lines]
        return values

    @api.onchange("numbers")
    def _onchange_numbers(self):
        """Fill in the pasted numbers; a dialog that isn't saved yet can't compute them."""
        numbers = [number.strip() for number in (self.numbers or "").splitlines() if number.strip()]
        lines = self.line_ids.filtered("is_included")
        # stickers go on registered letters; where none is, what is pasted is for all
        lines = lines.filtered(lambda line: line.letter_id._is_registered()) or lines
        if len(numbers) == 1 and len(lines) > 1:
            numbers = post_number.block(post_number.normalize(numbers[0]), len(lines)) or numbers
        for line, number in zip(lines, numbers, strict=False):
            line.number = number

    def action_confirm(self):
        lines = self.line_ids.filtered("is_included")
        if not lines:
            raise UserError(self.env._("Choose at least one letter."))
        if self.date > fields.Date.context_today(self):
            raise UserError(self.env._("A letter can't have been posted in the future."))
        lines.letter_id.check_access("write")
        # posting ends actions, whose state people can't write themselves
        letters_sudo = lines.letter_id.sudo()
        numbers = {line.letter_id.sudo(): line.number for line in lines}
        postings = self.posting_id.sudo() or letters_sudo._make_posting(self.date)
        postings._hand_in(self.date, numbers)
        if self.posting_id:
            return {"type": "ir.actions.act_window_close"}
        return postings.sudo(False)._get_records_action(name=self.env._("Posting"))


class DebtPostLine(models.TransientModel):
    _name = "debt.post.line"
    _description = "Letter to Post"

    wizard_id = fields.Many2one("debt.post", required=True, ondelete="cascade")
    letter_id = fields.Many2one("debt.letter", required=True)
    partner_id = fields.Many2one(related="letter_id.partner_id")
    number = fields.Char("Posting number")
    is_included = fields.Boolean("Handed in", default=True)
    remark = fields.Char(readonly=True)

    @api.model
    def _prepare_lines(self, letters):
        """Return the values of a line for each letter waiting for post, in the order they are
        printed; what was paid since printing isn't ticked.
        """
        letters = letters.filtered("to_print")._print_order()
        remarks = letters._post_remarks()
        return [
            {
                "letter_id": letter.id,
                "number": letter.post_number,
                "is_included": letter not in remarks,
                "remark": remarks.get(letter),
            }
            for letter in letters
        ]
