from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class DebtBankCheckWizard(models.TransientModel):
    """Say that nothing came in, or let today's letters leave in spite of old bank data."""

    _name = "debt.bank.check.wizard"
    _description = "Confirm Bank Data"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    type = fields.Selection(
        [
            ("nothing", "Nothing came in until"),
            ("release", "Let today's letters leave all the same"),
        ],
        required=True,
        default="nothing",
    )
    fed_journal_ids = fields.Many2many("account.journal", compute="_compute_fed_journal_ids")
    journal_ids = fields.Many2many(
        "account.journal", string="Bank accounts", domain="[('id', 'in', fed_journal_ids)]"
    )
    date = fields.Date("Known until")
    reason = fields.Char()
    known_text = fields.Char("Bank data", compute="_compute_fed_journal_ids")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        company = self.env["res.company"].browse(values.get("company_id")) or self.env.company
        day = company._debt_today()
        known = self.env["debt.bank.check"]._known_by_journal(company, day)
        oldest = min((date for date in known.values() if date), default=None)
        values["date"] = fields.Date.add(day, days=-1)
        values["journal_ids"] = [
            fields.Command.set([journal.id for journal, date in known.items() if date == oldest])
        ]
        return values

    @api.depends("company_id")
    def _compute_fed_journal_ids(self):
        for wizard in self:
            day = wizard.company_id._debt_today()
            known = self.env["debt.bank.check"]._known_by_journal(wizard.company_id, day)
            wizard.fed_journal_ids = self.env["account.journal"].concat(*known)
            wizard.known_text = ", ".join(
                f"{journal.name}: {fields.Date.to_string(date) if date else '-'}"
                for journal, date in known.items()
            )

    def action_confirm(self):
        self.ensure_one()
        day = self.company_id._debt_today()
        if self.type == "release":
            if not self.env.user.has_group("debt_collection.group_manager"):
                raise AccessError(
                    self.env._("Only the head of receivables may release the letters.")
                )
            self._log([False], day)
        elif not self.journal_ids or not self.date:
            raise UserError(self.env._("Choose the bank accounts and the day."))
        elif self.date > day:
            raise UserError(self.env._("What comes in after today isn't known yet."))
        else:
            self._log(self.journal_ids.ids, self.date)
        return {"type": "ir.actions.act_window_close"}

    def _log(self, journal_ids, date):
        self.env["debt.bank.check"].create(
            [
                {
                    "company_id": self.company_id.id,
                    "type": self.type,
                    "journal_id": journal_id,
                    "date": date,
                    "reason": self.reason,
                }
                for journal_id in journal_ids
            ]
        )
