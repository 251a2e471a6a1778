from odoo import fields, models


class DebtLetter(models.Model):
    """The way of a paper letter from the list "To print" to the post office."""

    _inherit = "debt.letter"

    def action_print_to_post(self, cover="none", is_duplex=False):
        """Print letters that are still owed in one PDF; paid ones leave the list, lower amounts are
        renewed first.

        :param cover: what comes before each letter, see `res.company.debt_print_cover`
        :param is_duplex: printed on both sides: each letter begins on a new sheet
        """
        self.check_access("read")
        # renewing and cancelling change states, which people can't write themselves
        letters = self.sudo()._current_to_print()
        return letters.sudo(False)._print_batch(cover, is_duplex)

    def _current_to_print(self):
        """Read the ledger again and return those of these letters that are still to be printed, as
        they are now.
        """
        waiting = self.filtered(lambda letter: letter.to_print and letter.state == "draft")
        for company, letters in waiting.grouped("company_id").items():
            day = company._debt_today()
            fresh = letters.filtered(lambda letter: not letter.printed_on).action_id
            fresh._renew(fresh._reread(day), day, dated=True)
        waiting.filtered(
            lambda letter: letter.state == "draft" and not letter.attachment_id
        )._render_pdfs()
        return self.filtered(
            lambda letter: (
                letter.to_print and letter.state != "void" and letter.action_id.state != "waiting"
            )
        )

    def _post_remarks(self):
        """Return {letter: sentence} of those whose figures aren't those of the ledger any more."""
        remarks = {}
        for company, letters in self.sudo().grouped("company_id").items():
            nets = letters.action_id._read_nets(company._debt_today())
            for letter in letters:
                if text := letter.action_id._difference_text(nets):
                    remarks[self.browse(letter.id)] = text
        return remarks

    def _post_by_hand(self, day, number=False):
        """Note that the letter was handed to the post on `day`; ends its action."""
        self._mark_posted(day, number)
        self.action_id.filtered(lambda action: action.state == "queued")._posted(
            fields.Datetime.now(), day
        )


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _difference_text(self, nets):
        """Return what changed since this printed letter was made, or False; writes nothing."""
        verdicts = self._verdicts(nets)
        if self._is_nothing_left(verdicts):
            return self.env._("Nothing is left of it: don't post.")
        for line in self._demanded():
            net = nets.get(line._journal_item())
            if line in verdicts or line.currency_id.compare_amounts(
                line.amount_open, float(net.open)
            ):
                return self.env._("The amount changed since: print it again.")
        return False
