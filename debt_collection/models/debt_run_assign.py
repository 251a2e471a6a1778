import logging

import psycopg2

from odoo import models

from ..tools.assignment import Subject, assign

_logger = logging.getLogger(__name__)


class DebtRun(models.Model):
    """Collectors of the cases that a chunk opens; the rest of the night's changes at its end."""

    _inherit = "debt.run"

    def _assign_collectors(self, settings, plans):
        """Give the new cases of these plans their collectors: the customer's own, else by rules."""
        waiting = [plan for plan in plans if not plan.collector_id]
        if not waiting:
            return
        if settings.desk_rules is None:
            # once a run: the rules don't change from chunk to chunk, the desks do
            rules = self.env["debt.collector.rule"]
            settings.desk_rules = rules._plan(self.company_id, settings.day)
        rules, plain = settings.desk_rules
        desks = self.env["debt.collector"]._desks(self.company_id, settings.day)
        fits = rules._fits(self.company_id, [plan.who.partner_id for plan in waiting])
        subjects = (self._subject(plan, fits) for plan in waiting)
        choices = assign(plain, desks, subjects)
        for plan in waiting:
            plan.choice = choices.get(plan.case_id)
            plan.collector_id = plan.choice and plan.choice.user

    def _subject(self, plan, fits):
        who = plan.who
        return Subject(
            plan.case_id,
            plan.overdue,
            plan.days_late,
            "0_monitoring",
            who.profile or "standard",
            who.kind or ("business" if who.is_business else "consumer"),
            fits.get(who.partner_id, frozenset()),
        )

    def _note_collectors(self, settings, plans):
        """History of the new cases: who got them first, and why."""
        rows = []
        for plan in plans:
            if not plan.needs_case or not plan.collector_id:
                continue
            rule = plan.choice and plan.choice.rule
            mode = "rule" if rule else "shared" if plan.choice else "customer"
            company = settings.company_id
            rows.append((company, plan.case_id, None, plan.collector_id, rule, mode))
        self.env["debt.assignment"]._note(rows)

    def _finish(self):
        """After a whole night for real: what the chunks didn't see."""
        if self._is_real() and not self.case_ids:
            for look in (
                self._look_at_collectors,
                self._look_at_silence,
                self._look_at_costs,
                self._look_at_growth,
                self._tell_colleagues,
            ):
                self._look_guarded(look)
        return super()._finish()

    def _look_guarded(self, look):
        """One of these looks that fails is shown as a warning; the run is done all the same."""
        try:
            with self.env.cr.savepoint():
                look(self.company_id, self.date)
        except psycopg2.OperationalError:
            raise
        except Exception as error:
            _logger.exception("Run %s: %s failed", self.id, look.__name__)
            self.warnings = [*(self.warnings or []), ["failed", {"text": str(error)}]]

    def _look_at_collectors(self, company, day):
        """Cases left without collector, cases a rule takes over, tasks of people who are away."""
        self.env["debt.case"]._assign_open(company, day)

    def _look_at_silence(self, company, day):
        """Cases in which nothing happens any more, and tasks nobody does."""
        self.env["debt.case"]._escalate_silent(company, day)
        self.env["debt.missed"]._escalate(company, day)

    def _look_at_costs(self, company, day):
        """Cases whose next paid step isn't worth its cost."""
        self.env["debt.case"]._stop_losses(company, day)

    def _look_at_growth(self, company, day):
        """Cases whose overdue amount grows fast."""
        self.env["debt.case"]._find_growth(company, day)

    def _tell_colleagues(self, company, day):
        self.env["debt.notice"]._queue(company, day)
