from odoo import api, fields, models

from ..models.debt_dispute import RESOLUTIONS


class DebtDisputeAnswer(models.TransientModel):
    """What was answered to a complaint, and how much of it is accepted."""

    _name = "debt.dispute.answer"
    _description = "Answer to a Dispute"

    dispute_id = fields.Many2one("debt.dispute", required=True)
    resolution = fields.Selection(RESOLUTIONS, required=True)
    line_ids = fields.One2many("debt.dispute.answer.line", "answer_id")
    date = fields.Date("Answered on", required=True)
    answer = fields.Text("What was answered")

    @api.model
    def _open_for(self, dispute, resolution):
        """Return the dialog that answers `dispute` with `resolution`."""
        answer = self.create(
            {
                "dispute_id": dispute.id,
                "resolution": resolution,
                "date": dispute.company_id._debt_today(),
                "line_ids": [
                    fields.Command.create({"line_id": line.id, "accepted": line.amount})
                    for line in dispute.line_ids
                ],
            }
        )
        return answer._get_records_action(
            name=self.env._("Answer the complaint"), target="new", context={}
        )

    def action_confirm(self):
        self.ensure_one()
        accepted = {line.line_id: line.accepted for line in self.line_ids}
        self.dispute_id._resolve(self.resolution, self.date, self.answer, accepted)
        return {"type": "ir.actions.act_window_close"}


class DebtDisputeAnswerLine(models.TransientModel):
    _name = "debt.dispute.answer.line"
    _description = "Document of an Answer"

    answer_id = fields.Many2one("debt.dispute.answer", required=True, ondelete="cascade")
    line_id = fields.Many2one("debt.dispute.line", required=True, readonly=True)
    name = fields.Char(related="line_id.name", string="Document")
    currency_id = fields.Many2one(related="line_id.currency_id")
    amount = fields.Monetary(related="line_id.amount", string="Disputed")
    accepted = fields.Monetary()
