import logging

import psycopg2
from psycopg2.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

CHUNK = 200
# colleagues get one message each, so all notices are done together
CHUNKS = {"notice": 10_000}
# copies of invoices take Odoo's renderer a second each; a cron worker has two minutes
COPY_CHUNK = 20
# what is a document of ours: built, printed outside the lock, sent
LETTER_KINDS = ("letter", "statement")
# in one go: PDFs are made between act and send, and again for drafts renewed just before sending
PHASES = ("act", "render", "send", "render", "send")
# the cron leaves PDFs to the queue of debt_action_print.py
CRON_PHASES = ("act", "send")
CONFLICTS = (SerializationFailure, DeadlockDetected, LockNotAvailable)


class DebtAction(models.Model):
    """The cron that does what the night planned, chunk by chunk; killed anywhere, it goes on where
    it was.
    """

    _inherit = "debt.action"

    @api.model
    def _cron_act(self):
        """Do what is due in every company; hand over to the next call when the time is up."""
        now = fields.Datetime.now()
        # the cron's own progress, one company after the other
        for company in self._companies_to_act():
            actions = self._for_cron(company)
            finished = actions._work_through(company, now, CRON_PHASES)
            actions._wake_printing(company, now)
            if not finished:
                return

    @api.model
    def _companies_to_act(self):
        groups = self._read_group(
            [("state", "in", ("planned", "waiting", "queued"))], ["company_id"], order="company_id"
        )
        return self.env["res.company"].union(*(company for (company,) in groups))

    @api.model
    def _work_through(self, company, now, phases=PHASES):
        """Go through the phases for one company. Return False when the cron's time is over."""
        Cron = self.env["ir.cron"]
        self._mark_gated(company, now)
        self._escalate_approvals(company)
        self.env["debt.letter"]._send_returned_again(company, now)
        for phase in phases:
            chunks = self._chunks(phase, company, now)
            Cron._commit_progress(remaining=sum(map(len, chunks)))
            for chunk in chunks:
                handled = self._try_chunk(phase, chunk, company, now)
                if not Cron._commit_progress(handled):
                    return False
            # what another transaction held is taken up by the next call
            Cron._commit_progress(remaining=0)
        self._tell_colleagues(company, now)
        return True

    @api.model
    def _chunks(self, phase, company, now):
        """Return lists of pairs (action id, case id), each of one kind."""
        todo = self.search_fetch(
            self._phase_domain(phase, company, now), ["kind", "case_id"], order="case_id, id"
        )
        if phase == "send":
            # nothing is done for an SMS while its letter waits: it isn't taken up at all
            todo -= todo.filtered(lambda action: action.kind == "sms")._behind_letter()
        # the letter before the SMS of its step
        groups = todo.grouped(
            lambda action: (action.kind, phase == "render" and action.letter_id.copies_due)
        )
        return [
            [(action.id, action.case_id.id) for action in actions]
            for kind in self._fields["kind"].get_values(self.env)
            for is_slow, size in ((False, CHUNKS.get(kind, CHUNK)), (True, COPY_CHUNK))
            for actions in split_every(size, groups.get((kind, is_slow), ()), list)
        ]

    @api.model
    def _try_chunk(self, phase, chunk, company, now):
        """Do one chunk; give up on it for now when another transaction was faster."""
        try:
            self._do_chunk(phase, chunk, company, now)
        except CONFLICTS:
            self.env.cr.rollback()
            _logger.info("Collection: %s of %d actions left to the next call", phase, len(chunk))
        return len(chunk)

    @api.model
    def _do_chunk(self, phase, chunk, company, now):
        """Run `phase` on pairs (action id, case id): one transaction, its first statement locks the
        cases.
        """
        action_ids, case_ids = zip(*chunk, strict=True)
        if phase == "render":
            return self.browse(action_ids)._render_drafts()
        cases = (
            self.env["debt.case"]
            .browse(sorted(set(filter(None, case_ids))))
            .try_lock_for_update(allow_referencing=True)
        )
        actions = self.browse(action_ids).try_lock_for_update(allow_referencing=True)
        # only now is it certain that nobody else did it or took it back
        domain = self._phase_domain(phase, company, now)
        free = Domain("case_id", "in", cases.ids) | Domain("case_id", "=", False)
        due = self.search(Domain("id", "in", actions.ids) & free & domain)
        for kind, group in due.grouped("kind").items():
            group._isolated(f"_{'run' if phase == 'act' else phase}_{kind}", now)
        return None

    def _isolated(self, name, now=None):
        """Call the method `name` for all at once; if that fails, for each alone, so that one never
        stops the rest.
        """
        try:
            with self.env.cr.savepoint():
                getattr(self, name)(now)
            return
        except CONFLICTS:
            raise
        except Exception:
            if len(self) > 1:
                _logger.info("Collection: %s failed for a batch, one by one now", name)
        for action in self:
            action._run_alone(name, now)

    def _run_alone(self, name, now):
        try:
            with self.env.cr.savepoint():
                getattr(self, name)(now)
        except CONFLICTS:
            raise
        except (UserError, psycopg2.IntegrityError) as error:
            self._fail(error)
        except Exception as error:
            _logger.exception("Collection: %s failed for action %s", name, self.id)
            self._fail(f"{type(error).__name__}: {error}")

    # what is due in which phase
    @api.model
    def _phase_domain(self, phase, company, now):
        """Return the domain of the actions that `phase` (act, render, send) works on at `now`."""
        domain = Domain("company_id", "=", company.id) & self._allowed_domain(company)
        return domain & getattr(self, f"_{phase}_domain")(company, now)

    @api.model
    def _allowed_domain(self, company):
        """Automation off stops the night's actions at once; what a person started goes on."""
        if company.debt_automation:
            return Domain.TRUE
        by_hand = Domain("run_id.mode", "=", "manual")
        return by_hand | (Domain("run_id", "=", False) & Domain("prepared_by_id", "!=", False))

    @api.model
    def _act_domain(self, company, now):
        day = self.env["debt.calendar"]._local(company, now).date()
        domain = Domain("state", "=", "planned") & Domain("date_planned", "<=", day)
        domain &= Domain("kind", "in", self._kinds_with("run"))
        # letters are built at once, so that they can be looked at; the rest keeps its hour
        timely = Domain("kind", "=", "letter") | self._due_domain(now)
        return domain & timely & self._gate_domain(company, day)

    @api.model
    def _send_domain(self, company, now):
        day = self.env["debt.calendar"]._local(company, now).date()
        domain = Domain("state", "=", "queued") & Domain("kind", "in", self._kinds_with("send"))
        ready = Domain("kind", "not in", LETTER_KINDS) | (
            Domain("letter_id.to_print", "=", False)
            & Domain("letter_id.to_hand_over", "=", False)
            & Domain("letter_id.copies_due", "=", False)
            & (
                Domain("letter_id.letter_type_id.has_pdf", "=", False)
                | Domain("letter_id.attachment_id", "!=", False)
            )
        )
        return domain & ready & self._due_domain(now) & self._gate_domain(company, day)

    @api.model
    def _render_domain(self, company, now):
        no_pdf = Domain("letter_id.attachment_id", "=", False) & Domain(
            "letter_id.letter_type_id.has_pdf", "=", True
        )
        return (
            Domain("state", "in", ("waiting", "queued"))
            & Domain("kind", "in", LETTER_KINDS)
            & Domain("letter_id.state", "=", "draft")
            & (no_pdf | Domain("letter_id.copies_due", "=", True))
        )

    @api.model
    def _due_domain(self, now):
        return Domain("not_before", "=", False) | Domain("not_before", "<=", now)

    @api.model
    def _kinds_with(self, verb):
        kinds = self._fields["kind"].get_values(self.env)
        return [kind for kind in kinds if hasattr(self, f"_{verb}_{kind}")]

    @api.model
    def _gate_domain(self, company, day):
        """After the due date nothing leaves while the bank data is old (PRACTICE 1.1)."""
        if not self._gate_reason(company, day):
            return Domain.TRUE
        return Domain("kind", "not in", ("letter", "sms")) | ~self._post_due_domain(day)

    @api.model
    def _mark_gated(self, company, now):
        """Note on what waits for the bank's data that it does, once."""
        day = self.env["debt.calendar"]._local(company, now).date()
        reason = self._gate_reason(company, day)
        if not reason:
            return
        code, data = reason
        domain = Domain("company_id", "=", company.id) & Domain("kind", "in", ("letter", "sms"))
        domain &= Domain("state", "in", ("planned", "queued")) & self._post_due_domain(day)
        unmarked = Domain("waits_for", "=", False) | Domain("waits_for", "!=", code)
        self.search(domain & unmarked).write({"waits_for": code, "waits_data": data})

    @api.model
    def _gate_reason(self, company, day):
        gate = getattr(self.env["debt.bank.check"], "_gate", None)
        return gate and gate(company, day)

    @api.model
    def _post_due_domain(self, day):
        return Domain("line_ids", "any", [("role", "=", "demanded"), ("date_due", "<", day)])
