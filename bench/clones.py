"""Copies of prototypes by SQL, all columns as the ORM wrote them but the few that differ."""

from prototypes import EUR_RATE

from odoo.tools import SQL


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


def partners(env, count, partner):
    env.cr.execute("SELECT last_value FROM res_partner_id_seq")
    (first,) = env.cr.fetchone()
    env.cr.execute("CREATE UNLOGGED TABLE bench_base AS SELECT %s::int AS partner", [first + 1])
    people = max(count // 10, 1)
    phone = "'+4850' || lpad(s.k::text, 7, '0')"
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
            "phone": phone,
            "phone_sanitized": phone,
        },
    )


def documents(env, company_id, currency, made):
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


def partials(env):
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


def sequences(env):
    for table in ("account_move", "account_move_line", "res_partner"):
        env.cr.execute(
            SQL(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM %s))",
                table,
                SQL.identifier(table),
            )
        )
