from odoo import fields, models
from odoo.tools import SQL

from .debt_timeline import SOURCES

SOURCES[14] = "debt.incoming"


class DebtTimeline(models.Model):
    """Letters and scans that came in, beside the e-mails."""

    _inherit = "debt.timeline"

    kind = fields.Selection(selection_add=[("incoming", "Letter received")])

    _depends = {
        "debt.incoming": [
            "company_id", "debtor_id", "partner_id", "case_id", "date", "kind", "reference", "note",
            "user_id", "name",
        ],
    }  # fmt: skip

    def _branches(self):
        return [*super()._branches(), self._incoming_query()]

    def _incoming_query(self):
        columns = self._columns(
            14,
            "n",
            "n",
            partner_id=SQL("n.partner_id"),
            # filed on the day itself: its hour is known
            date=SQL(
                "CASE WHEN n.create_date::date = n.date THEN n.create_date ELSE %s END",
                self._noon(SQL("n.date")),
            ),
            has_hour=SQL("COALESCE(n.create_date::date = n.date, FALSE)"),
            kind=SQL("'incoming'"),
            user_id=SQL("n.user_id"),
            name=SQL("CONCAT_WS(' ', n.name, n.reference, n.note)"),
        )
        return SQL("SELECT %s FROM debt_incoming n", columns)

    def _describe_debt_incoming(self, row, incoming):
        """What kind of letter, what it says."""
        row.icon = "fa-inbox"
        row.title = f"{self._label(incoming, 'kind')} {incoming.name}"
        row.detail = self._together(
            self._label(incoming, "way"), incoming.reference, incoming.letter_id.name, incoming.note
        )
