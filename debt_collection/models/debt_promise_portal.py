from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import promise as rules

ASKED = "asked"


class DebtPromise(models.Model):
    """Promises a customer makes himself: those of habitual late payers need a person's consent."""

    _inherit = "debt.promise"

    state = fields.Selection(
        selection_add=[(ASKED, "Waits for consent"), ("open",)],
        ondelete={ASKED: "set default"},
    )

    @api.model
    def _make_one(self, case, items, currency, values, day):
        if values.get("channel") != "portal" or not case.debtor_id._promise_needs_consent():
            return super()._make_one(case, items, currency, values, day)
        vals = self._prepare_vals(case, items, currency, values, day)
        # the customer asks: nothing is held but what a reply holds, until it is read
        promise_sudo = self.sudo().create({**vals, "state": ASKED})
        case._flag_reply()
        case.sudo()._worklist_changed()
        return promise_sudo.sudo(self.env.su)

    @api.model
    def _to_judge_domain(self, company, day, debtors):
        domain = super()._to_judge_domain(company, day, debtors)
        if debtors is None:
            return domain
        asked = [
            ("company_id", "=", company.id),
            ("debtor_id", "in", debtors.ids),
            ("state", "=", ASKED),
        ]
        return domain | Domain(asked)

    def _verdict(self, paid, day):
        """What nobody agreed to is neither kept nor broken: paid, it has no object any more."""
        verdict = super()._verdict(paid, day)
        if self.state != ASKED:
            return verdict
        return rules.CANCELLED if verdict in (rules.KEPT, rules.CANCELLED) else ASKED

    def _is_news(self, state):
        return state != ASKED if self.state == ASKED else super()._is_news(state)

    def action_consent(self):
        """Agree to the day the customer asked for: his documents wait until it."""
        for promise in self:
            promise._check_asked()
            day = promise.company_id._debt_today()
            if promise.date < day:
                raise UserError(self.env._("That day has passed: ask the customer for another."))
            # collectors don't write promises: whose it is was just checked
            promise_sudo = promise.sudo()
            promise_sudo.write({"state": "open", "user_id": self.env.uid})
            promise_sudo._replace_earlier(day)
            promise_sudo._hold()
            promise_sudo.debtor_id._touch()
            promise.case_id.action_mark_read()
            promise_sudo.case_id._worklist_changed()

    def action_decline(self):
        """Don't agree to the day the customer asked for; the case goes on once it is read."""
        for promise in self:
            promise._check_asked()
            # see action_consent
            promise.sudo().write(
                {"state": "cancelled", "judged_on": promise.company_id._debt_today()}
            )
            promise.case_id.action_mark_read()

    def _check_asked(self):
        self.case_id.check_access("write")
        if self.state != ASKED:
            raise UserError(
                self.env._("%(promise)s doesn't wait for consent.", promise=self.display_name)
            )


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _promise_last_day(self, day):
        """Return the last day he may name on his page."""
        strategy = self._open_case().strategy_id
        days = strategy.promise_portal_days or self.company_id.debt_promise_portal_days
        return day + timedelta(days=days)

    def _promise_needs_consent(self):
        """Tell whether the collector has to agree to the day he names on his page."""
        is_firm = self._open_case().strategy_id.promise_portal_consent
        return is_firm or self.profile == "habitual"


class DebtStrategy(models.Model):
    _inherit = "debt.strategy"

    promise_portal_consent = fields.Boolean(
        "Promises on the portal need consent",
        help="The collector has to agree to a day that the customer names himself.",
    )


class DebtAction(models.Model):
    _inherit = "debt.action"

    contact_channel = fields.Selection(selection_add=[("portal", "Portal")])
