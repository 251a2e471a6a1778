from odoo import fields, models

from ..tools.toast import CLOSE, toast


class DebtCase(models.Model):
    """“I reached the customer”: a call by whoever serves him counts like one of the collector's
    (PEERS R1), in the limits, the history and the effect.
    """

    _inherit = "debt.case"

    def action_reached(self, note=""):
        """Write down that the user spoke with the customer on the phone just now.

        Said again on the same day it is the same contact: only the note is added.
        :param note: what was said, plain text, may be empty
        """
        self.ensure_one()
        # written on behalf of a salesperson who may not see the case; checked first
        case_sudo = self.sudo()
        case_sudo._check_can_talk_first(self.env.user)
        note = (note or "").strip()
        contact_sudo = case_sudo._reached_today(self.env.user)
        if not contact_sudo:
            values = {"contact_channel": "call", "contact_result": "other", "outcome": note}
            self.env["debt.action"]._log_contact(case_sudo.debtor_id, case_sudo, values)
        elif note and note not in (contact_sudo.outcome or ""):
            contact_sudo.outcome = "\n".join(filter(None, [contact_sudo.outcome, note]))
        return toast(self.env._("Written down: it counts as a call to the customer."), CLOSE)

    def _reached_today(self, user):
        """Return the contact with which `user` said today that he reached this customer."""
        return self.env["debt.action"].search(
            [
                ("case_id", "=", self.id),
                ("kind", "=", "contact"),
                ("contact_channel", "=", "call"),
                ("contact_result", "=", "other"),
                ("user_id", "=", user.id),
                ("date_planned", "=", self.company_id._debt_today()),
            ],
            limit=1,
        )

    def _call_limits_text(self):
        """Return why the customer had better not be called now (hours, calls made, his wish)."""
        debtor = self.debtor_id
        limits = debtor._contact_limits(
            self.company_id,
            self.partner_id,
            debtor._collections_contact(),
            "call",
            fields.Datetime.now(),
        )
        return "; ".join(self.env["debt.reason"]._text(code, data) for code, data in limits)
