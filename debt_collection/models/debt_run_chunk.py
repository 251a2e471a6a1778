import logging
from collections import defaultdict
from itertools import groupby
from time import monotonic

import psycopg2

from odoo import models
from odoo.tools import SQL

from .debt_run_debt import NOTHING, Facts
from .debt_run_plan import Plan

_logger = logging.getLogger(__name__)


class DebtRun(models.Model):
    """One chunk of customers: facts, decision, store, apply. One transaction, may be repeated."""

    _inherit = "debt.run"

    def _do_chunk(self, chunk, settings=None):
        """Do one chunk of a run; a failing debtor is found and noted, the others go on."""
        self.env.flush_all()
        settings = settings or self._settings()
        tally = defaultdict(float)
        self._try_chunk(settings, chunk, tally)
        self._count_chunk(tally)
        self.env.invalidate_all(flush=False)

    def _try_chunk(self, settings, chunk, tally):
        before = dict(tally)
        try:
            with self.env.cr.savepoint(flush=False):
                self._work(settings, chunk, tally)
        except psycopg2.OperationalError:
            # another transaction was faster: the whole chunk is done again
            raise
        except Exception as error:
            tally.clear()
            tally.update(before)
            halves = self._halves(settings, chunk)
            if halves:
                for half in halves:
                    self._try_chunk(settings, half, tally)
                return
            _logger.exception("Run %s failed for partner %s", self.id, chunk.get("ids"))
            self._note_failures(settings, dict.fromkeys(chunk["ids"], error))
            tally["failed"] += len(chunk["ids"])

    def _halves(self, settings, chunk):
        """Two halves of a chunk, or nothing if it is a single customer."""
        ids = chunk.get("ids")
        if ids is None:
            rows = self.env.execute_query(self._partners_sql(settings, chunk))
            ids = [partner for (partner,) in rows]
        middle = len(ids) // 2
        return [{"ids": ids[:middle]}, {"ids": ids[middle:]}] if middle else None

    def _partners_sql(self, settings, chunk):
        """Customers of a chunk with open lines or watched items."""
        return SQL(
            """SELECT DISTINCT p.commercial_partner_id
                 FROM account_move_line l JOIN res_partner p ON p.id = l.partner_id
                WHERE l.account_id = ANY(%s) AND l.reconciled IS NOT TRUE AND %s
             UNION
               SELECT d.partner_id FROM debt_debtor d WHERE d.company_id = %s AND %s
             ORDER BY 1""",
            settings.account_ids,
            self._scope(SQL("p.commercial_partner_id"), chunk),
            settings.company_id,
            self._scope(SQL("d.partner_id"), chunk),
        )

    def _work(self, settings, chunk, tally):
        start = monotonic()
        plans = []
        facts, rows, gone = self._facts(settings, chunk)
        if self._is_real():
            gone += self._read_gone(settings, chunk)
        tally["facts"] += (read := monotonic()) - start
        failed = {}
        for partner, own in rows.items():
            try:
                plans.append(Plan(settings, facts[partner], own))
            except Exception as error:
                _logger.exception("Run %s failed for partner %s", self.id, partner)
                failed[partner] = error
        tally["decide"] += (decided := monotonic()) - read
        if self._is_real():
            self._apply(settings, plans, gone)
        tally["apply"] += (applied := monotonic()) - decided
        out, held = self._store(settings, plans)
        self._note_failures(settings, failed)
        tally["store"] += monotonic() - applied
        tally["failed"] += len(failed)
        tally["planned"] += out
        tally["held"] += held
        tally["items"] += sum(map(len, rows.values()))

    def _facts(self, settings, chunk):
        """({partner: Facts}, {partner: [Row]}, [(partner, item)] of paid instalments) of a chunk.

        Debtors without open lines are included.
        """
        rows = {
            partner: list(lines)
            for partner, lines in groupby(self._read_ledger(settings, chunk), lambda row: row[0])
        }
        if self._is_real():
            for partner in self._read_idle(settings, chunk):
                rows.setdefault(partner, [])
        gone = self._add_instalments(settings, chunk, rows)
        partners = list(rows)
        who = self._read_who(settings, partners)
        fits = self._read_fits(settings, partners)
        holds = self._read_holds(settings, partners)
        contacts = self._read_contacts(settings, partners)
        items = self._item_facts(settings, rows)
        facts = {
            partner: Facts(
                who[partner],
                fits.get(partner, NOTHING),
                holds.get(partner, ()),
                contacts.get(partner),
                items,
            )
            for partner in partners
        }
        return facts, rows, gone

    def _item_facts(self, settings, rows):
        """(what became of the items' steps, the steps that don't fit them, how they are paid)."""
        lines = [row for own in rows.values() for row in own]
        moved = [r.item_id for r in lines if r.item_id and (r.step_id or settings.is_past)]
        history = self._read_history(settings, moved)
        ids = [row.line_id for row in lines if not row.is_instalment]
        misfits = self._read_misfits(settings, ids) if settings.step_queries else {}
        return history, misfits, self._read_ways(ids) if settings.has_ways else {}

    def _read_idle(self, settings, chunk):
        """Debtors who were watched and have nothing open any more."""
        rows = self.env.execute_query(
            SQL(
                """SELECT d.partner_id FROM debt_debtor d
                    WHERE d.company_id = %s AND d.ledger_hash IS DISTINCT FROM '0' AND %s
                      AND NOT EXISTS (
                          SELECT FROM account_move_line l
                            JOIN res_partner p ON p.id = l.partner_id
                           WHERE p.commercial_partner_id = d.partner_id
                             AND l.account_id = ANY(%s) AND l.reconciled IS NOT TRUE
                             AND l.parent_state = 'posted' AND l.company_id = d.company_id)""",
                settings.company_id,
                self._scope(SQL("d.partner_id"), chunk),
                settings.account_ids,
            )
        )
        return [partner for (partner,) in rows]

    def _note_failures(self, settings, errors):
        """Run lines that say for whom the run failed and why, in words; {partner: exception}."""
        rows = []
        for partner, error in errors.items():
            text = (str(error).strip() or repr(error)).splitlines()[0]
            data = {"text": text[:500]}
            rows.append((self.id, settings.company_id, partner, "7_failed", "failed", data))
        columns = ["run_id", "company_id", "partner_id", "outcome", "reason", "reason_data"]
        self._copy("debt_run_line", columns, rows)

    def _count_chunk(self, tally):
        """Progress, counters and seconds by stage, in the transaction of the chunk."""
        timing = dict(self.timing or {})
        for stage in ("facts", "decide", "apply", "store"):
            timing[stage] = round(timing.get(stage, 0) + tally[stage], 3)
        self.write(
            {
                "chunk_done": self.chunk_done + 1,
                "item_count": self.item_count + int(tally["items"]),
                "planned_count": self.planned_count + int(tally["planned"]),
                "held_count": self.held_count + int(tally["held"]),
                "failed_count": self.failed_count + int(tally["failed"]),
                "timing": timing,
            }
        )
        self.env.flush_all()
