from odoo import fields, models


class DebtNewAction(models.TransientModel):
    """Something a collector does by himself on a case: a call, a visit, a task; planned or done
    already. Letters have a dialog of their own.
    """

    _name = "debt.new.action"
    _description = "New Action"

    case_id = fields.Many2one("debt.case", required=True)
    company_id = fields.Many2one(related="case_id.company_id")
    what = fields.Selection(
        [("call", "Call"), ("visit", "Visit or meeting"), ("task", "Task")],
        required=True,
        default="call",
    )
    is_done = fields.Boolean("Already done")
    summary = fields.Char("What is to be done")
    outcome = fields.Text("Result")
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", "Who", default=lambda self: self.env.user)

    def action_confirm(self):
        self.case_id.check_access("write")
        # people don't create actions directly: what they may is checked on the case above
        self.case_id.sudo()._add_action(
            self.what,
            self.date,
            self.env.user,
            done=self.is_done and (self.outcome or ""),
            values={"summary": self.summary, "user_id": self.user_id.id},
        )
        return {"type": "ir.actions.act_window_close"}
