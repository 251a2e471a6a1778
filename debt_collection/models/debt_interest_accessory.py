from odoo import api, models
from odoo.tools import SQL

from .debt_note_mixin import NOTES


class DebtInterest(models.AbstractModel):
    """Which receivables bear no interest themselves: interest and compensation that were charged,
    money paid back.
    """

    _inherit = "debt.interest"

    def _accessory_sql(self):
        """Whether line `l` bears no interest: notes, money paid back, exchange differences."""
        notes = [
            SQL("EXISTS (SELECT FROM %s n WHERE n.move_id = l.move_id)", SQL.identifier(table))
            for table in self._accessory_tables()
        ]
        return SQL(" OR ").join(
            [SQL("(l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL)"), *notes]
        )

    @api.model
    def _accessory_tables(self):
        """Tables of documents with a `move_id` whose entries bear no interest."""
        return [self.env[name]._table for name in NOTES if name in self.env]

    @api.model
    def _accessory_ids(self, line_ids):
        """Return the ids of those journal items that notes of interest or compensation made.

        :param line_ids: may have nothings in it and keys of instalments, which are negative
        """
        # sudo: whether a debt is a note is no secret to who may see the debt
        lines = self.env["account.move.line"].sudo().browse(id for id in line_ids if id and id > 0)
        queries = [
            SQL(
                "SELECT n.move_id FROM %s n WHERE n.move_id = ANY(%s)",
                SQL.identifier(table),
                lines.move_id.ids,
            )
            for table in self._accessory_tables()
        ]
        if not lines or not queries:
            return set()
        self.env["debt.interest.note"].flush_model(["move_id"])
        found = {move_id for (move_id,) in self.env.execute_query(SQL(" UNION ").join(queries))}
        return {line.id for line in lines if line.move_id.id in found}
