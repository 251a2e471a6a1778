from odoo import fields, models
from odoo.tools import SQL


class DebtRun(models.Model):
    """The end of a run: it is compared with the run before, and old runs go."""

    _inherit = "debt.run"

    def _finish(self):
        """Compare with the run before, count, and let old runs go."""
        self.env.flush_all()
        before = self._previous()
        if before:
            self._compare(before)
        if self._is_real():
            self._order_worklist()
        self.write(
            {
                "state": "done",
                "finished_on": fields.Datetime.now(),
                "error": False,
            }
        )
        self._prune()
        self.env["debt.run.line"].invalidate_model()

    def _order_worklist(self):
        """Put the cases in the order of the day: all of them, each is a day older."""
        Case = self.env["debt.case"]
        if self.case_ids:
            self.case_ids._refresh_priority(self.date)
        else:
            Case._refresh_company_priority(self.company_id, self.date)

    def _previous(self):
        """The run that this one is compared with: of all customers, not of a chosen day."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "done"),
            ("id", "<", self.id),
            ("mode", "!=", "as_of"),
            ("case_ids", "=", False),
        ]
        return self.search(domain, order="id desc", limit=1)

    def _prune(self):
        """Keep the company's number of runs; a look that was taken over by a later one goes too."""
        keep = max(self.company_id.debt_run_keep, 2)
        domain = [("company_id", "=", self.company_id.id), ("state", "!=", "running")]
        old = self.search(domain, order="id desc", offset=keep)
        if old:
            self.env.cr.execute(SQL("DELETE FROM debt_run_line WHERE run_id = ANY(%s)", old.ids))
            old.unlink()
