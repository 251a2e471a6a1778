from odoo import fields, models
from odoo.addons.debt_collection.models.debt_action_channel import ADDRESS_FIELDS


class DebtLetter(models.Model):
    """Letters on paper that Odoo's service prints and posts."""

    _inherit = "debt.letter"

    snailmail_ids = fields.One2many(
        "snailmail.letter",
        "res_id",
        "Snailmail",
        domain=[("model", "=", "debt.letter")],
        bypass_search_access=True,
    )

    def _leave_by_snailmail(self, _now):
        """Put the letters into Snailmail's queue; its own cron sends them."""
        # sudo: the service's letters are written by methods only
        self.env["snailmail.letter"].sudo().create(
            [letter._prepare_snailmail_vals() for letter in self]
        )
        self.env.ref("snailmail.snailmail_print")._trigger()
        return self

    def _prepare_snailmail_vals(self):
        return {
            "partner_id": self.partner_id.id,
            "model": self._name,
            "res_id": self.id,
            "user_id": self.user_id.id or self.env.uid,
            "company_id": self.company_id.id,
            "attachment_id": self.attachment_id.id,
            # the address stands in the window already
            "cover": False,
        }

    def _snailmail_state(self):
        """State of the last attempt: pending, sent, error, canceled, or False."""
        # sudo: who may read the letter may know what became of it
        return self.sudo().snailmail_ids.sorted("id")[-1:].state

    def _delivery_state(self):
        state = super()._delivery_state()
        if state != "none":
            return state
        states = {"pending": "queued", "error": "failed", "canceled": "failed", "sent": "sent"}
        return states.get(self._snailmail_state(), state)

    def _delivery_words(self):
        words = {
            "pending": self.env._("Snailmail: in the queue"),
            "error": self.env._("Snailmail: not sent"),
        }
        mine = words.get(self._snailmail_state())
        return [*([mine] if mine else []), *super()._delivery_words()]


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _fault_by_snailmail(self, known):
        """The same as for paper, and the country: the service asks for it."""
        fault = self._fault_by_paper(known)
        partner = self.debtor_id.partner_id
        complete = all(partner[name] for name in (*ADDRESS_FIELDS, "country_id"))
        return fault or (False if complete else "address")

    def _withdraw(self, code, data=None):
        """What the service hasn't taken yet doesn't leave."""
        done = self.filtered(lambda action: action.state == "done")
        result = super()._withdraw(code, data)
        # sudo: the service's letters are written by methods only
        pending = done.sudo().letter_id.snailmail_ids.filtered(lambda one: one.state == "pending")
        if pending:
            pending.cancel()
        return result


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _mailed_actions(self):
        # sudo: the service's queue isn't read by people
        actions_sudo = self.env["debt.action"].sudo()
        found = actions_sudo.search(
            [
                ("debtor_id", "in", self.ids),
                ("state", "=", "done"),
                ("letter_id.snailmail_ids.state", "=", "pending"),
            ]
        )
        return super()._mailed_actions() | found.sudo(self.env.su)
