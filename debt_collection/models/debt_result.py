from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, date_utils

# what is known of each collector; amounts in the company's currency
MEASURES = (
    "overdue_before", "overdue", "recovered", "new_cases", "closed_cases", "contacts",
    "promised", "kept", "broken",
)  # fmt: skip
# what is read of the aging of a day
PORTFOLIO = ("amount", "overdue", "b0")
# sales of so many days stand for a day's sales in DSO
SALES_DAYS = 90


class DebtResult(models.AbstractModel):
    """What collection brought in a period: figures of digests, of the weekly mail, of dashboards.

    All days are local days of the company, first and last included. Reads what the user may read;
    the ledger itself is read past access rights, as sums only.
    """

    _name = "debt.result"
    _description = "Results of a Period"

    @api.model
    def _by_collector(self, company, first, last):
        """Return {collector (res.users; empty: nobody's): {measure: figure}}, see MEASURES.

        Cases, promises and overdue amounts are those of a case's collector of today.
        """
        results = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
        found = {
            "overdue_before": self._overdue(company, first - timedelta(days=1)),
            "overdue": self._overdue(company, last),
            "recovered": self._recovered(company, first, last),
            "new_cases": self._cases(company, "overdue_since", first, last),
            "closed_cases": self._cases(company, "closed_on", first, last),
            "contacts": self._contacts(company, first, last),
            **self._promises(company, first, last),
        }
        for measure, figures in found.items():
            for collector, figure in figures.items():
                results[collector][measure] = figure
        return dict(results)

    @api.model
    def _total(self, results):
        """Sum what `_by_collector` returned, by measure."""
        return {
            measure: sum(figures[measure] for figures in results.values()) for measure in MEASURES
        }

    @api.model
    def _overdue(self, company, day, groupby="collector_id"):
        """Return {record: what was overdue at the end of `day`}, from the ledger of that day."""
        rows = self._aging(company, day)._read_group(
            [("company_id", "=", company.id)], [groupby], ["overdue:sum"]
        )
        return {record: amount for record, amount in rows if amount}

    @api.model
    def _recovered(self, company, first, last):
        """Return {collector: money received in the period for what was overdue on that day}."""
        result = defaultdict(float)
        for (collector, _week), amount in self._recovered_by_week(company, first, last).items():
            result[collector] += amount
        return dict(result)

    @api.model
    def _recovered_and_before(self, company, first, last):
        """Return `_recovered` of the period, and of as many days before it; read once."""
        begin = first - (last - first) - timedelta(days=1)
        rows = self._recovered_rows(company, begin, last, SQL("k.date >= %s", first))
        return tuple(
            {user: amount for (user, is_now), amount in rows.items() if is_now == wanted}
            for wanted in (True, False)
        )

    @api.model
    def _recovered_by_week(self, company, first, last):
        """Return {(collector, Monday): money}, as `_recovered`."""
        return self._recovered_rows(company, first, last, SQL("DATE_TRUNC('week', k.date)::date"))

    def _recovered_by_month(self, company, first, last):
        """Return {first day of a month: money of all collectors}, as `_recovered`; read once."""
        result = defaultdict(float)
        month_sql = SQL("DATE_TRUNC('month', k.date)::date")
        for (_user, month), amount in self._recovered_rows(company, first, last, month_sql).items():
            result[month] += amount
        return result

    @api.model
    def _recovered_rows(self, company, first, last, part):
        """{(collector, part of the period): money}; `part` is SQL on the payment `k`."""
        self.env["debt.item"]._flush_ledger()
        columns = SQL("COALESCE(c.collector_id, b.collector_id), %s, SUM(p.amount)", part)
        condition = SQL("p.company_id = %s AND k.date BETWEEN %s AND %s", company.id, first, last)
        query = self.env["account.partial.reconcile"]._recovered_sql(columns, condition)
        users = self.env["res.users"]
        return {
            (users.browse(user_id), of): float(amount)
            for user_id, of, amount in self.env.execute_query(SQL("%s GROUP BY 1, 2", query))
        }

    def _cases(self, company, name, first, last):
        """{collector: cases with an overdue item whose date `name` is in the period}."""
        rows = self.env["debt.case"]._read_group(
            [
                ("company_id", "=", company.id),
                ("overdue_since", "!=", False),
                (name, ">=", first),
                (name, "<=", last),
            ],
            ["collector_id"],
            ["__count"],
        )
        return dict(rows)

    def _contacts(self, company, first, last):
        """{user: calls, visits and messages of customers that he logged}."""
        rows = self.env["debt.action"]._read_group(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "contact"),
                ("state", "=", "done"),
                ("date_planned", ">=", first),
                ("date_planned", "<=", last),
            ],
            ["user_id"],
            ["__count"],
        )
        return dict(rows)

    def _promises(self, company, first, last):
        """{promised, kept, broken: {collector: amount}} of promises due, or judged, in the period.

        Other currencies at the company's rate of the last day.
        """
        found = {name: defaultdict(float) for name in ("promised", "kept", "broken")}
        for promise in self._promises_due(company, first, last):
            collector = promise.case_id.collector_id or promise.user_id
            convert = promise.currency_id._convert
            amount = convert(promise.amount, company.currency_id, company, last)
            kept = convert(min(promise.paid, promise.amount), company.currency_id, company, last)
            found["promised"][collector] += amount
            if promise.state != "open":
                found["kept"][collector] += kept
                found["broken"][collector] += amount - kept
        return found

    @api.model
    def _promised_by_week(self, company, first, last):
        """Return {(collector, Monday): promised}, at the rate of the week's last day."""
        found = defaultdict(float)
        for promise in self._promises_due(company, first, last):
            monday = date_utils.start_of(promise.date, "week")
            sunday = monday + timedelta(days=6)
            found[promise.case_id.collector_id or promise.user_id, monday] += (
                promise.currency_id._convert(promise.amount, company.currency_id, company, sunday)
            )
        return found

    def _promises_due(self, company, first, last):
        return self.env["debt.promise"].search(
            [
                ("company_id", "=", company.id),
                ("date", ">=", first),
                ("date", "<=", last),
                ("state", "!=", "cancelled"),
            ]
        )

    @api.model
    def _dso(self, company, day):
        """Return how many days of sales the receivables of the end of `day` stand for.

        Receivables less credits, over the sales with tax of the last 90 days; 0 without sales.
        """
        return self._dso_and_best(company, day)[0]

    @api.model
    def _dso_and_best(self, company, day, owed=None):
        """Return `_dso`, and what it would be if everybody paid on the due date.

        :param owed: `_receivables` of `day`, where they are known
        """
        sales = self._sales(company, fields.Date.subtract(day, days=SALES_DAYS - 1), day)
        if sales <= 0:
            return 0.0, 0.0
        owed = owed or self._receivables(company, day)
        return owed["amount"] / sales * SALES_DAYS, owed["b0"] / sales * SALES_DAYS

    @api.model
    def _effectiveness(self, company, first, last, before=None, after=None):
        """Return the collection effectiveness index of a period in percent, or False.

        What was collected of what could be collected: (receivables before + sales - receivables
        after) / (receivables before + sales - receivables after that aren't due yet).

        :param before, after: `_receivables` of the day before and of the last day, where known
        """
        before = before or self._receivables(company, first - timedelta(days=1))
        after = after or self._receivables(company, last)
        owed = before["amount"] + self._sales(company, first, last)
        due = owed - after["b0"]
        return (owed - after["amount"]) / due * 100 if due > 0 else False

    def _aging(self, company, day):
        """The aging of the company's receivables at the end of `day`, in its own currency."""
        return self.env["debt.aging"]._on_day(company, day)

    @api.model
    def _receivables(self, company, day):
        """Return {amount, overdue, b0 (not due yet)} of the end of `day`, company currency."""
        return self._sum_up(self._portfolio(company, day).values())

    @api.model
    def _portfolio(self, company, day, groupby="collector_id"):
        """Return {record: {amount, overdue, b0}} of the end of `day`, see `_receivables`."""
        sums = [f"{name}:sum" for name in PORTFOLIO]
        mine = [("company_id", "=", company.id)]
        rows = self._aging(company, day)._read_group(mine, [groupby], sums)
        return {record: dict(zip(PORTFOLIO, figures, strict=True)) for record, *figures in rows}

    @api.model
    def _sum_up(self, portfolios):
        """Return one {amount, overdue, b0} of several."""
        portfolios = list(portfolios)
        return {name: sum(one[name] or 0.0 for one in portfolios) for name in PORTFOLIO}

    def _sales(self, company, first, last):
        """Return what was invoiced in the period, with tax, less credit notes."""
        # sudo: a sum, for people of collection who may not read all invoices
        moves_sudo = self.env["account.move"].sudo()
        [[sales]] = moves_sudo._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "=", "posted"),
                ("move_type", "in", moves_sudo.get_sale_types()),
                ("invoice_date", ">=", first),
                ("invoice_date", "<=", last),
            ],
            [],
            ["amount_total_signed:sum"],
        )
        return sales or 0.0
