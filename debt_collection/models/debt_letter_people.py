from odoo import api, fields, models
from odoo.tools import format_date, format_datetime


class DebtLetter(models.Model):
    """Who prepared, approved and sent a letter, and when."""

    _inherit = "debt.letter"

    prepared_text = fields.Char("Prepared", compute="_compute_people_texts")
    approved_text = fields.Char(related="action_id.approvals_text", string="Approved")
    sent_text = fields.Char("Sent", compute="_compute_people_texts")

    @api.depends_context("lang", "tz")
    @api.depends("action_id.prepared_by_id", "action_id.acted_on", "sent_on", "posted_on")
    def _compute_people_texts(self):
        for letter in self:
            letter.prepared_text = letter._prepared_text()
            letter.sent_text = "; ".join(letter._sent_texts())

    def _prepared_text(self):
        name = self.action_id.prepared_by_id.name or self.env._("nightly run")
        return ", ".join([name, self._moment_text(self.create_date)])

    def _sent_texts(self):
        """One text for each way it went."""
        _, texts = self.env._, []
        if self.sent_on:
            moment = self._moment_text(self.sent_on)
            texts.append(_("by e-mail to %(to)s, %(moment)s", to=self.email_to, moment=moment))
        if self.posted_on:
            texts.append(_("handed in at the post on %s", format_date(self.env, self.posted_on)))
        return texts

    def _moment_text(self, moment):
        return format_datetime(self.env, moment, dt_format="short") if moment else ""
