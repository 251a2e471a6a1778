import logging
from datetime import timedelta
from decimal import Decimal

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import business_days
from ..tools import promise as rules

_logger = logging.getLogger(__name__)

# payments booked late may still prove that a promise was kept
CORRECT_DAYS = 30
# verdicts after which the collector is asked to call
MISSED = (rules.PART_KEPT, rules.BROKEN)


class DebtPromise(models.Model):
    """Judging promises by what was paid since; a missed one sets its documents free again."""

    _inherit = "debt.promise"

    @api.model
    def _judge(self, company, day, debtors=None):
        """Judge promises of `company` on `day` (date): kept at once, missed after their last day.

        Repeating it changes nothing. One bad customer doesn't stop the others. Missed ones wait
        while the bank isn't known up to their last day, or money that probably pays them isn't
        booked. Nothing is sent: the next run plans anew.
        :param debtors: of a refresh, all their promises; None (the night): those whose day is over
        :return: the promises that were judged now
        """
        promises = self.search(self._to_judge_domain(company, day, debtors))
        if not promises:
            return promises
        judgements = promises._judgements(company, day)
        judged = self.browse()
        for _debtor, same in promises.grouped("debtor_id").items():
            judged |= same._conclude_safely(*judgements, day)
        return judged

    def _judgements(self, company, day):
        """Return ({promise: Paid}, {promise: verdict}, those that have to wait)."""
        if not self:
            return {}, {}, self
        paid = self._paid()
        verdicts = {promise: promise._verdict(paid[promise], day) for promise in self}
        return paid, verdicts, self._waiting(company, day, verdicts)

    @api.model
    def _to_judge_domain(self, company, day, debtors):
        domain = Domain("company_id", "=", company.id)
        if debtors is None:
            return domain & Domain("state", "=", "open") & Domain("date_until", "<", day)
        recent = Domain("state", "in", MISSED) & Domain(
            "judged_on", ">", day - timedelta(days=CORRECT_DAYS)
        )
        return (
            domain
            & Domain("debtor_id", "in", debtors.ids)
            & (Domain("state", "=", "open") | recent)
        )

    def _verdict(self, paid, day):
        return rules.verdict(
            Decimal(str(self.amount)),
            paid.in_time,
            paid.paid,
            paid.left,
            self._tolerance(),
            day > self.date_until,
        )

    def _waiting(self, company, day, verdicts):
        """Return the missed ones that can't be judged yet: the money may be there already."""
        missed = self.filtered(lambda p: p.state == "open" and verdicts[p] in MISSED)
        if not missed:
            return missed
        unknown = missed._not_known(company, day)
        suspected = self.env["debt.debtor"]._suspected(company, day, missed.debtor_id.partner_id)
        return unknown | missed.filtered(
            lambda p: any(item._key() in suspected for item in p.item_ids)
        )

    def _not_known(self, company, day):
        """Return those up to whose last day the bank data isn't loaded."""
        checks = self.env["debt.bank.check"]
        if not company.debt_freshness_gate or checks._is_released(company, day):
            return self.browse()
        known = checks._known_by_journal(company, day).values()
        off = self.env["debt.calendar"]._company_holidays(company, day)

        def needed(promise):
            return business_days.previous_working(promise.date_until + timedelta(days=1), off)

        return self.filtered(lambda p: any(not last or last < needed(p) for last in known))

    def _conclude_safely(self, paid, verdicts, waiting, day):
        """Write the verdicts on one customer's promises; return those that changed."""
        try:
            with self.env.cr.savepoint():
                return self._conclude(paid, verdicts, waiting, day)
        except (UserError, ValueError, psycopg2.Error):
            _logger.warning("judging promises %s failed", self.ids, exc_info=True)
            self.env.invalidate_all(flush=False)
            return self.browse()

    def _conclude(self, paid, verdicts, waiting, day):
        changed = self.browse()
        # what was missed once and is found to be paid in part needs no second call
        to_tell = self.filtered(lambda promise: promise.state not in MISSED)
        for promise in self:
            amount, state = float(paid[promise].in_time), verdicts[promise]
            is_news = promise not in waiting and promise._is_news(state)
            is_kept = promise.state == rules.KEPT and not is_news
            if not is_kept and promise.currency_id.compare_amounts(promise.paid, amount):
                promise.paid = amount
            if is_news:
                promise.write({"state": state, "judged_on": state != rules.OPEN and day})
                changed |= promise
        changed._set_free()
        (changed & to_tell)._tell(day)
        return changed

    def _is_news(self, state):
        """Tell whether a judgement changes; one that was made is only ever improved."""
        better = {"broken": ("part_kept", "kept"), "part_kept": ("kept",)}
        return state != self.state and (self.state == "open" or state in better[self.state])

    def _set_free(self):
        """End the holds of these: their documents are planned anew."""
        self.hold_ids._end(self.env._("Promise judged."))
        self.debtor_id._touch()
        self.case_id._worklist_changed()

    def _tell(self, day):
        """Put a call about missed ones into the lists of the collectors, one for each case."""
        missed = self.filtered(lambda promise: promise.state in MISSED)
        for case, promises in missed.grouped("case_id").items():
            case = case if case.state == "open" else promises.debtor_id._open_case()
            if case:
                promises._tell_collector(case, day)

    def _tell_collector(self, case, day):
        case._add_action(
            "call",
            day,
            self.env["res.users"],
            values={"summary": self._missed_text(case)},
        )

    def _missed_text(self, case):
        """Return what the collector reads, in his language."""
        promises = self.with_context(lang=case.collector_id.lang or self.env.lang)
        return promises.env._(
            "Call: promise missed (%(promises)s)",
            promises=", ".join(promise._what_missed() for promise in promises),
        )

    # by hand -------------------------------------------------------------------------------------

    def action_cancel(self):
        """Take a promise back that was noted wrongly: it isn't judged, the holds end."""
        self.check_access("read")
        # collectors don't write promises; whose they are is checked above
        open_sudo = self.sudo().filtered(lambda promise: promise.state == "open")
        for company, promises in open_sudo.grouped("company_id").items():
            promises.write({"state": "cancelled", "judged_on": company._debt_today()})
        open_sudo.hold_ids._end(self.env._("Promise cancelled."))
        open_sudo.debtor_id._touch()
