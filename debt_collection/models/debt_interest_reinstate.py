from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.interest import DAY
from .debt_interest_propose import Options
from .debt_promise_judge import MISSED

WAIVERS = ("promise_id", "plan_id")
# what was broken longer ago went with the monthly notes
LATELY = timedelta(days=30)


class DebtInterestNote(models.Model):
    """Interest waived on condition comes back: the night after the promise or the agreement was
    broken proposes a note of just that (PEERS D7).
    """

    _inherit = "debt.interest.note"

    promise_id = fields.Many2one(
        "debt.promise", "Promise missed", readonly=True, copy=False, index="btree_not_null"
    )
    plan_id = fields.Many2one(
        "debt.plan", "Agreement broken", readonly=True, copy=False, index="btree_not_null"
    )
    reinstated_text = fields.Char("Why now", compute="_compute_reinstated_text")

    @api.depends("promise_id", "plan_id")
    @api.depends_context("lang")
    def _compute_reinstated_text(self):
        for note in self:
            # sudo: accountants don't read promises and agreements, but the reason of their notes
            waiver_sudo = note.sudo().promise_id or note.sudo().plan_id
            note.reinstated_text = waiver_sudo._reinstated_text() if waiver_sudo else False

    @api.model
    def _propose_reinstated(self, company, partners, today):
        """Draft notes of interest that was waived for promises and agreements broken since; each
        once. What is below the smallest note waits for the monthly one.

        :param partners: commercial partners
        :param today: the company's date
        :return: {partner id: why he wasn't charged}
        """
        refused = {}
        if not company.debt_note_reinstated:
            return refused
        for name in WAIVERS:
            # sudo: nobody writes promises and agreements by hand
            waivers = self.env[self._fields[name].comodel_name].sudo()
            for waiver in waivers._lapsed(company, partners, today - LATELY):
                refused |= self._reinstate(name, waiver)
                waiver._reinstate_costs(today)
                waiver.reinstated_on = today
        return refused

    @api.model
    def _reinstate(self, name, waiver):
        """Draft the note of one broken promise or agreement; return who couldn't be charged."""
        first, last, lines = waiver._lapsed_days()
        if not lines:
            return {}
        options = Options(since=first, line_ids=tuple(lines.ids))
        proposal = self._proposal(waiver.company_id, last, options, waiver.partner_id)
        self._create_drafts([{**vals, name: waiver.id} for vals in proposal.notes])
        return {one.id: proposal.refused[one] for one in proposal.lacking}

    def _since(self):
        """A draft about days that were waived charges no day before them."""
        since = super()._since()
        first = self.plan_id and self.sudo().plan_id._lapsed_days()[0]
        return max(since, first) if first else since

    @api.model
    def _drop_reinstated(self, name, waivers):
        """Delete the drafts made because `waivers` were broken: they are kept after all.

        :param name: promise_id or plan_id
        """
        returned = waivers.filtered("reinstated_on")
        # sudo: proposals come and go by the night
        self.sudo().search([(name, "in", returned.ids), ("state", "=", "draft")]).unlink()
        returned.reinstated_on = False


class DebtPromise(models.Model):
    _inherit = "debt.promise"

    reinstated_on = fields.Date(
        "Interest proposed again on",
        readonly=True,
        help="The promise was missed: a note of the interest waived for it was proposed.",
    )

    @api.model
    def _lapsed(self, company, partners, since):
        """Return promises missed since that day whose waived interest wasn't proposed yet."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("debtor_id.partner_id", "in", partners.ids),
                ("state", "in", MISSED),
                ("judged_on", ">=", since),
                ("waives_interest", "=", True),
                ("reinstated_on", "=", False),
            ]
        )

    def _lapsed_days(self):
        """Return (first day or None, last day, journal items) of the interest waived for it."""
        return None, self.date_until, self.item_ids.move_line_id

    def _reinstate_costs(self, today):
        """Only agreements waive costs."""

    def _reinstated_text(self):
        return self.env._(
            "Waived for a promise that was missed: %(promise)s.", promise=self._what()
        )

    def _conclude(self, paid, verdicts, waiting, day):
        """A promise that proves kept after all takes back the draft made because it was missed."""
        changed = super()._conclude(paid, verdicts, waiting, day)
        kept = changed.filtered(lambda promise: promise.state not in MISSED)
        self.env["debt.interest.note"]._drop_reinstated("promise_id", kept)
        return changed


class DebtPlan(models.Model):
    _inherit = "debt.plan"

    reinstated_on = fields.Date(
        "Interest proposed again on",
        readonly=True,
        copy=False,
        help="The agreement was broken: a note of the interest waived for it was proposed.",
    )

    @api.model
    def _lapsed(self, company, partners, since):
        """Return agreements broken since that day whose waived interest wasn't proposed yet."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("state", "=", "broken"),
                ("broken_on", ">=", since),
                ("accepted_on", "!=", False),
                ("reinstated_on", "=", False),
                "|",
                "|",
                ("waives_interest", "=", True),
                ("waives_compensation", "=", True),
                ("interest_mode", "=", "none"),
            ]
        )

    def _lapsed_days(self):
        """Return (first day or None, last day, journal items) of the interest waived by it."""
        first = None if self.waives_interest else self.accepted_on + DAY
        last = self.broken_on if self.interest_mode == "none" else self.accepted_on
        return first, last, self.item_ids.filtered(lambda debt: not debt.is_note).move_line_id

    def _reinstate_costs(self, today):
        """Compensation waived by it is proposed again, as far as the company claims any."""
        if self.waives_compensation and self.company_id.debt_compensation_monthly:
            self.env["debt.compensation"]._propose(self.company_id, today, self.partner_id)

    def _reinstated_text(self):
        return self.env._(
            "Waived by agreement %(plan)s, broken on %(date)s.",
            plan=self.name,
            date=format_date(self.env, self.broken_on),
        )

    def _run_again(self):
        """As if nothing had happened: the draft made because it was broken goes too."""
        result = super()._run_again()
        self.env["debt.interest.note"]._drop_reinstated("plan_id", self)
        return result
