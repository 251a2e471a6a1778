from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools import note_rows
from ..tools.interest import DAY, MissingRate
from .debt_interest_propose import LIMITATION_YEARS


class DebtInterestNote(models.Model):
    """What the accountant changes on a draft: the last day, rows left out or waived."""

    _inherit = "debt.interest.note"

    def action_recalculate(self):
        """Calculate drafts anew up to their last day; rows left out or waived stay so."""
        for note in self:
            note._check_state("draft")
            if note.date_to > note.company_id._debt_today():
                raise UserError(
                    self.env._("Interest can't be charged beyond today. Choose an earlier day.")
                )
            if note.kind == "correction":
                note.corrects_id._correct()
            else:
                note._recalculate()

    def _recalculate(self):
        """Put the rows as the ledger is now in the place of the draft's own."""
        rows = self.line_ids.filtered(lambda line: not line.display_type)
        kept = {
            (row.move_line_id.id, row.date_from, row.date_to): (row.state, row.reason)
            for row in rows
            if row.state != "charged"
        }
        lines = []
        for history, fresh in self._fresh():
            for vals in self._prepare_line_vals(history, fresh, self.date_to):
                key = (vals["move_line_id"], vals.get("date_from"), vals.get("date_to"))
                state, reason = kept.get(key, ("charged", False))
                lines.append({**vals, "state": state, "reason": reason})
        # rows are written by the methods of notes only
        self.sudo().write(
            {
                "line_ids": [Command.clear()]
                + [Command.create({**vals, "sequence": n}) for n, vals in enumerate(lines, 1)],
                "is_outdated": False,
            }
        )
        self._drop_pdf()

    def _fresh(self):
        """Return [(history, rows)] of the items of this draft as the ledger is now."""
        own = self.line_ids.move_line_id
        histories = self.env["debt.interest"]._histories(self.company_id, self.date_to, lines=own)
        since = self._since()
        charged = self._charged_by_others(own.ids)
        parts = []
        for line_id, history in histories.items():
            first = max(history.effective_due + DAY, since)
            gaps = note_rows.gaps(first, self.date_to, charged.get(line_id, ()))
            rows = [row for period in gaps for row in self._rows_of(history, *period)]
            if sum(row.amount for row in rows) > 0:
                parts.append((history, rows))
        return sorted(parts, key=lambda part: (part[0].effective_due, part[0].line_id))

    def _since(self):
        """Return the first day that this draft may charge."""
        return fields.Date.subtract(self.date, years=LIMITATION_YEARS)

    def _rows_of(self, history, first, last):
        """Rows of an item by the rule of this note.

        :raise UserError: names the rate that isn't known
        """
        try:
            return self.env["debt.interest"]._rows(history, self.rule_id, first, last)
        except MissingRate as error:
            raise UserError(self.rule_id._missing_text(error.day)) from error

    def _charged_by_others(self, line_ids):
        """As `_charged`, without what this note charges itself."""
        rows = self.env["debt.interest.note.line"].sudo()  # also notes of a merged customer
        domain = rows._effective_domain() & rows._of_items_domain(line_ids)
        charged = {}
        for row in rows.search(domain).filtered(lambda row: row.note_id != self):
            charged.setdefault(row.move_line_id.id, []).append((row.date_from, row.date_to))
        return charged

    def _is_changed(self):
        """Whether the ledger gives other rows now than those of this draft."""
        if self.kind == "correction":
            return self._difference_rows() != self._planned_rows()
        rows = self.line_ids.filtered(lambda line: not line.display_type)
        kept = {(row.move_line_id.id, *row._row()) for row in rows}
        fresh = {(history.line_id, *row) for history, rows in self._fresh() for row in rows}
        return kept != fresh
