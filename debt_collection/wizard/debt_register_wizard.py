from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.toast import CLOSE, toast


class DebtRegisterWizard(models.TransientModel):
    """What a person did in a debt register: entered, told of a payment, withdrawn, left out."""

    _name = "debt.register.wizard"
    _description = "Note in the Debt Register"

    entry_ids = fields.Many2many(
        "debt.register.entry", string="Entries in the register", readonly=True
    )
    count = fields.Integer("Entries", compute="_compute_count")
    what = fields.Selection(
        [
            ("enter", "Entered in the register"),
            ("update", "The register was told what is owed now"),
            ("withdraw", "Withdrawn from the register"),
            ("cancel", "It won't be entered"),
        ],
        "What was done",
        required=True,
        default="enter",
    )
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    number = fields.Char("Number in the register")
    reason = fields.Char()

    @api.depends("entry_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.entry_ids)

    @api.model
    def _open_for(self, entries, what):
        wizard = self.create({"entry_ids": [fields.Command.set(entries.ids)], "what": what})
        return wizard._get_records_action(name=self.env._("Debt register"), target="new")

    def action_confirm(self):
        self.entry_ids.check_access("read")
        if self.what in ("withdraw", "cancel") and not (self.reason or "").strip():
            raise UserError(self.env._("Say why: it is kept with the entry."))
        # states and deadlines are written by methods only; whose entries they are is checked above
        entries_sudo = self.entry_ids.sudo()
        if self.what == "enter":
            entries_sudo._enter(self.date, len(self.entry_ids) == 1 and self.number)
        elif self.what == "update":
            entries_sudo._update(self.date)
        elif self.what == "withdraw":
            entries_sudo._withdraw(self.date, self.reason)
        else:
            entries_sudo._cancel(self.reason)
        return toast(self.env._("Noted for %(count)s entries.", count=self.count), CLOSE)


class DebtRegisterEntry(models.Model):
    _inherit = "debt.register.entry"

    def action_enter(self):
        return self.env["debt.register.wizard"]._open_for(self, "enter")

    def action_update(self):
        return self.env["debt.register.wizard"]._open_for(self, "update")

    def action_withdraw(self):
        return self.env["debt.register.wizard"]._open_for(self, "withdraw")

    def action_cancel(self):
        return self.env["debt.register.wizard"]._open_for(self, "cancel")
