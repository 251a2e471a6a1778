from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import choice, rehearsal
from ..tools import ladder as ladders

DAY = timedelta(days=1)
# how far ahead the steps are looked for
HORIZON_DAYS = 200


class DebtTry(models.TransientModel):
    """Walks a strategy for one open item, real or made up, and shows which step comes on which day
    and why.
    """

    _name = "debt.try"
    _description = "Try a Strategy"

    strategy_id = fields.Many2one("debt.strategy", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", "Customer")
    move_line_id = fields.Many2one(
        "account.move.line",
        "Open item",
        compute="_compute_move_line_id",
        store=True,
        readonly=False,
        domain="[('parent_state', '=', 'posted'), ('account_type', '=', 'asset_receivable'),"
        " ('reconciled', '=', False), ('balance', '>', 0), ('company_id', '=', company_id),"
        " ('partner_id.commercial_partner_id', '=', commercial_partner_id)]",
    )
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    date = fields.Date("From day", required=True, default=fields.Date.context_today)
    date_due = fields.Date("Due date", compute="_compute_example", store=True, readonly=False)
    term_days = fields.Integer(
        "Payment term (days)", compute="_compute_example", store=True, readonly=False
    )
    amount = fields.Monetary(compute="_compute_example", store=True, readonly=False)
    result = fields.Html("Steps", compute="_compute_result", sanitize=False)

    @api.depends("partner_id", "company_id")
    def _compute_move_line_id(self):
        """The item that is due first: the one the ladder is at work on."""
        for trial in self:
            trial.move_line_id = trial._open_items()[:1] if trial.partner_id else False

    def _open_items(self):
        domain = Domain(
            [
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
                ("balance", ">", 0),
                ("company_id", "=", self.company_id.id),
                ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
            ]
        )
        return self.env["account.move.line"].search(domain, order="date_maturity, id")

    @api.depends("move_line_id", "date")
    def _compute_example(self):
        """Without an item: an invoice of 10,000 due in ten days, on terms of 30 days."""
        for trial in self:
            line = trial.move_line_id
            due = line.date_maturity or line.date or trial.date + 10 * DAY
            issued = line.invoice_date or line.date or due - 30 * DAY
            trial.date_due = due
            trial.term_days = (due - issued).days
            trial.amount = line.amount_residual or 10000

    @api.depends("strategy_id", "move_line_id", "date", "date_due", "term_days", "amount")
    @api.depends_context("lang")
    def _compute_result(self):
        for trial in self:
            ready = trial.strategy_id and trial.date and trial.date_due
            trial.result = ready and self.env["ir.qweb"]._render(
                "debt_collection.debt_try_result", {"rows": trial._rows()}
            )

    def _rows(self):
        """One dict for each step: {day, label, sentence, why, is_reached}."""
        steps = self.strategy_id._ladder(self.company_id, self.date)
        ladder = ladders.Ladder(steps, self.strategy_id.pause_days, self._holidays())
        item = self._item(ladder)
        days = [self.date + n * DAY for n in range(HORIZON_DAYS)]
        debtor = self._debtor()
        stops = rehearsal.rehearse(
            ladder, choice.choose, item, lambda day: debtor, days, ladders.add
        )
        by_step = {stop.step_id: stop for stop in stops}
        position = ladder.position(item)
        return [
            self._row(step, n <= position, by_step.get(step.id), item, debtor)
            for n, step in enumerate(steps)
        ]

    def _item(self, ladder):
        """The open item as the ladder wants it: where it stands, and what was done before counts as
        delivered.
        """
        watched = self.env["debt.item"].search(
            [("move_line_id", "=", self.move_line_id.id)], limit=1
        )
        item = ladders.Item(
            key=0,
            due=self._effective_due(),
            issued=self.date_due - self.term_days * DAY,
            amount=ladders.Decimal(str(self.amount)),
            step_id=watched.step_id.id or None if self.move_line_id else None,
            step_date=watched.step_date or None,
            shift=self._shift(),
        )
        position = ladder.position(item)
        day = watched.step_date
        history = {
            step.id: ladders.Done(day, day, day, day, day, step.letter_rank or "")
            for step in ladder.steps[: position + 1]
        }
        return item._replace(history=history)

    def _shift(self):
        """Days until an operator passes the money of this item on."""
        ways = self.env["debt.run"]._read_ways(self.move_line_id.ids)
        return ways.get(self.move_line_id.id, (0, None))[0]

    def _effective_due(self):
        if not self.company_id.debt_due_roll:
            return self.date_due
        return ladders.roll(self.date_due, self._holidays())

    def _holidays(self):
        country = self.company_id.account_fiscal_country_id or self.company_id.country_id
        year = (self.date_due or self.date).year
        return self.env["debt.calendar"]._holidays(country, year - 1, year + 2)

    def _debtor(self):
        """The customer's whole open amount: what falls due meanwhile counts too."""
        lines = self._open_items() if self.partner_id else self.env["account.move.line"]
        net = sum(lines.mapped("amount_residual")) or self.amount
        known = self.env["debt.debtor"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "=", self.commercial_partner_id.id),
            ],
            limit=1,
        )
        return choice.Debtor(ladders.Decimal(str(net)), known.wants_due_list, None)

    def _row(self, facts, is_done, stop, item, debtor):
        step = self.env["debt.step"].browse(facts.id)
        why = self._why(facts, is_done, stop, item, debtor)
        return {
            "number": step.number,
            "day": stop and stop.day,
            "label": step.day_label,
            "sentence": step.sentence,
            "why": why,
            "is_reached": bool(stop),
        }

    def _why(self, step, is_done, stop, item, debtor):
        _ = self.env._
        if stop:
            return {
                "": "",
                "pause": _("after the pause between letters"),
                "needs_delivered_demand": _("once an earlier demand was delivered"),
                "needs_deadline": _("once the deadline has passed"),
            }.get(stop.waited, "")
        if is_done:
            return _("already done")
        reasons = [
            (not step.available, _("not available yet")),
            (
                step.term_min and (item.due - item.issued).days < step.term_min,
                _("the payment term is shorter"),
            ),
            (step.item_min > item.amount, _("the item is smaller")),
            (step.net_min > debtor.net, _("the customer owes less")),
            (step.only_wanted and not debtor.wants_list, _("the customer didn't ask for it")),
            (step.anchor == "due" and step.offset <= 0, _("its day has passed")),
        ]
        return next((text for holds, text in reasons if holds), _("comes no more, or later"))
