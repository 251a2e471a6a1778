import io
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

# what a run fills, and the size below which any plan is quick
FILLED = ("debt_debtor", "debt_case", "debt_item", "debt_action", "debt_action_line")
FEW_PAGES = 50
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(rows):
    """Rows in PostgreSQL's COPY text format.

    Called for millions of values, so it looks at most of them inline; a dict or list that several
    rows share is turned into JSON once.
    """
    texts = {}  # id of a dict or list: its JSON

    def other(value):
        if value.__class__ is bool:
            return "t" if value else "f"
        if value.__class__ is dict or value.__class__ is list:
            text = texts.get(id(value))
            if text is None:
                text = texts[id(value)] = json.dumps(value).translate(ESCAPES)
            return text
        return str(value)

    lines = [
        "\t".join(
            [
                "\\N"
                if value is None
                else other(value)
                if value.__class__ is not str
                else value
                if value.isprintable() and "\\" not in value
                else value.translate(ESCAPES)
                for value in row
            ]
        )
        for row in rows
    ]
    lines.append("")
    return "\n".join(lines)


def jsonable(value):
    return str(value) if isinstance(value, (Decimal, date)) else value


class DebtRun(models.Model):
    """Writing set-wise: each new row is copied in once, of old rows only those that differ."""

    _inherit = "debt.run"

    def _copy(self, table, columns, rows):
        if not rows:
            return
        names = SQL(", ").join(SQL.identifier(column) for column in columns)
        query = SQL("COPY %s (%s) FROM STDIN", SQL.identifier(table), names)
        self.env.cr.copy_expert(query.code, io.StringIO(copy_text(rows)))

    def _update(self, table, columns, rows):
        """Update `rows` of `columns`, the first of which is the id, in one statement.

        `columns` are pairs (name, PostgreSQL type).
        """
        if not rows:
            return
        names = [name for name, _type in columns]
        payload = json.dumps([[jsonable(value) for value in row] for row in rows])
        values = SQL(", ").join(
            SQL("(v.value->>%s)::%s AS %s", n, SQL(type_), SQL.identifier(name))
            for n, (name, type_) in enumerate(columns)
        )
        sets = SQL(", ").join(
            SQL("%s = n.%s", SQL.identifier(name), SQL.identifier(name)) for name in names[1:]
        )
        self.env.cr.execute(
            SQL(
                """UPDATE %s t SET %s
                     FROM (SELECT %s FROM json_array_elements(%s::json) AS v) n
                    WHERE n.id = t.id""",
                SQL.identifier(table),
                sets,
                values,
                payload,
            )
        )

    def _renew_statistics(self):
        """Let PostgreSQL look again at tables that doubled since it last did.

        The first night fills them faster than its own worker comes by; with statistics of empty
        tables, the looks at the end of that night take minutes.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT relname FROM pg_class
                 WHERE relname = ANY(%s) AND relkind = 'r'
                   AND relnamespace = current_schema()::regnamespace
                   AND pg_relation_size(oid) / current_setting('block_size')::int
                       > 2 * GREATEST(relpages, %s)
                """,
                list(FILLED),
                FEW_PAGES,
            )
        )
        for (table,) in rows:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    def _reserve(self, wanted):
        """{table: [new ids]} for {table or sequence: how many}, in one statement."""
        wanted = {name: number for name, number in wanted.items() if number}
        if not wanted:
            return defaultdict(list)
        columns = SQL(", ").join(
            SQL(
                "ARRAY(SELECT nextval(%s) FROM generate_series(1, %s))",
                name if name.startswith("ir_sequence") else f"{name}_id_seq",
                number,
            )
            for name, number in wanted.items()
        )
        [row] = self.env.execute_query(SQL("SELECT %s", columns))
        return defaultdict(list, zip(wanted, row, strict=True))
