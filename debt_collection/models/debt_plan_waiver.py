from datetime import date, timedelta

from odoo import api, models

# far enough: interest is never asked beyond
EVER = date(2200, 1, 1)
ALWAYS = date(1990, 1, 1)


class DebtPlan(models.Model):
    """Interest and compensation waived while an agreement is kept (PEERS D7).

    Nothing is written off: what is waived isn't charged as long as the agreement runs or after it
    was kept. When it is broken or cancelled, exactly what the ledger says is owed again.
    """

    _inherit = "debt.plan"

    @api.model
    def _waiving(self, line_ids):
        """Return the debts (`debt.plan.item`) of agreements in force that waive something."""
        # sudo: a claim is the same for whoever looks
        return (
            self.env["debt.plan.item"]
            .sudo()
            .search(
                [
                    ("move_line_id", "in", list(line_ids)),
                    ("is_note", "=", False),
                    ("plan_id.state", "in", ("active", "kept")),
                ]
            )
        )

    def _waived_days(self):
        """Return [(first, last)] of days whose interest isn't charged for now."""
        days = []
        if self.waives_interest:
            days.append((ALWAYS, self.accepted_on))
        if self.interest_mode == "none":
            days.append((self.accepted_on + timedelta(1), self.kept_on or EVER))
        return days


class DebtInterestNote(models.Model):
    _inherit = "debt.interest.note"

    @api.model
    def _charged(self, line_ids):
        """Days waived by an agreement count as charged with nothing."""
        charged = super()._charged(line_ids)
        for debt in self.env["debt.plan"]._waiving(line_ids):
            for first, last in debt.plan_id._waived_days():
                charged.setdefault(debt.move_line_id.id, []).append((first, last, 0.0))
        return charged


class DebtCompensationLine(models.Model):
    _inherit = "debt.compensation.line"

    @api.model
    def _settled(self, line_ids):
        return super()._settled(line_ids) | self._waived_by_plan(line_ids)

    @api.model
    def _decided(self, line_ids):
        return super()._decided(line_ids) | self._waived_by_plan(line_ids)

    def _waived_by_plan(self, line_ids):
        """Ids of the journal items whose compensation an agreement waives for now."""
        debts = self.env["debt.plan"]._waiving(line_ids)
        return set(debts.filtered("plan_id.waives_compensation").move_line_id.ids)
