from odoo.tools import LazyTranslate

from .debt_reason import REASONS

_lt = LazyTranslate(__name__)

REASONS.update(
    {
        # why an action ended without being done
        "too_late": _lt("The due date has passed, a reminder before it says nothing any more"),
        "nothing_open": _lt("Nothing is open any more"),
        "cancelled_by": _lt("Cancelled by %(user)s"),
        "task_deleted": _lt("The task was deleted by %(user)s"),
        "refused": _lt("Refused by %(user)s"),
        "no_number": _lt("No phone number that an SMS can be sent to"),
        "sms_blocked": _lt("The customer's number is on the list of numbers not to be written to"),
        # what a planned or queued one waits for
        "hours": _lt("Leaves on %(date)s from %(time)s"),
        "to_print": _lt("Waits to be printed and posted"),
        # what to look at before approving
        "first_letter": _lt("First letter to this customer"),
        "first_run": _lt("First letter: collection has just begun"),
        "credit_other_currency": _lt("Credit in another currency: %(amounts)s"),
        "text_edited": _lt("Text changed by %(user)s"),
        "no_copy": _lt("Without a copy of %(documents)s"),
        "no_email": _lt("No e-mail address that works"),
        "over_limit": _lt("Over the limit of %(amount)s"),
        "new_since_preview": _lt("New since the preview"),
        "amount_changed": _lt("The preview said %(amount)s"),
        "amount_raised": _lt("More is demanded than was approved"),
    }
)
