from odoo import fields, models

from .debt_notice_rule import EVENTS
from .debt_step import PHASES


class DebtNotice(models.Model):
    """Who of the colleagues is, or was, told what about a customer: the queue and the record."""

    _name = "debt.notice"
    _description = "Notice to a Colleague"
    _order = "id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    case_id = fields.Many2one(
        "debt.case", index=True, ondelete="cascade", help="Empty: collection hasn't begun yet."
    )
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    user_id = fields.Many2one("res.users", "Colleague", required=True, ondelete="cascade")
    event = fields.Selection([*EVENTS, ("step", "A step of the strategy")], required=True)
    phase = fields.Selection(PHASES)
    rule_id = fields.Many2one("debt.notice.rule", ondelete="set null")
    action_id = fields.Many2one("debt.action", index="btree_not_null", ondelete="cascade")
    date = fields.Date("Noted on", required=True)
    date_start = fields.Date("Starts on")
    amount = fields.Monetary()
    talk_first = fields.Boolean("Offers to talk first")
    told_on = fields.Date("Told on", help="Empty: to be told.")

    _to_tell = models.Index("(company_id, user_id) WHERE told_on IS NULL")
    _once = models.UniqueIndex(
        "(case_id, user_id, event, phase) WHERE event NOT IN ('step', 'growth')",
        "A colleague is told once of each phase of a case.",
    )


class DebtCase(models.Model):
    _inherit = "debt.case"

    def _merge(self, others):
        """Who was told of both cases keeps one row of each phase: merging moves rows in SQL."""
        rows = self.env["debt.notice"].search(
            [("case_id", "in", (self | others).ids), ("event", "not in", ("step", "growth"))]
        )
        told_first = rows.sorted(lambda row: (not row.told_on, row.case_id != self, row.id))
        kept = {}
        for row in told_first:
            kept.setdefault((row.user_id, row.event, row.phase), row)
        (rows - rows.browse().union(*kept.values())).unlink()
        return super()._merge(others)
