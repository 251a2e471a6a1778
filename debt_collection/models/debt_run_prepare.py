from odoo import models
from odoo.tools import SQL

# items of a chunk: some seconds of work, far below what a cron may take
CHUNK_ITEMS = 20000


class DebtRun(models.Model):
    """Which customers are looked at, in which chunks; what the run says as a whole."""

    _inherit = "debt.run"

    def _prepare(self):
        """Split the customers to look at into chunks, note what the whole run has to say.

        Returns the Settings, for the chunks.
        """
        if self._is_real():
            self._refresh_before()
        self.env.flush_all()
        settings = self._settings()
        chunks = self._chunks(settings)
        self.write(
            {
                "chunks": chunks,
                "chunk_total": len(chunks),
                "warnings": self._warnings(settings),
            }
        )
        return settings

    def _refresh_before(self):
        """Bring up to date what the facts need: holds, delivery of letters, day of the start."""
        company = self.company_id
        if not company.debt_start_date:
            company.debt_start_date = self.date
        self.env["debt.hold"]._close_expired(company)
        self.env["debt.promise"]._judge(company, self.date)
        self.env["debt.letter"]._refresh_delivery(company, self.date)
        self.env["debt.plan"]._judge(company, self.date)
        # what no hook saw; a long queue is left to the refresh, the facts come from the ledger
        self.env["debt.dirty"]._catch_up(company)
        self.env["debt.register.entry"]._follow(company, self.date)

    def _chunks(self, settings):
        """[{ids: customers, or low and high, number: items}] of about CHUNK_ITEMS items each."""
        rows = self.env.execute_query(self._wanted_sql(settings))
        chunks, ids, number = [], [], 0
        for partner, items in rows:
            if number + items > CHUNK_ITEMS and ids:
                chunks.append(self._chunk(ids, number))
                ids, number = [], 0
            ids.append(partner)
            number += max(items, 1)
        if ids:
            chunks.append(self._chunk(ids, number))
        return chunks

    def _chunk(self, ids, number):
        if self._is_everything():
            return {"low": ids[0], "high": ids[-1], "number": number}
        return {"ids": ids, "number": number}

    def _is_everything(self):
        """Whether all customers are looked at, not only those with something new."""
        return not self.case_ids and not self._is_quiet()

    def _is_quiet(self):
        return self.mode == "nightly"

    def _wanted_sql(self, settings):
        """(customer, open items) to look at, by id.

        Of a night only those whose ledger changed, whose day has come, or who come within reach.
        """
        if self.case_ids:
            ids = sorted(set(self.case_ids.partner_id.ids))
            return SQL("SELECT id, 1 FROM res_partner WHERE id = ANY(%s) ORDER BY id", ids)
        condition = SQL("g.number IS NOT NULL")
        if self._is_quiet():
            condition = SQL(
                """CASE WHEN d.id IS NULL THEN g.first_due <= %s
                        ELSE COALESCE(g.mark, 0)::text IS DISTINCT FROM d.ledger_hash
                             OR (g.number IS NOT NULL OR d.id = ANY(%s))
                                AND (d.next_date IS NULL OR d.next_date <= %s) END""",
                settings.horizon,
                settings.plan_debtor_ids,
                settings.day,
            )
        where, _company_open, _open = self._ledger_sql(settings)
        return SQL(
            """
            SELECT COALESCE(g.partner_id, d.partner_id), COALESCE(g.number, 0)
              FROM (SELECT p.commercial_partner_id AS partner_id, COUNT(*) AS number,
                           BIT_XOR(%(mark)s) AS mark,
                           MIN(COALESCE(l.date_maturity, l.date))
                               FILTER (WHERE l.amount_residual_currency > 0) AS first_due
                      FROM account_move_line l
                      JOIN res_partner p ON p.id = l.partner_id
                     WHERE %(where)s
                  GROUP BY 1) g
         FULL JOIN (SELECT * FROM debt_debtor WHERE company_id = %(company)s) d
                ON d.partner_id = g.partner_id
             WHERE %(condition)s
          ORDER BY 1
            """,
            mark=self._mark_sql(),
            where=where,
            company=settings.company_id,
            condition=condition,
        )

    def _warnings(self, settings):
        """[[reason code, data]] about the whole run."""
        warnings = [list(settings.gate)] if settings.gate else []
        [(orphans, kept_out)] = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FILTER (WHERE l.partner_id IS NULL AND l.amount_residual > 0),
                       COUNT(*) FILTER (WHERE l.no_followup AND l.amount_residual > 0)
                  FROM account_move_line l
                 WHERE l.account_id = ANY(%s) AND l.reconciled IS NOT TRUE
                   AND l.parent_state = 'posted' AND l.company_id = %s
                   AND (l.partner_id IS NULL OR l.no_followup)
                """,
                settings.account_ids,
                settings.company_id,
            )
        )
        if orphans:
            warnings.append(["no_partner", {"count": orphans}])
        if kept_out:
            warnings.append(["kept_out", {"count": kept_out}])
        return warnings
