"""What `debt_collection` does: the first night, a quiet night, letters and the other kinds."""

from collections import Counter
from datetime import datetime, time

import proof
import seed as seeding

import odoo.sql_db
from odoo.tools import SQL

WRITTEN = (
    "debt_debtor",
    "debt_case",
    "debt_item",
    "debt_action",
    "debt_action_line",
    "debt_run_line",
)


def seed(env, probe, count, today):
    with probe(env.cr) as measured:
        companies = seeding.seed(env, count, today)
        for company in companies:
            company.write(
                {
                    "debt_automation": True,
                    "debt_start_mode": "all",
                    "debt_freshness_gate": False,
                    # Odoo's printing isn't what is measured
                    "debt_make_copies": False,
                }
            )
    wrong = {name: rows for name, rows in proof.check(env).items() if rows}
    if wrong:
        raise SystemExit(f"the data isn't what Odoo would have written: {wrong}")
    seeding.hold(env, companies, today)
    return measured.result


def _companies(env):
    return env["res.company"].search([("name", "=like", "Bench %")], order="id")


def night(env, probe, today):
    """Do the nightly run of all companies as the cron does, and count the rows it wrote."""
    before = _counts(env)
    stages, runs = {}, env["debt.run"]
    counted = _count_chunks(env)
    with probe(env.cr) as measured:
        for company in _companies(env):
            runs += (run := runs._start(company, "nightly", today))
            run._go()
            for stage, seconds in (run.timing or {}).items():
                stages[stage] = round(stages.get(stage, 0) + seconds, 3)
    after = _counts(env)
    chunk_sql = sum(counted)
    return measured.result | {
        "stages": stages,
        "rows": {table: after[table] - before[table] for table in WRITTEN},
        "items": sum(runs.mapped("item_count")),
        "chunks": len(counted),
        "chunk_sql": round(chunk_sql / max(len(counted), 1)),
        "setup_sql": round((measured.result["sql"] - chunk_sql) / len(runs)),
    }


def _count_chunks(env):
    """Have the statements of each chunk of a run counted: a list that fills as the run goes."""
    run_class, counts = type(env["debt.run"]), []
    original = run_class._do_alone

    def counted(self, *args):
        before = odoo.sql_db.sql_counter
        done = original(self, *args)
        counts.append(odoo.sql_db.sql_counter - before)
        return done

    run_class._do_alone = counted
    return counts


def _counts(env):
    counts = {}
    for table in WRITTEN:
        env.cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
        (counts[table],) = env.cr.fetchone()
    return counts


def forget_night(env, probe, today):
    """Let a nightly run of the same day be possible again, with nothing changed."""
    env["debt.run"].search([("mode", "=", "nightly")]).write({"mode": "manual"})
    return {}


def reference(env, probe, today):
    """Write the same rows by a plain SQL script: facts into a table, then one INSERT for each table.

    The rows are those that the first night wrote, taken away before the clock starts. Rolled back.
    """
    for table in WRITTEN:
        copy, name = SQL.identifier(f"bench_{table}"), SQL.identifier(table)
        env.cr.execute(SQL("CREATE TEMP TABLE %s AS SELECT * FROM %s", copy, name))
    for table in reversed(WRITTEN):
        if table != "debt_debtor":  # holds refer to them
            env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER ALL", SQL.identifier(table)))
            env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
            env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER ALL", SQL.identifier(table)))
    with probe(env.cr) as measured:
        env.cr.execute(FACTS, [today])
        for table in WRITTEN[1:]:
            copy, name = SQL.identifier(f"bench_{table}"), SQL.identifier(table)
            env.cr.execute(SQL("INSERT INTO %s SELECT * FROM %s", name, copy))
        # the debtors stayed for the holds: write them as often as the run does
        env.cr.execute(
            "CREATE TEMP TABLE bench_debtor_again (LIKE debt_debtor INCLUDING INDEXES);"
            "INSERT INTO bench_debtor_again SELECT * FROM bench_debt_debtor"
        )
    env.cr.rollback()
    return measured.result


FACTS = """
    CREATE TEMP TABLE bench_facts AS
    SELECT l.company_id, p.commercial_partner_id, l.id, l.currency_id, l.amount_residual,
           l.amount_residual_currency, COALESCE(l.date_maturity, l.date) AS due, m.name, m.invoice_date,
           COALESCE(l.date_maturity, l.date) < %s AS overdue
      FROM account_move_line l
      JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
      JOIN res_partner p ON p.id = l.partner_id
      JOIN account_move m ON m.id = l.move_id
     WHERE l.reconciled IS NOT TRUE AND l.parent_state = 'posted'
     ORDER BY l.company_id, p.commercial_partner_id, due
"""


def act(env, probe, kind, limit, today):
    """Act and send `limit` planned actions of one kind, as the cron does on that day at ten.

    Nobody has to approve them, and the others wait, so that only these are measured.
    """
    company = _companies(env)[0]
    domain = [("company_id", "=", company.id), ("kind", "=", kind), ("state", "=", "planned")]
    if kind == "letter":  # those that are the e-mail itself cost less
        domain += [("letter_type_id.has_pdf", "=", True)]
    actions = evenly(env["debt.action"].search(domain, order="id"), limit)
    env.cr.execute(
        SQL(
            "UPDATE debt_action SET date_planned = '2100-01-01'"
            " WHERE state = 'planned' AND id <> ALL(%s)",
            actions.ids,
        )
    )
    env.cr.execute(SQL("UPDATE debt_step SET approval_role = NULL"))
    env["debt.approval.rule"].search([]).active = False
    env.invalidate_all()
    now = datetime.combine(today, time(10))
    with probe(env.cr) as measured:
        env["debt.action"]._work_through(company, now)
    env.cr.execute(
        SQL(
            "UPDATE debt_action SET date_planned = %s WHERE date_planned = '2100-01-01'",
            today,
        )
    )
    env.invalidate_all()
    return measured.result | {"actions": len(actions)} | _outcome(actions)


def evenly(records, limit):
    """Some of these records from all over: the first ones belong to the biggest customers."""
    return records[:: max(len(records) // limit, 1)][:limit]


def _outcome(actions):
    """How many of these actions did what they are for, and what they left."""
    letters = actions.letter_id
    done = actions.filtered(
        lambda action: action.state == "done" or action.activity_id or action.letter_id.to_print
    )
    return {
        "done": len(done),
        "pdfs": len(letters.filtered("attachment_id")),
        "mails": len(letters.filtered("message_id")),
        "paper": len(letters.filtered("to_print")),
        "states": Counter(actions.mapped("state")),
    }
