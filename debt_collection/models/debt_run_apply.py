from odoo import fields, models
from odoo.tools import SQL

DEBTOR = [
    ("id", "int"),
    ("ledger_hash", "text"),
    ("next_date", "date"),
    ("overdue", "numeric"),
    ("total", "numeric"),
    ("days_late", "int"),
    ("as_of", "timestamp"),
]
CASE = [
    ("id", "int"),
    ("state", "text"),
    ("closed_on", "date"),
    ("strategy_id", "int"),
    ("overdue_since", "date"),
    ("overdue", "numeric"),
    ("total", "numeric"),
    ("days_late", "int"),
    ("next_date", "date"),
    ("as_of", "timestamp"),
]
ITEM = [
    ("id", "int"),
    ("debtor_id", "int"),
    ("case_id", "int"),
    ("date_due", "date"),
    ("round", "int"),
    ("step_id", "int"),
    ("step_date", "date"),
    ("pending_step_id", "int"),
    ("phase", "text"),
    ("next_step_id", "int"),
    ("next_date", "date"),
    ("reason", "text"),
    ("reason_data", "jsonb"),
    ("closed_on", "date"),
    ("limitation_date", "date"),
]


def names(columns):
    return [name for name, _type in columns]


class DebtRun(models.Model):
    """Debtors, cases and items of a chunk with their final values."""

    _inherit = "debt.run"

    def _apply(self, settings, plans, gone):
        """Write what was decided for the debtors of a chunk."""
        now = fields.Datetime.now().replace(microsecond=0)
        self._make_room(settings, plans)
        self._apply_debtors(settings, plans, now)
        self._apply_lots(settings, plans)
        self._apply_cases(settings, plans, now)
        self._apply_items(settings, plans)
        self._apply_actions(settings, plans, now)
        self._apply_gone(settings, plans, gone)

    def _make_room(self, settings, plans):
        """Give new debtors, cases, items and actions their ids and numbers."""
        new_debtors = [plan for plan in plans if plan.is_watched and not plan.who.debtor_id]
        new_cases = [plan for plan in plans if plan.needs_case]
        new_items = [d for plan in plans for d in plan.debts if plan.is_new_item(d)]
        actions = sum(len(plan.actions) for plan in plans)
        sequence, prefix, suffix, padding = settings.case_numbers
        ids = self._reserve(
            {
                "debt_debtor": len(new_debtors),
                "debt_case": len(new_cases),
                "debt_item": len(new_items),
                "debt_action": actions,
                sequence: len(new_cases),
            }
        )
        for plan in plans:
            plan.debtor_id = plan.who.debtor_id
            plan.case_id = plan.who.case_id or plan.reopened_case_id
            plan.collector_id = plan.who.case_collector_id or plan.who.collector_id
        for plan, debtor_id in zip(new_debtors, ids["debt_debtor"], strict=True):
            plan.debtor_id = debtor_id
        numbers = zip(new_cases, ids["debt_case"], ids[sequence], strict=True)
        for plan, case_id, number in numbers:
            plan.case_id = case_id
            plan.case_name = f"{prefix}{number:0{padding}d}{suffix}"
        for debt, item_id in zip(new_items, ids["debt_item"], strict=True):
            debt.item_id = item_id
        action_ids = iter(ids["debt_action"])
        for plan in plans:
            plan.action_ids = [next(action_ids) for _action in plan.actions]
        self._assign_collectors(settings, new_cases)

    def _apply_debtors(self, settings, plans, now):
        new, changed = [], []
        for plan in plans:
            values = (*plan.debtor_values, now)
            if plan.debtor_id and not plan.who.debtor_id:
                row = (plan.debtor_id, *values, settings.company_id, plan.who.partner_id)
                kind = "business" if plan.who.is_business else "consumer"
                profile = plan.who.profile or "standard"
                new.append((*row, kind, profile, "normal", False, *self._log(now)))
            elif plan.debtor_id and plan.debtor_changed:
                changed.append((plan.debtor_id, *values))
        columns = ["company_id", "partner_id", "kind", "profile", "sale_condition"]
        columns += ["wants_due_list", *LOG]
        self._copy("debt_debtor", [*names(DEBTOR), *columns], new)
        self._update("debt_debtor", DEBTOR, changed)

    def _apply_lots(self, settings, plans):
        """Whoever a lot was drawn for takes part in the trial from now on."""
        drawn = [(p.debtor_id, *p.drawn) for p in plans if p.drawn and p.debtor_id]
        self.env["debt.trial.member"]._join(drawn, settings.day)

    def _log(self, now):
        return (self.env.uid, now, self.env.uid, now)

    def _apply_cases(self, settings, plans, now):
        new, changed = [], []
        for plan in plans:
            if not plan.case_id:
                continue
            values = (plan.case_id, *plan.case_values, now)
            if not plan.needs_case:
                if plan.case_changed:
                    changed.append(values)
                continue
            new.append(
                (
                    *values,
                    plan.case_name,
                    True,
                    settings.company_id,
                    plan.debtor_id,
                    plan.who.partner_id,
                    "0_monitoring",
                    0,
                    plan.collector_id,
                    settings.day,
                    *self._log(now),
                )
            )
        columns = ["name", "active", "company_id", "debtor_id", "partner_id", "phase"]
        columns += ["priority", "collector_id", "opened_on", *LOG]
        self._copy("debt_case", [*names(CASE), *columns], new)
        self._note_collectors(settings, plans)
        self._update("debt_case", CASE, changed)

    def _apply_items(self, settings, plans):
        new, changed = [], []
        for plan in plans:
            for debt in plan.debts:
                if not debt.item_id:
                    continue
                values = plan.item_values(debt)
                row = debt.row
                if not row.item_id:
                    new.append(
                        (
                            debt.item_id,
                            *values,
                            settings.company_id,
                            row.line_id,
                            row.name,
                            row.currency_id,
                        )
                    )
                elif plan.item_differs(debt, values):
                    changed.append((debt.item_id, *values))
        columns = ["company_id", "move_line_id", "name", "currency_id"]
        self._copy("debt_item", [*names(ITEM), *columns], new)
        self._update("debt_item", ITEM, changed)

    def _apply_gone(self, settings, plans, gone):
        """Close paid items; let the refresh end holds and cases of debtors that changed."""
        if gone:
            self.env.cr.execute(
                SQL(
                    """UPDATE debt_item
                          SET closed_on = %s, reason = 'paid', reason_data = NULL,
                              next_step_id = NULL, next_date = NULL, pending_step_id = NULL
                        WHERE id = ANY(%s)""",
                    settings.day,
                    [item for _partner, item in gone],
                )
            )
        partners = {partner for partner, _item in gone}
        partners |= {p.who.partner_id for p in plans if p.who.ledger_hash and p.ledger_changed}
        if not partners:
            return
        self.env["debt.dirty"]._wake()
        self._copy(
            "debt_dirty",
            ["company_id", "partner_id"],
            [(settings.company_id, partner) for partner in sorted(partners)],
        )


LOG = ["create_uid", "create_date", "write_uid", "write_date"]
