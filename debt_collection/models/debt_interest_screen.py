from odoo import api, fields, models

from ..tools import note_rows, wording
from ..tools.toast import toast


class DebtInterestNote(models.Model):
    """What the note's form shows beside its columns."""

    _inherit = "debt.interest.note"

    alerts = fields.Json(compute="_compute_alerts")
    correction_count = fields.Integer(compute="_compute_correction_count")
    comparison_html = fields.Html(compute="_compute_comparison_html", sanitize=False)
    total_words = fields.Char("In words", compute="_compute_total_words")
    rates_warning = fields.Char(related="rule_id.rates_warning")

    @api.depends("correction_ids")
    def _compute_correction_count(self):
        for note in self:
            note.correction_count = len(note.correction_ids)

    @api.depends_context("lang")
    @api.depends("is_outdated", "correction_ids.state", "state", "date_to", "rule_id")
    def _compute_alerts(self):
        for note in self:
            note.alerts = {**note._draft_alerts(), **note._correction_alerts()} or False

    def _draft_alerts(self):
        """A rate that isn't known, a ledger that moved on: what stops the approval."""
        if self.state != "draft" or self.kind == "correction" or not self._origin.id:
            return {}
        missing = self._missing_rate()
        if missing:
            return {
                "missing_rate": {
                    "level": "danger",
                    "message": missing,
                    "action_text": self.env._("Interest rates"),
                    "action": self.env["debt.interest.index"].search([])._get_records_action(),
                }
            }
        if not self.is_outdated:
            return {}
        message = self.env._("The ledger has changed since this draft was prepared: Recalculate.")
        return {"outdated": {"level": "warning", "message": message}}

    def _missing_rate(self):
        """Text about the first day of this note that has no rate; None when all are known."""
        rows = self.line_ids.filtered(lambda line: not line.display_type)
        for first, last in note_rows.joined((row.date_from, row.date_to) for row in rows):
            gaps = note_rows.gaps(first, last, self.rule_id._dated_rates(first, last))
            if gaps:
                return self.rule_id._missing_text(gaps[0][0])
        return None

    def _correction_alerts(self):
        drafts = self.correction_ids.filtered(lambda note: note.state == "draft")
        if not drafts:
            return {}
        return {
            "correction": {
                "level": "warning",
                "message": self.env._("The ledger has changed: a correction is proposed."),
                "action_text": self.env._("Look at it"),
                "action": drafts[:1]._get_records_action(),
            }
        }

    @api.depends_context("lang")
    @api.depends("line_ids.amount", "kind")
    def _compute_comparison_html(self):
        for note in self:
            note.comparison_html = note.kind == "correction" and note.env["ir.qweb"]._render(
                "debt_collection.interest_comparison",
                {"rows": note._compared_rows(), "corrects": note.corrects_id.display_name},
                minimal_qcontext=True,
            )

    @api.depends_context("lang")
    @api.depends("total")
    def _compute_total_words(self):
        for note in self:
            lang = note.env.lang or "en_US"
            note.total_words = wording.amount_in_words(note.total, note.currency_id.name, lang)

    def action_open_corrections(self):
        return self.correction_ids._get_records_action(name=self.env._("Corrections"))

    def action_correct(self):
        """Look at the ledger now; open the correction it asks for."""
        drafts = self._correct()
        if drafts:
            return drafts._get_records_action(name=self.env._("Corrections"))
        return toast(self.env._("Nothing to correct: the note agrees with the ledger."))
