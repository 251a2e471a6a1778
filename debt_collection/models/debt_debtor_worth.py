from odoo import api, fields, models
from odoo.tools import format_amount

YEARS_OF_TURNOVER = 2


class DebtDebtor(models.Model):
    """Whether the customer is worth more than the debt: what a hard step may cost."""

    _inherit = "debt.debtor"

    collection_cost = fields.Monetary(
        "Cost of collecting", compute="_compute_worth", help="Of everything done so far."
    )
    margin_year = fields.Monetary(
        "Margin of a year",
        compute="_compute_worth",
        help="Of the turnover of 24 months, by the margin known.",
    )
    loss_risk = fields.Selection(
        [
            ("high", "More would be lost with him than he owes"),
            ("even", "He brings in a year about what he owes"),
            ("low", "He owes more than he brings in"),
        ],
        "Risk of losing the customer",
        compute="_compute_worth",
    )
    worth_text = fields.Char("What he is worth", compute="_compute_worth_text")

    @api.depends("turnover_24", "margin_percent", "lifetime_margin", "overdue")
    def _compute_worth(self):
        costs = dict(
            # sudo: the cost of all actions, also of cases of other collectors
            self.env["debt.action"]
            .sudo()
            ._read_group(
                [("debtor_id", "in", self.ids), ("state", "=", "done")],
                ["debtor_id"],
                ["full_cost:sum"],
            )
        )
        for debtor in self:
            debtor.collection_cost = costs.get(debtor, 0.0)
            share = debtor.margin_percent / 100
            debtor.margin_year = debtor.turnover_24 * share / YEARS_OF_TURNOVER
            debtor.loss_risk = debtor._loss_risk()

    def _loss_risk(self):
        """Return how a year of his margin and the cost of winning another one stand to the debt.

        False where no margin is known or nothing is overdue.
        """
        if not self.lifetime_margin or not self.overdue:
            return False
        worth = self.margin_year + self.company_id.debt_customer_cost
        if worth >= self.overdue * 2:
            return "high"
        return "even" if worth * 2 >= self.overdue else "low"

    @api.depends("collection_cost", "margin_year", "overdue", "lifetime_value")
    @api.depends_context("lang")
    def _compute_worth_text(self):
        for debtor in self:
            debtor.worth_text = " ".join(filter(None, debtor._worth_sentences()))

    def _worth_sentences(self):
        _ = self.env._
        if self.lifetime_value:
            since = self.customer_since and self.customer_since.year
            yield _(
                "He brought in %(amount)s since %(year)s.",
                amount=self._money(self.lifetime_value),
                year=since,
            )
        if self.lifetime_margin:
            yield _("A year of his margin is %s.", self._money(self.margin_year))
        elif self.lifetime_value:
            yield _("His margin isn't known: no cost on what he buys.")
        if self.overdue:
            yield _("He owes %s past due.", self._money(self.overdue))
        if self.collection_cost:
            yield _("Collecting has cost %s so far.", self._money(self.collection_cost))
        if self.company_id.debt_customer_cost:
            cost = self._money(self.company_id.debt_customer_cost)
            yield _("Another customer like him costs %s to win.", cost)

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)
