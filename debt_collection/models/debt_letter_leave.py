from odoo import fields, models
from odoo.exceptions import UserError


class DebtLetter(models.Model):
    """The seam between sending and the ways of sending: one method for each code of a channel.

    `_leave_by_<code>(now)` gets drafts of one company whose amounts were just read again, hands
    them over and returns those that have left. The others wait for a person: on the list "To
    print", or on another one (`to_hand_over`); once he did it, `debt.action._posted` ends their
    actions. It never sets a state: the sender makes what has left final, in the same transaction.
    """

    _inherit = "debt.letter"

    to_hand_over = fields.Boolean(
        "To hand over", help="Waits for a person who passes it on by a way without paper."
    )

    def _leave_by(self, channel, now):
        """Hand these letters to `channel` at `now` (UTC); return those that have left.

        :raise UserError: one can't go that way; the sender tries each alone then
        """
        return channel._method(self, "leave")(now)

    def _leave_by_email(self, now):
        """Put the e-mails into Odoo's queue."""
        for letter in self:
            if not letter._goes_by_email():
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address any more.",
                        name=letter.contact_id.display_name,
                    )
                )
        self._email()
        return self

    def _leave_by_paper(self, _now):
        """Put the letters on the list "To print"; posting them is a person's work."""
        self.filtered(lambda letter: not letter.to_print)._note_down({"to_print": True})
        self.action_id.waits_for = "to_print"
        return self.browse()
