from odoo import api, models
from odoo.tools import SQL


class DebtLadderMixin(models.AbstractModel):
    """Changing what decides about debtors makes the next run look at them again, not only at those
    whose day has come.
    """

    _name = "debt.ladder.mixin"
    _description = "Part of a collection strategy"

    # texts and marks: changing them decides nothing
    _touch_free = frozenset({"name", "description", "summary", "note", "cost", "minutes"})

    def _touched_sql(self):
        """Return the SQL condition on `debt_debtor d` that these records decide about. Each model
        says which.
        """
        raise NotImplementedError

    def _touch_debtors(self):
        """Clear the day on which the run would look at the debtors concerned: one statement,
        however many they are.
        """
        if not self:
            return
        self.env["debt.debtor"].flush_model(["next_date", "company_id"])
        self.env["debt.case"].flush_model(["debtor_id", "strategy_id", "state"])
        condition = self._touched_sql()
        self.env.cr.execute(
            SQL(
                "UPDATE debt_debtor d SET next_date = NULL WHERE d.next_date IS NOT NULL AND %s",
                condition,
            )
        )
        self.env["debt.debtor"].invalidate_model(["next_date"], flush=False)

    def _company_sql(self):
        """Condition: debtors of these records' companies; one without a company is for all."""
        if all(record.company_id for record in self):
            return SQL("d.company_id IN %s", tuple(self.company_id.ids))
        return SQL("TRUE")

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._touch_debtors()
        return records

    def write(self, vals):
        result = super().write(vals)
        if set(vals) - self._touch_free:
            self._touch_debtors()
        return result

    @api.ondelete(at_uninstall=False)
    def _touch_at_unlink(self):
        self._touch_debtors()
