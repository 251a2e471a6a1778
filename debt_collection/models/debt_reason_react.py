from odoo.tools import LazyTranslate

from .debt_reason import REASONS, TITLES

_lt = LazyTranslate(__name__)

REASONS.update(
    {
        # suspected payments
        "suspected_bank": _lt(
            "%(amount)s of %(date)s on the bank statement isn't matched: %(name)s"
        ),
        "suspected_transaction": _lt("Online payment %(name)s of %(amount)s is under way"),
        "suspected_payment": _lt("Payment %(name)s of %(amount)s isn't booked yet"),
        # bank data
        "bank_stale": _lt(
            "%(journal)s is known up to %(date_known)s only, letters wait for data up to"
            " %(date_needed)s"
        ),
        # why an action was taken back
        "held": _lt("Held: %(hold)s"),
        "due_moved": _lt("The due date of %(document)s was changed"),
        "customer_moved": _lt("The documents now belong to another customer"),
        "strategy_changed": _lt("The case changed to the strategy %(strategy)s"),
        "restarted": _lt("Started again from the first step by %(user)s"),
        "phase_changed": _lt("Moved to another phase by %(user)s"),
    }
)
TITLES.update(
    {
        "held": _lt("Held"),
        "due_moved": _lt("Due date changed"),
        "customer_moved": _lt("Another customer"),
        "strategy_changed": _lt("Strategy changed"),
        "restarted": _lt("Started again"),
        "phase_changed": _lt("Phase changed"),
    }
)
