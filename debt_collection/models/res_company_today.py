from odoo import models
from odoo.tools import SQL

# what a run reads of its company when it decides about a debtor
DECIDING = frozenset(
    {
        "country_id",
        "debt_call_cap",
        "debt_call_cap_consumer",
        "debt_call_total_consumer",
        "debt_due_roll",
        "debt_group_pause",
        "debt_sms_cap",
        "debt_start_date",
        "debt_start_days",
        "debt_start_mode",
        "debt_strategy_id",
        "debt_visit_cap",
    }
)


class ResCompany(models.Model):
    _inherit = "res.company"

    def _debt_today(self):
        """Return the company's local date: at 00:30 in Warsaw it is already the new day."""
        self.ensure_one()
        return self.env["debt.calendar"]._now(self).date()

    def write(self, vals):
        result = super().write(vals)
        if DECIDING.intersection(vals):
            self._debt_touch()
        return result

    def _debt_touch(self):
        """Make the next run look at all debtors of these companies."""
        Debtor = self.env["debt.debtor"]
        Debtor.flush_model(["next_date", "company_id"])
        self.env.cr.execute(
            SQL(
                """UPDATE debt_debtor SET next_date = NULL
                    WHERE next_date IS NOT NULL AND company_id = ANY(%s)""",
                self.ids,
            )
        )
        Debtor.invalidate_model(["next_date"], flush=False)
