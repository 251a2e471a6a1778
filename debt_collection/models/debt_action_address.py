from odoo import models
from odoo.exceptions import UserError

# faults of a way that a person can mend by asking for a better address; others, such as an amount
# too small for post or the customer's own wish, are nobody's task
MENDABLE = {"none", "bounced", "blacklisted", "address"}
TASK = "debt_collection.activity_type_address"


class DebtAction(models.Model):
    """A way that doesn't work is somebody's task, once in a case, while the letter goes another."""

    _inherit = "debt.action"

    def _ask_for_addresses(self, faults, day):
        """Make a task for each case whose letter goes by another way than the best one.

        :param faults: {action: {channel: word of `_fault_by`}}
        """
        asking = self.filtered(
            lambda action: action.case_id and not MENDABLE.isdisjoint(faults[action].values())
        )
        told = asking._asked_addresses() if asking else {}
        for case, actions in asking.grouped("case_id").items():
            action = actions[:1]
            open_ones, done = told.get(case.id, (False, False))
            mendable = MENDABLE.intersection(faults[action].values())
            # who has no address was asked for it once; a new fault is asked about again
            if open_ones or (done and mendable <= {"none", "address"}):
                continue
            note = action._other_way_text(faults[action])
            action._schedule("activity_type_address", "collector", day, note=note)

    def _ask_for_number(self, number, why):
        """The gateway couldn't deliver the SMS of these actions: somebody asks for the number.

        :param number: E.164; :param why: the gateway's word
        """
        told = self._asked_addresses()
        for action in self.filtered(lambda one: not told.get(one.case_id.id, (False, False))[0]):
            note = action.env._(
                "An SMS to %(number)s wasn't delivered (%(why)s).", number=number, why=why
            )
            day = action.company_id._debt_today()
            action._schedule("activity_type_address", "collector", day, note=note)

    def _asked_addresses(self):
        """Return {case id: (a task is open, one was done)} of tasks to find an address."""
        groups = (
            self.env["mail.activity"]
            .sudo()  # whoever's task it is
            .with_context(active_test=False)
            ._read_group(
                [
                    ("res_model", "=", "debt.case"),
                    ("res_id", "in", self.case_id.ids),
                    ("activity_type_id", "=", self.env.ref(TASK).id),
                ],
                ["res_id"],
                ["active:bool_or", "active:bool_and"],
            )
        )
        return {case_id: (some, not every) for case_id, some, every in groups}

    def _other_way_text(self, faults):
        """Say what is wrong with the better ways, and by which one the letter goes instead."""
        debtor = self.debtor_id
        texts = [debtor._way_fault_text(fault) for fault in faults.values() if fault in MENDABLE]
        going = self.env._(
            "The letter goes this way instead: %(ways)s.",
            ways=", ".join(self.channel_ids.mapped("name")),
        )
        return " ".join([*texts, going])

    def _no_channel(self, day):
        """Instead of silence: a task for the collector, and the action says what is missing."""
        contact = self.debtor_id._collections_contact()
        text = self.env._(
            "There is no way to reach %(name)s: no working e-mail address, and no full postal"
            " address (or the amount is too small for post).",
            name=contact.display_name,
        )
        self._fail(UserError(text))
        self._schedule("activity_type_address", "collector", day, note=text)
