from odoo import fields, models

ROLES = [
    ("demanded", "Demanded now"),
    ("credit", "Credit used"),
    ("other", "Other overdue"),
    ("not_due", "Not due"),
]


class DebtActionLine(models.Model):
    """One item of an action, with what it was like when the action was planned or last read."""

    _name = "debt.action.line"
    _description = "Collection Action Line"
    _order = "role, date_due, id"
    _log_access = False

    action_id = fields.Many2one("debt.action", required=True, index=True, ondelete="cascade")
    item_id = fields.Many2one("debt.item", index=True, ondelete="restrict")
    move_line_id = fields.Many2one(
        "account.move.line",
        index="btree_not_null",
        ondelete="set null",
        help="The credit, on lines of that role.",
    )
    role = fields.Selection(ROLES, required=True)
    step_id = fields.Many2one("debt.step", ondelete="set null")
    task_id = fields.Many2one("debt.step.task", ondelete="set null")
    round = fields.Integer(required=True, default=1, aggregator=None)
    is_void = fields.Boolean(help="Its action was cancelled: the step may be done again.")

    name = fields.Char("Document")
    date_invoice = fields.Date("Issued on")
    date_due = fields.Date("Due date")
    days_late = fields.Integer(aggregator=None)
    currency_id = fields.Many2one("res.currency", required=True)
    amount_total = fields.Monetary("Gross amount")
    amount_open = fields.Monetary("Open amount")
    amount_demanded = fields.Monetary(
        "Demanded",
        help="Open amount less disputed part; credits are lines of their own, with a minus.",
    )

    _once_per_round = models.UniqueIndex(
        "(item_id, task_id, round) WHERE role = 'demanded' AND is_void IS NOT TRUE",
        "This step was already done for this item.",
    )

    def _journal_item(self):
        """Return the id of what is owed: of the item, or of a line not watched yet."""
        return self.item_id._key() or self.move_line_id.id

    def _follow(self, net, day):
        """Take over the amounts of a `tools.netting.Net`, and the days late on `day`."""
        demanded = net.demandable if self.role == "demanded" else 0
        values = {"amount_open": float(net.open), "amount_demanded": float(demanded)}
        changed = {
            name: value
            for name, value in values.items()
            if self.currency_id.compare_amounts(self[name], value)
        }
        days_late = max((day - self.date_due).days, 0) if self.date_due else 0
        if days_late != self.days_late:
            changed["days_late"] = days_late
        if changed:
            self.write(changed)
