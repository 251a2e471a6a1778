"""Bulk data: N invoices with payments, credits, two currencies, two companies and holds, by SQL.

Rows are clones of prototypes that the ORM made (so every column is what Odoo would have written)
with the few columns changed that differ. `check` proves that the result is what the ORM would say.
Shape (as in earlier measurements, plus credits, EUR, a second company and holds):

* N/10 customers; a customer is picked by P * u^2.5, so a few have thousands of invoices
* 35 % paid, 10 % partly paid, 30 % not due, 25 % overdue and unpaid
* 5 % unallocated credit notes, 5 % in EUR, 10 % in a second company, holds on 3 % of the debtors
"""

from datetime import timedelta

from odoo import Command, fields
from odoo.tools import SQL

CREDIT_SHARE, EUR_SHARE, SECOND_COMPANY_SHARE, HOLD_SHARE = 0.05, 0.05, 0.10, 0.03
EUR_RATE = 4.25


def seed(env, count, today):
    """Fill an empty database that has the add-on; return the two companies."""
    companies = [
        _company(env, name) for name in ("Bench Hurt sp. z o.o.", "Bench Detal sp. z o.o.")
    ]
    partner = _partner(env)
    prototypes = {
        (company.id, currency.name): _prototype(env, company, currency, partner, today)
        for company in companies
        for currency in (company.currency_id, _euro(env))
    }
    env.flush_all()
    _plan(env, count, today, companies)
    _partners(env, count, partner)
    for (company_id, currency), made in prototypes.items():
        _documents(env, company_id, currency, made)
    _partials(env)
    _sequences(env)
    env.invalidate_all()
    for table in ("account_move", "account_move_line", "account_partial_reconcile", "res_partner"):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    return companies


def _company(env, name):
    poland = env.ref("base.pl")
    company = env["res.company"].create(
        {"name": name, "country_id": poland.id, "currency_id": env.ref("base.PLN").id}
    )
    env.user.company_ids += company
    company.partner_id.write({"street": "Prosta 1", "zip": "00-001", "city": "Warszawa"})
    env["account.chart.template"].try_loading("pl", company=company, install_demo=False)
    return company


def _euro(env):
    euro = env.ref("base.EUR")
    env.ref("base.PLN").active = euro.active = True
    return euro


def _partner(env):
    return env["res.partner"].create(
        {
            "name": "Prototype",
            "is_company": True,
            "country_id": env.ref("base.pl").id,
            "lang": "pl_PL",
            "street": "Prosta 2",
            "zip": "30-001",
            "city": "Kraków",
            "email": "prototype@example.com",
        }
    )


def _prototype(env, company, currency, partner, today):
    """Post one invoice, one credit note and one payment entry; return their ids by kind."""
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    if currency != company.currency_id:
        env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": company.id,
                "name": today - timedelta(days=900),
                "inverse_company_rate": EUR_RATE,
            }
        )
    journal = env["account.journal"].search(
        [("type", "=", "sale"), ("company_id", "=", company.id)]
    )
    return {
        "invoice": _document(env, "out_invoice", journal[0], currency, partner, today),
        "credit": _document(env, "out_refund", journal[0], currency, partner, today),
        "payment": _payment(env, company, currency, partner, today),
    }


def _document(env, move_type, journal, currency, partner, today):
    move = env["account.move"].create(
        {
            "move_type": move_type,
            "journal_id": journal.id,
            "partner_id": partner.id,
            "currency_id": currency.id,
            "invoice_date": today,
            "invoice_date_due": today,
            "invoice_line_ids": [
                Command.create(
                    {"name": "Goods", "price_unit": 1000.0, "tax_ids": [Command.clear()]}
                )
            ],
        }
    )
    move.action_post()
    return move


def _payment(env, company, currency, partner, today):
    bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", company.id)])
    receivable = partner.with_company(company).property_account_receivable_id
    rate = 1.0 if currency == company.currency_id else EUR_RATE
    common = {"currency_id": currency.id, "partner_id": partner.id, "name": "Payment"}
    move = env["account.move"].create(
        {
            "journal_id": bank[0].id,
            "date": today,
            "line_ids": [
                Command.create(
                    {
                        **common,
                        "account_id": receivable.id,
                        "amount_currency": -1000.0,
                        "balance": -1000.0 * rate,
                    }
                ),
                Command.create(
                    {
                        **common,
                        "account_id": bank[0].default_account_id.id,
                        "amount_currency": 1000.0,
                        "balance": 1000.0 * rate,
                    }
                ),
            ],
        }
    )
    move.action_post()
    return move


def _plan(env, count, today, companies):
    """One row for each document to be made; the same seed gives the same plan."""
    env.cr.execute("SELECT setseed(0.42)")
    env.cr.execute(
        SQL(
            """
            CREATE UNLOGGED TABLE bench_plan AS
            WITH dice AS (
                SELECT n, random() AS who, random() AS what, random() AS kind, random() AS company,
                       random() AS currency, random() AS age, random() AS size, random() AS part
                  FROM generate_series(1, %(count)s) AS n
            )
            SELECT n,
                   floor(%(partners)s * power(who, 2.5))::int AS customer,
                   CASE WHEN company < %(second)s THEN %(b)s ELSE %(a)s END AS company_id,
                   CASE WHEN currency < %(eur)s THEN 'EUR' ELSE 'PLN' END AS currency,
                   CASE WHEN kind < %(credit)s THEN 'credit' ELSE 'invoice' END AS kind,
                   round((40 + 4000 * size * size)::numeric, 2) AS amount,
                   CASE WHEN kind < %(credit)s THEN 'open'
                        WHEN what < 0.35 THEN 'paid' WHEN what < 0.45 THEN 'part'
                        WHEN what < 0.75 THEN 'not_due' ELSE 'open' END AS status,
                   part,
                   CASE WHEN what >= 0.45 AND what < 0.75
                        THEN %(today)s::date + (age * 30)::int
                        ELSE %(today)s::date - 1 - (age * age * 700)::int END AS due
              FROM dice
            """,
            count=count,
            partners=max(count // 10, 1),
            second=SECOND_COMPANY_SHARE,
            eur=EUR_SHARE,
            credit=CREDIT_SHARE,
            a=companies[0].id,
            b=companies[1].id,
            today=fields.Date.to_string(today),
        )
    )
    env.cr.execute("ALTER TABLE bench_plan ADD PRIMARY KEY (n)")


def _columns(env, table):
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in env.cr.fetchall()]


def _clone(env, table, prototype, source, changed):
    """Insert a copy of row `prototype` for each row `s` of `source`, with `changed` columns."""
    columns = _columns(env, table)
    values = [
        SQL(changed[name]) if name in changed else SQL("p.%s", SQL.identifier(name))
        for name in columns
    ]
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s p, (%s) s WHERE p.id = %s",
            SQL.identifier(table),
            SQL(", ").join(SQL.identifier(name) for name in columns),
            SQL(", ").join(values),
            SQL.identifier(table),
            SQL(source) if isinstance(source, str) else source,
            prototype,
        )
    )


def _partners(env, count, partner):
    env.cr.execute("SELECT last_value FROM res_partner_id_seq")
    (first,) = env.cr.fetchone()
    env.cr.execute("CREATE UNLOGGED TABLE bench_base AS SELECT %s::int AS partner", [first + 1])
    people = max(count // 10, 1)
    email = "CASE WHEN s.k %% 10 = 0 THEN NULL ELSE 'klient' || s.k || '@example.com' END"
    _clone(
        env,
        "res_partner",
        partner.id,
        SQL(
            "SELECT k, (SELECT partner FROM bench_base) + k AS id FROM generate_series(0, %s) k",
            people - 1,
        ),
        {
            "id": "s.id",
            "commercial_partner_id": "s.id",
            "name": "'Klient ' || s.k",
            "complete_name": "'Klient ' || s.k",
            "email": email,
            "email_normalized": email,
        },
    )


def _documents(env, company_id, currency, made):
    """Clone the documents of one company and currency, and the payments of the paid ones."""
    rate = EUR_RATE if currency == "EUR" else 1
    env.cr.execute("SELECT COALESCE(max(id), 0) + 1 FROM account_move")
    (base,) = env.cr.fetchone()
    env.cr.execute(
        SQL(
            """
            CREATE UNLOGGED TABLE IF NOT EXISTS bench_line
                (n int, company_id int, side text, move_id int, line_id int, other_line_id int,
                 partner_id int, amount numeric, paid numeric, rate numeric, due date, day date)
            """
        )
    )
    env.cr.execute("SELECT COALESCE(max(id), 0) FROM account_move_line")
    (line_base,) = env.cr.fetchone()
    env.cr.execute(
        SQL(
            """
            INSERT INTO bench_line
            SELECT n, company_id, side, %(base)s + row_number() OVER (ORDER BY n, side) - 1,
                   %(line)s + 2 * row_number() OVER (ORDER BY n, side) - 1,
                   %(line)s + 2 * row_number() OVER (ORDER BY n, side),
                   (SELECT partner FROM bench_base) + customer, total, paid, %(rate)s, due, day
              FROM (
                SELECT n, company_id, customer, kind AS side, amount AS total, due, due - 14 AS day,
                       CASE status WHEN 'paid' THEN amount WHEN 'part' THEN round(amount * part::numeric, 2)
                                   ELSE 0 END AS paid
                  FROM bench_plan WHERE company_id = %(company)s AND currency = %(currency)s
                 UNION ALL
                SELECT n, company_id, customer, 'payment', pay, due + 3, due + 3, pay
                  FROM (SELECT *, CASE status WHEN 'paid' THEN amount
                                       ELSE round(amount * part::numeric, 2) END AS pay
                          FROM bench_plan WHERE company_id = %(company)s AND currency = %(currency)s
                           AND status IN ('paid', 'part')) paid
                 WHERE pay > 0
              ) rows
            """,
            base=base,
            line=line_base,
            rate=rate,
            company=company_id,
            currency=currency,
        )
    )
    for kind, move in made.items():
        _clone_moves(env, company_id, kind, move, base)


def _clone_moves(env, company_id, kind, move, base):
    source = SQL(
        "SELECT * FROM bench_line WHERE company_id = %s AND side = %s AND move_id >= %s",
        company_id,
        kind,
        base,
    )
    open_ = "(s.amount - s.paid)"
    name = {"invoice": "'FV/B/' || s.n", "credit": "'FK/B/' || s.n", "payment": "'BP/B/' || s.n"}[
        kind
    ]
    sign = "-1" if kind == "credit" else "1"
    state = f"CASE WHEN {open_} = 0 THEN 'paid' WHEN s.paid > 0 THEN 'partial' ELSE 'not_paid' END"
    move_values = {
        "id": "s.move_id",
        "name": name,
        "payment_reference": name if kind == "invoice" else "NULL",
        "partner_id": "s.partner_id",
        "commercial_partner_id": "s.partner_id",
        "partner_shipping_id": "s.partner_id",
        "invoice_partner_display_name": "'Klient ' || (s.partner_id - (SELECT partner FROM bench_base))",
        "date": "s.day",
        "sequence_number": "s.n",
        "access_token": "NULL",
    }
    if kind != "payment":
        signed = f"({sign} * s.amount)"
        move_values |= {
            "invoice_date": "s.day",
            "invoice_date_due": "s.due",
            "amount_untaxed": "s.amount",
            "amount_total": "s.amount",
            "amount_residual": open_,
            "amount_untaxed_in_currency_signed": signed,
            "amount_total_in_currency_signed": signed,
            "amount_untaxed_signed": f"round({signed} * s.rate, 2)",
            "amount_total_signed": f"round({signed} * s.rate, 2)",
            "amount_residual_signed": f"{sign} * (round(s.amount * s.rate, 2) - round(s.paid * s.rate, 2))",
            "payment_state": state,
        }
    else:
        total = "round(s.amount * s.rate, 2)"
        move_values |= {"amount_total": "s.amount", "amount_total_signed": total}
    _clone(env, "account_move", move.id, source, move_values)
    receivable = move.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable"
    )
    other = move.line_ids - receivable
    _clone_lines(env, source, receivable, "s.line_id", name, kind, receivable=True)
    _clone_lines(env, source, other, "s.other_line_id", name, kind, receivable=False)


def _clone_lines(env, source, line, line_id, name, kind, receivable):
    sign = "" if line.balance > 0 else "-"
    balance = f"{sign}round(s.amount * s.rate, 2)"
    currency = f"{sign}s.amount"
    done = kind == "payment"
    open_company = (
        "0" if done else f"{sign}(round(s.amount * s.rate, 2) - round(s.paid * s.rate, 2))"
    )
    open_currency = "0" if done else f"{sign}(s.amount - s.paid)"
    # storno charts keep a reversal on its own side with a minus
    debit = balance if line.debit else "0"
    credit = f"-({balance})" if line.credit else "0"
    values = {
        "id": line_id,
        "move_id": "s.move_id",
        "move_name": name,
        "partner_id": "s.partner_id",
        "date": "s.day",
        "invoice_date": "s.day" if kind != "payment" else "NULL",
        "balance": balance,
        "debit": debit,
        "credit": credit,
        "amount_currency": currency,
        "amount_residual": open_company if receivable else "0",
        "amount_residual_currency": open_currency if receivable else "0",
        "reconciled": ("true" if done else "(s.amount - s.paid) = 0") if receivable else "false",
        "date_maturity": "s.due" if receivable else "NULL",
    }
    if not receivable:
        values |= {
            "price_unit": "s.amount",
            "price_subtotal": "s.amount",
            "price_total": "s.amount",
        }
    _clone(env, "account_move_line", line.id, source, values)


def _partials(env):
    env.cr.execute(
        """
        INSERT INTO account_partial_reconcile
               (debit_move_id, credit_move_id, debit_currency_id, credit_currency_id, company_id, max_date,
                amount, debit_amount_currency, credit_amount_currency, create_date, write_date)
        SELECT i.line_id, p.line_id, l.currency_id, l.currency_id, i.company_id, greatest(i.day, p.day),
               round(p.amount * p.rate, 2), p.amount, p.amount, now(), now()
          FROM bench_line i
          JOIN bench_line p ON p.n = i.n AND p.side = 'payment'
          JOIN account_move_line l ON l.id = i.line_id
         WHERE i.side = 'invoice'
        """
    )


def _sequences(env):
    for table in ("account_move", "account_move_line", "res_partner"):
        env.cr.execute(
            SQL(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM %s))",
                table,
                SQL.identifier(table),
            )
        )


def hold(env, companies, today):
    """Put holds on a share of the debtors, as collectors would have done before the run."""
    for company in companies:
        partners = env["res.partner"].search([("name", "=like", "Klient %")], order="id")
        step = int(1 / HOLD_SHARE)
        debtors = env["debt.debtor"]._get_or_create(company, partners[::step])
        env["debt.hold"].create(
            [
                {
                    "company_id": company.id,
                    "debtor_id": debtor.id,
                    "kind": "dispute",
                    "date_from": today,
                    "reason": "bench",
                }
                for debtor in debtors
            ]
        )


def check(env):
    """Return rows that the ORM would have written otherwise, by name of the check; all must be 0."""
    queries = {
        "moves not balanced": """
            SELECT count(*) FROM (SELECT move_id FROM account_move_line GROUP BY move_id
                                  HAVING abs(sum(balance)) > 0.001) bad""",
        "residual of move differs": """
            SELECT count(*) FROM account_move m
              JOIN account_move_line l ON l.move_id = m.id JOIN account_account a ON a.id = l.account_id
             WHERE m.move_type IN ('out_invoice', 'out_refund') AND a.account_type = 'asset_receivable'
               AND abs(abs(l.amount_residual_currency) - m.amount_residual) > 0.001""",
        "residual isn't balance less partials": """
            SELECT count(*) FROM account_move_line l JOIN account_account a ON a.id = l.account_id
              LEFT JOIN LATERAL (SELECT sum(amount) AS paid FROM account_partial_reconcile
                                  WHERE debit_move_id = l.id) d ON true
              LEFT JOIN LATERAL (SELECT sum(amount) AS paid FROM account_partial_reconcile
                                  WHERE credit_move_id = l.id) c ON true
             WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
               AND abs(l.balance - COALESCE(d.paid, 0) + COALESCE(c.paid, 0) - l.amount_residual) > 0.001""",
    }
    found = {}
    for name, query in queries.items():
        env.cr.execute(query)  # pylint: disable=sql-injection
        (found[name],) = env.cr.fetchone()
    return found
