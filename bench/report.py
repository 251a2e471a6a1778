"""Figures of a bench run as text: tables, and each target with whether it was reached."""

COLUMNS = ("wall", "cpu", "pg_cpu", "sql", "mb")
KINDS = ("letter", "sms", "activity", "sale_hold", "notice")
LETTERS_A_MINUTE = 840  # 20 times what OCA's add-on did when it was measured for the design


def ours(size, rows):
    """Table and targets of our own add-on on `size` invoices; `rows`: {step: figures}."""
    first, quiet = rows["first night"], rows["quiet night"]
    sql, letters = rows["plain SQL, same rows"], rows["act and send: letter"]
    limit = first["wall"] / 10 + 1
    rate = per_minute(letters["done"], letters)
    return [
        f"{size:,} invoices, debt_collection alone",
        *table(rows),
        f"rows written by the first night: {first['rows']}",
        f"its stages in seconds: {first['stages']}; {first['items']:,} items looked at"
        f" in {first['chunks']} chunks",
        "",
        *_kinds(rows),
        "",
        "targets",
        # the runs' own time differs on a busy machine, what it costs does less
        at_most("first night / plain SQL, wall time", first["wall"] / sql["wall"], 2.5),
        at_most("first night / plain SQL, CPU of both sides", cost(first) / cost(sql), 2.5),
        at_most("statements per chunk of up to 20,000 items", first["chunk_sql"], 20),
        f"  statements once a night and company, besides: {first['setup_sql']}",
        at_most("memory above the idle process, MB", first["mb"], 200),
        at_most(f"quiet night, s (10 % of {first['wall']:.1f} s + 1 s)", quiet["wall"], limit),
        at_most("order of 10,000 cases in the worklist, s", _for_10000(rows), 6),
        *_opening(rows),
        at_least("letters a minute, PDF and mail record included", rate, LETTERS_A_MINUTE),
        *_printing(rows),
        *_interest(rows),
        *_aging(rows),
        at_most("dashboard until its figures are there, s", _dashboard(rows), 2),
        "",
    ]


def ledger(size, rows):
    """Table and targets of a ledger that is only read; `rows`: {step: figures}."""
    return [f"{size:,} invoices, read only", *table(rows), "", "targets", *_aging(rows), ""]


def _dashboard(rows):
    return rows["dashboard, tiles and lists"]["wall"]


def _aging(rows):
    """Beside one raw GROUP BY with the same figures, of today and of a past day."""
    lines = []
    for day in ("today", "a month ago"):
        ours, raw = rows[f"aging, {day}"], rows[f"raw GROUP BY, {day}"]
        agrees = "agrees" if ours["total"] == raw["total"] else f"DIFFERS: {raw['total']}"
        lines += [
            at_most(f"aging {day} / raw GROUP BY, wall time", _ratio(ours, raw), 1.5),
            f"  {ours['groups']:,} customers, {ours['total']} in total, the query {agrees}",
        ]
    return lines


def _for_10000(rows):
    order = rows["order of the worklist"]
    return order["wall"] / max(order["cases"], 1) * 10000


def _opening(rows):
    """The worklist of a collector who has all cases, beside that of one who has none."""
    full, empty = (rows[f"opening of the worklist, {label}"] for label in ("full", "empty"))
    more = full["wall"] - empty["wall"]
    return [
        at_most("worklist opens later than an empty one, s", more, 1),
        f"  {full['cases']:,} cases in it, {full['shown']} on the page: {full['wall']:.2f} s,"
        f" {full['sql']} statements; empty {empty['wall']:.2f} s",
    ]


def _printing(rows):
    """PDFs of many letters at once beside one by one as Odoo prints reports."""
    ours, odoo = rows["letters printed together"], rows["letters one by one by Odoo"]
    (each, its), (theirs, their) = (
        (1000 * row["wall"] / row["letters"], 1000 * cost(row) / row["letters"])
        for row in (ours, odoo)
    )
    pages = ", ".join(f"{count} of {size} pages" for size, count in ours["pages"].items())
    return [
        at_least("letters one by one by Odoo / printed together, wall time", theirs / each, 10),
        f"  together {each:.0f} ms each ({its:.0f} ms CPU), by Odoo {theirs:.0f} ms ({their:.0f} ms"
        f" CPU); {per_minute(ours['letters'], ours)} a minute",
        f"  {ours['letters']} letters: {pages}; printed alone after a failure: {ours['alone']}",
    ]


def _interest(rows):
    """Beside a query that gives the same figures, and one that takes today's residuals only."""
    valued, same = rows["interest to date"], rows["interest, same figures"]
    simple = rows["interest, residuals only"]
    agrees = "agrees" if valued["total"] == same["total"] else f"DIFFERS: {same['total']}"
    return [
        at_most("interest to date / grouped query, same figures", _ratio(valued, same), 5),
        f"  {_ratio(valued, simple):.1f} times a query without value dates and items paid late"
        f" ({simple['items']:,} open items)",
        f"  {valued['items']:,} items valued in {valued['rows']:,} rows, {valued['errors']} without"
        f" a rate; {valued['total']} in total, the query {agrees}",
    ]


def _ratio(one, other):
    return one["wall"] / max(other["wall"], 0.001)


def _kinds(rows):
    lines = [f"{'kind':<12}{'due':>8}{'done':>8}{'a minute':>10}{'ms CPU':>10}{'SQL':>8}  each"]
    for kind in KINDS:
        row = rows[f"act and send: {kind}"]
        done = max(row["done"], 1)
        lines.append(
            f"{kind:<12}{row['actions']:>8}{row['done']:>8}{per_minute(row['done'], row):>10}"
            f"{1000 * cost(row) / done:>10.1f}{row['sql'] / done:>8.1f}"
        )
    letters = rows["act and send: letter"]
    lines.append(
        f"the letters: {letters['pdfs']} PDFs, {letters['mails']} mails queued,"
        f" {letters['paper']} to print"
    )
    return lines


def peer(size, rows):
    """Table and ratios of OCA's add-on and ours on the same data, in one database."""
    steps = [rows[f"OCA {step}"] for step in ("generate", "ready", "communications")]
    night, letters, mails = rows["our first night"], rows["our letters"], rows["OCA mails with PDF"]
    theirs = per_minute(mails["mails"], mails)
    speed = per_minute(letters["done"], letters) / max(theirs, 1)
    thrift = (cost(mails) / mails["mails"]) / (cost(letters) / max(letters["done"], 1))
    wall = sum(step["wall"] for step in steps) / night["wall"]
    return [
        f"{size:,} invoices, OCA account_credit_control 19.0 beside ours, one database",
        *table(rows),
        f"OCA wrote {rows['OCA generate']['lines']:,} lines and"
        f" {rows['OCA communications']['communications']:,} communications;"
        f" we {night['rows']['debt_action']:,} actions with"
        f" {night['rows']['debt_action_line']:,} lines",
        "",
        "targets",
        at_least("OCA up to communications / our first night, wall (for 100,000)", wall, 100),
        f"  the same by CPU of both sides: {sum(map(cost, steps)) / cost(night):.0f}",
        f"  mails with PDF a minute: OCA {theirs}, ours {per_minute(letters['done'], letters)}",
        at_least("our letters / OCA's mails with PDF, wall time", speed, 20),
        f"  the same by CPU of both sides: {thrift:.0f}",
        "",
    ]


def at_most(name, value, limit):
    return _target(name, value, f"at most {limit:.5g}", value <= limit)


def at_least(name, value, limit):
    return _target(name, value, f"at least {limit:.5g}", value >= limit)


def _target(name, value, limit, reached):
    return f"  {name}: {value:.4g}, target {limit}: reached {'yes' if reached else 'NO'}"


def cost(row):
    """CPU seconds of Odoo, of its children and of PostgreSQL."""
    return max(row["cpu"] + row["pg_cpu"], 0.001)


def per_minute(count, row):
    return round(60 * count / row["wall"]) if row["wall"] else 0


def table(rows):
    lines = [f"{'step':<28}" + "".join(f"{column:>10}" for column in COLUMNS)]
    for name, row in rows.items():
        lines.append(f"{name:<28}" + "".join(f"{row.get(column, ''):>10}" for column in COLUMNS))
    return lines
