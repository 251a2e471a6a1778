from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import aging
from .debt_debtor import PROFILES
from .debt_step import PHASES

DIMENSIONS = ["bucket_number", "collector_id", "phase", "strategy_id", "profile"]


class DebtSnapshot(models.Model):
    """What was open last night, by age, collector and phase: history that the ledger doesn't keep.

    Compact: some dozens of rows a night, whatever the number of invoices. Amounts are in the
    company's currency, buckets are those the company used then.
    """

    _name = "debt.snapshot"
    _description = "Snapshot of the Portfolio"
    _order = "date desc, company_id, bucket_number, id"
    _rec_name = "date"
    _log_access = False

    date = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    bucket_number = fields.Integer(
        required=True, readonly=True, aggregator=None, help="0: not due. -1: unallocated credits."
    )
    days_from = fields.Integer("From day", readonly=True, aggregator=None)
    days_to = fields.Integer("To day", readonly=True, aggregator=None, help="Zero: no last day.")
    collector_id = fields.Many2one("res.users", "Collector", readonly=True, ondelete="set null")
    phase = fields.Selection(PHASES, readonly=True)
    strategy_id = fields.Many2one("debt.strategy", readonly=True, ondelete="set null")
    profile = fields.Selection(PROFILES, "Segment", readonly=True)
    item_count = fields.Integer("Items", readonly=True)
    partner_count = fields.Integer("Customers", readonly=True, aggregator=None)
    amount = fields.Monetary("Open", readonly=True)
    overdue = fields.Monetary(readonly=True)
    is_last = fields.Boolean(
        "End of month",
        readonly=True,
        help="The last night kept of its month, by which months are compared.",
    )

    _by_day = models.Index("(company_id, date)")

    def init(self):
        """Nights kept before there was `is_last` get it; a new night always has it."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE debt_snapshot s
                   SET is_last = NOT EXISTS (
                       SELECT FROM debt_snapshot n
                        WHERE n.company_id = s.company_id AND n.date > s.date
                          AND DATE_TRUNC('month', n.date) = DATE_TRUNC('month', s.date))
                 WHERE s.is_last IS NULL
                """
            )
        )

    @api.model
    def _cron_take(self):
        """Once a night: keep how the portfolio of each company looks that collects."""
        for company in self.env["res.company"].search([("debt_automation", "=", True)]):
            day = company._debt_today()
            if not self.search_count([("company_id", "=", company.id)], limit=1):
                self._rebuild(company, day)
            self._take(company, day)
            self._prune(company, day)
            self.env["ir.cron"]._commit_progress()

    @api.model
    def _rebuild(self, company, day, months=12):
        """Keep the last month ends before `day`: how it was before collection was switched on.

        Amounts are those of the books then; who collects and how far it came is as of now.
        """
        for back in range(months):
            first = fields.Date.start_of(day - relativedelta(months=back), "month")
            self._take(company, first - timedelta(days=1))

    @api.model
    def _take(self, company, day):
        """Keep the portfolio of `company` as of `day`; again replaces what was kept of that day."""
        kept = self.sudo()  # rows are written by this method only
        kept.search([("company_id", "=", company.id), ("date", "=", day)]).unlink()
        is_last = kept._end_month(company, day)
        report = self.env["debt.aging"]._on_day(company, day)
        groups = report._read_group(
            [("company_id", "=", company.id)],
            DIMENSIONS,
            ["__count", "partner_id:count_distinct", "amount:sum", "overdue:sum"],
        )
        spans = dict(enumerate(aging.spans(report._scope().limits), 1))
        return kept.create(
            [
                {**self._prepare_vals(company, day, spans, *group), "is_last": is_last}
                for group in groups
            ]
        )

    def _end_month(self, company, day):
        """Tell whether `day` is the last night kept of its month; earlier ones are it no longer."""
        month = [
            ("company_id", "=", company.id),
            ("date", ">=", fields.Date.start_of(day, "month")),
            ("date", "<=", fields.Date.end_of(day, "month")),
        ]
        if self.search_count([*month, ("date", ">", day)], limit=1):
            return False
        self.search([*month, ("is_last", "=", True)]).is_last = False
        return True

    def _prepare_vals(self, company, day, spans, number, *group):
        first, last = spans.get(number, (0, 0))
        keys = [key.id if isinstance(key, models.BaseModel) else key for key in group[:4]]
        return {
            "company_id": company.id,
            "date": day,
            "bucket_number": number,
            "days_from": first,
            "days_to": last or 0,
            **dict(zip(DIMENSIONS[1:], keys, strict=True)),
            **dict(
                zip(("item_count", "partner_count", "amount", "overdue"), group[4:], strict=True)
            ),
        }

    @api.model
    def _prune(self, company, day):
        """Let old nights go; the last one of each month stays."""
        keep = max(company.debt_snapshot_keep, 31)
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM debt_snapshot s
                 WHERE s.company_id = %(company)s AND s.date < %(before)s
                   AND EXISTS (SELECT FROM debt_snapshot n
                                WHERE n.company_id = s.company_id AND n.date > s.date
                                  AND DATE_TRUNC('month', n.date) = DATE_TRUNC('month', s.date))
                """,
                company=company.id,
                before=day - timedelta(days=keep),
            )
        )
        self.invalidate_model()
