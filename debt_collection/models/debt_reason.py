from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.tools import LazyTranslate, format_amount
from odoo.tools.misc import format_date

_lt = LazyTranslate(__name__)

# code: sentence; its values come from the reason's data. Other files add their own codes with
# REASONS.update({...}) and TITLES.update({...}).
REASONS = {
    "next": _lt("Next: %(step)s on %(date)s"),
    "end": _lt("All steps of the strategy are done"),
    "under_way": _lt("%(step)s is under way since %(date)s"),
    "reached": _lt("%(days)s days after the due date of %(name)s"),
    "reached_before": _lt("%(name)s falls due on %(date_due)s"),
    "gathered": _lt("%(count)s small amounts within a year, collected in one letter"),
    "paid": _lt("Paid"),
    "pause": _lt("Last letter on %(date)s; the next one not before %(date_until)s"),
    "pause_pre": _lt("Last reminder on %(date)s; the next one not before %(date_until)s"),
    "calls": _lt("Called often enough since %(date)s; the next call not before %(date_until)s"),
    "reply": _lt("The customer replied on %(date)s and nobody has read it yet"),
    "credit": _lt("Covered by credit notes or payments on account (%(amount)s)"),
    "small": _lt("Net overdue %(amount)s, the step is taken from %(amount_min)s on"),
    "small_item": _lt("Open amount %(amount)s, the step is taken from %(amount_min)s on"),
    "young": _lt("Less than %(days)s days overdue"),
    "remainder": _lt("Only a small remainder of %(amount)s is left: write it off or leave it"),
    "no_followup": _lt("Marked in accounting as not to be followed up"),
    "factored": _lt("Sold to a factor (journal %(journal)s): the factor collects it"),
    "before_start": _lt("Due before collection started (%(date)s)"),
    "accessory": _lt("Interest or compensation only: it waits for letters about the principal"),
    "instalment": _lt("An instalment goes no further: missed ones make the whole debt due"),
    "plan_broken": _lt("Agreement %(plan)s broken: %(count)s instalments missed"),
    "plan_cancelled": _lt("The agreement was cancelled"),
    "plan_runs_again": _lt("Agreement %(plan)s runs again: the missed instalments came in"),
    "no_channel": _lt("No e-mail address, and the amount is too small for a letter by post"),
    "no_task": _lt("Nothing of this step can be done for this customer"),
    "needs_done": _lt("%(step)s waits until %(step_before)s is done"),
    "needs_posted": _lt("%(step)s waits until the letter of %(step_before)s is posted"),
    "needs_delivered": _lt("%(step)s waits until the letter of %(step_before)s is delivered"),
    "needs_deadline": _lt("%(step)s waits until the deadline of %(step_before)s has passed"),
    "needs_delivered_demand": _lt("A final demand needs an earlier demand that was delivered"),
    "no_partner": _lt("%(count)s open items have no customer: nobody can be asked to pay them"),
    "kept_out": _lt("%(count)s open items are marked as not to be followed up"),
    "dropped": _lt("Was to go out at the run before; paid or cancelled since"),
    "failed": _lt("%(text)s"),
}

# code: short title, for grouping lists
TITLES = {
    "reached": _lt("Step reached"),
    "reached_before": _lt("Falls due soon"),
    "pause": _lt("Pause between letters"),
    "pause_pre": _lt("Pause between reminders"),
    "calls": _lt("Pause between calls"),
    "reply": _lt("Reply not read"),
    "credit": _lt("Covered by credits"),
    "small": _lt("Small amount"),
    "small_item": _lt("Small item"),
    "young": _lt("Not overdue long enough"),
    "remainder": _lt("Small remainder"),
    "no_followup": _lt("Not to be followed up"),
    "before_start": _lt("Due before the start"),
    "factored": _lt("Factored"),
    "gathered": _lt("Small amounts gathered"),
    "accessory": _lt("Interest or compensation only"),
    "instalment": _lt("Instalment of an agreement"),
    "plan_broken": _lt("Agreement broken"),
    "no_channel": _lt("No way to write"),
    "no_task": _lt("Nothing to do"),
    "needs_done": _lt("Earlier step not done"),
    "needs_posted": _lt("Earlier letter not posted"),
    "needs_delivered": _lt("Earlier letter not delivered"),
    "needs_deadline": _lt("Deadline not passed"),
    "needs_delivered_demand": _lt("No delivered demand"),
    "dropped": _lt("Paid or cancelled"),
    "failed": _lt("Failed"),
    "bank_stale": _lt("Bank data too old"),
    "suspected_bank": _lt("Suspected payment (bank line)"),
    "suspected_transaction": _lt("Suspected payment (online)"),
    "suspected_payment": _lt("Suspected payment (registered)"),
}
# holds: "hold_" and the kind
HOLD_OPEN = _lt("%(kind)s since %(date)s")
HOLD_UNTIL = _lt("%(kind)s from %(date)s to %(date_until)s")


class DebtReason(models.AbstractModel):
    """Turns reason codes with their facts into sentences in the reader's language."""

    _name = "debt.reason"
    _description = "Reasons in Words"

    @api.model
    def _text(self, code, data):
        """Return the sentence of a reason in the language of the environment.

        In `data`, keys starting with "date" are ISO dates, "amount" pairs [value, currency id] (or
        "amounts" a list of them), "step" ids of steps; all others are shown as they are.
        """
        if not code:
            return ""
        text = self._sentence(code, data or {})
        if (data or {}).get("amounts_credit"):
            # a warning: netting never crosses currencies (PRACTICE 1.7)
            credit = self.env._(
                "Credit in another currency: %(amounts)s",
                amounts=self._value("amounts_credit", data["amounts_credit"]),
            )
            text = f"{text}. {credit}"
        return text

    @api.model
    def _sentence(self, code, data):
        values = defaultdict(str, {key: self._value(key, v) for key, v in data.items()})
        if code.startswith("hold_"):
            values["kind"] = self._hold_kind(code)
            return self._fill(HOLD_UNTIL if values["date_until"] else HOLD_OPEN, values)
        return self._fill(REASONS.get(code, code), values)

    @api.model
    def _fill(self, sentence, values):
        if not isinstance(sentence, str):
            sentence = self.env._(sentence)
        return sentence % values

    @api.model
    def _value(self, key, value):
        if key.startswith("date") and value:
            return format_date(self.env, fields.Date.to_date(value))
        if key.startswith("amounts"):
            return ", ".join(self._value("amount", pair) for pair in value)
        if key.startswith("amount") and isinstance(value, (list, tuple)):
            amount, currency = value
            return format_amount(self.env, amount, self.env["res.currency"].browse(currency))
        if key.startswith("step"):
            return self._step_name(value) if value else ""
        return "" if value is None or value is False else value

    @api.model
    def _step_name(self, step_id):
        """Name of a step; "" if it was deleted. Read once for all reasons that name it."""
        try:
            return self.env["debt.step"].sudo().browse(step_id).name or ""
        except MissingError:
            return ""

    @api.model
    def _hold_kind(self, code):
        kinds = self.env["debt.hold"]._fields["kind"]._description_selection(self.env)
        return dict(kinds).get(code.removeprefix("hold_"), code)

    @api.model
    def _title(self, code):
        """Return a short title, for grouping."""
        if code.startswith("hold_"):
            return self._hold_kind(code)
        title = TITLES.get(code) or REASONS.get(code, code)
        return title if isinstance(title, str) else self.env._(title)

    @api.model
    def _titles(self):
        """Return [(code, title)] of all reasons: the labels of a selection."""
        holds = [f"hold_{kind}" for kind, _label in self.env["debt.hold"]._fields["kind"].selection]
        return [(code, self._title(code)) for code in [*REASONS, *holds]]
