from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtNewAction(models.TransientModel):
    """Something a collector does by himself on a case: a call, a visit, a letter; planned or done
    already.
    """

    _name = "debt.new.action"
    _description = "New Action"

    case_id = fields.Many2one("debt.case", required=True)
    company_id = fields.Many2one(related="case_id.company_id")
    what = fields.Selection(
        [("call", "Call"), ("visit", "Visit or meeting"), ("task", "Task"), ("letter", "Letter")],
        required=True,
        default="call",
    )
    is_done = fields.Boolean("Already done")
    summary = fields.Char("What is to be done")
    outcome = fields.Text("Result")
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", "Who", default=lambda self: self.env.user)
    letter_type_id = fields.Many2one(
        "debt.letter.type",
        domain="[('rank', 'not in', ('s_statement', 's_balance')),"
        " ('company_id', 'in', (False, company_id))]",
    )
    channel_ids = fields.Many2many(
        "debt.channel",
        compute="_compute_channel_ids",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("what")
    def _compute_channel_ids(self):
        for wizard in self:
            wizard.channel_ids = self.env.ref("debt_collection.channel_email")

    def action_confirm(self):
        self.case_id.check_access("write")
        if self.what == "letter" and not (self.letter_type_id and self.channel_ids):
            raise UserError(self.env._("Choose the letter and how it is to go."))
        # people don't create actions directly: what they may is checked on the case above
        self.case_id.sudo()._add_action(
            self.what,
            self.date,
            self.env.user,
            done=self.is_done and (self.outcome or ""),
            values={
                "summary": self.summary,
                "user_id": self.user_id.id,
                "letter_type_id": self.what == "letter" and self.letter_type_id.id,
                "channel_ids": [fields.Command.set(self.channel_ids.ids)]
                if self.what == "letter"
                else False,
            },
        )
        return {"type": "ir.actions.act_window_close"}
