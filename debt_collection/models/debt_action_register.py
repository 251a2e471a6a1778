from decimal import Decimal

from odoo import models
from odoo.tools import LazyTranslate

from ..tools import register
from .debt_reason import REASONS, TITLES

_lt = LazyTranslate(__name__)

REGISTER = "5_register"
FINAL = "4_final"
REASONS.update(
    {
        "register_no_bureau": _lt(
            "The company has no contract with a debt register, and empty threats aren't sent: enter"
            " the register in the settings of Collections"
        ),
        "register_abroad": _lt("The customer's seat is abroad: Polish registers don't take him"),
        "register_public": _lt("Public entities aren't entered in a debt register"),
        "register_too_small": _lt(
            "Due is %(amount)s, a debt register takes debts from %(amount_min)s on"
        ),
        "register_disputed": _lt(
            "A part of it is disputed: only undisputed debts go to a debt register"
        ),
        "register_not_registered": _lt(
            "The warning of a debt register has to go by registered post; the e-mail is only a copy"
        ),
    }
)
TITLES.update(dict.fromkeys(list(REASONS)[-6:], _lt("Debt register not possible")))


class DebtAction(models.Model):
    """Warning of an entry in a debt register (BIG): only where the entry is possible."""

    _inherit = "debt.action"

    def _register_facts(self, channels=None):
        """Return tools.register.Facts of this letter; `channels`: other ones than its own."""
        debtor = self.debtor_id
        home, theirs = self.company_id.country_id, self.partner_id.country_id
        codes = (self.channel_ids if channels is None else channels).mapped("code")
        return register.Facts(
            has_bureau=self.company_id._debt_has_bureau(),
            is_abroad=bool(home and theirs and home != theirs),
            is_public=debtor.kind in ("public", "public_medical"),
            amount=Decimal(str(self.amount)),
            minimum=Decimal(str(self.company_id._debt_bureau_min(debtor.kind))),
            is_disputed=any(
                line.currency_id.compare_amounts(line.amount_demanded, line.amount_open) < 0
                for line in self._demanded()
            ),
            is_registered="registered" in codes,
        )

    def _register_obstacles(self, channels=None):
        """Return why this customer can't be warned of an entry now: [(reason code, data)]."""
        facts = self._register_facts(channels)
        currency = self.currency_id.id
        data = {
            "amount": [float(facts.amount), currency],
            "amount_min": [float(facts.minimum), currency],
        }
        return [(f"register_{code}", data) for code in register.obstacles(facts)]

    def _warns_register(self, channels):
        """Whether this letter warns of the entry: the notice itself, and a final demand where the
        entry is possible.
        """
        rank = self.letter_type_id.rank
        return rank == REGISTER or (rank == FINAL and not self._register_obstacles(channels))

    def _refuse_register(self, day):
        """End notices that the law doesn't allow, saying why; return them."""
        refused = self.browse()
        for action in self.filtered(lambda action: action.letter_type_id.rank == REGISTER):
            obstacles = action._register_obstacles()
            if not obstacles:
                continue
            refused |= action
            if action.step_id:
                # its step counts as passed, else it would be planned again each night
                action._skip(*obstacles[0], day)
            else:
                action._cancel(*obstacles[0])
        return refused
