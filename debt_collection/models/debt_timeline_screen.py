from odoo import api, fields, models


class DebtTimeline(models.Model):
    """What the reader can do with a row: its effect, its document, its record; take it back."""

    _inherit = "debt.timeline"

    effect = fields.Char(compute="_compute_effect")
    letter_id = fields.Many2one("debt.letter", compute="_compute_letter_id")
    can_cancel = fields.Boolean(compute="_compute_letter_id")
    body = fields.Html(compute="_compute_body", sanitize=False)
    attachment_ids = fields.Many2many("ir.attachment", compute="_compute_body", string="Files")

    def _records(self, model):
        """Return {row: its record} of the rows of `model`, read together; none for who only reads
        the history (an accountant): he sees the rows in words.
        """
        if not self.env["debt.action"].has_access("read"):
            return {}
        rows = self.filtered(lambda row: row.res_model == model)
        return dict(zip(rows, self.env[model].browse(rows.mapped("res_id")), strict=True))

    def _compute_effect(self):
        actions = self._records("debt.action")
        for row in self:
            row.effect = actions[row].effect_text if row in actions else False

    def _compute_letter_id(self):
        """A letter that can be looked at; something that can still be stopped before it leaves."""
        actions = self._records("debt.action")
        for row in self:
            action = actions.get(row)
            letter = action and action.letter_id
            row.letter_id = letter if letter and letter.has_pdf else False
            row.can_cancel = bool(
                action
                and action.kind in ("letter", "statement", "sms")
                and row.is_open
                and action.prepared_by_id
            )

    def _compute_body(self):
        messages = self._records("mail.message")
        for row in self:
            message = messages.get(row)
            row.body = message and message.body
            row.attachment_ids = message and message.attachment_ids

    @api.model
    def _open(self, domain, is_one_customer):
        """Return the list of the history within `domain`."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_timeline_action"
        )
        return {**action, "domain": domain, "context": {"debt_one_customer": is_one_customer}}

    def action_open(self):
        """Open what the row tells: an e-mail to read, a record in its own form."""
        self.ensure_one()
        if self.res_model == "mail.message":
            return {
                "type": "ir.actions.act_window",
                "name": self.title,
                "res_model": self._name,
                "res_id": self.id,
                "view_mode": "form",
                "target": "new",
                "context": {"footer": False},
            }
        record = self.env[self.res_model].browse(self.res_id)
        if self.res_model == "account.partial.reconcile":
            record = record.credit_move_id.move_id
        return record._get_records_action()

    def action_pdf(self):
        """Show the letter's PDF."""
        return self.letter_id.action_open_pdf()

    def action_cancel(self):
        """Stop what hasn't left yet."""
        self._records("debt.action")[self].action_cancel()
