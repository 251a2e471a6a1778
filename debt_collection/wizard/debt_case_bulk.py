from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_letter_type import ELSEWHERE
from ..models.debt_step import PHASES
from ..tools.toast import CLOSE, toast

KINDS = [
    ("collector", "Change collector"),
    ("strategy", "Change strategy"),
    ("phase", "Change phase"),
    ("schedule", "Schedule"),
    ("letter", "Send letter"),
]


class DebtCaseBulk(models.TransientModel):
    """One change for many cases."""

    _name = "debt.case.bulk"
    _description = "Change Cases"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    case_ids = fields.Many2many("debt.case", readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    count = fields.Integer("Cases", compute="_compute_count")
    collector_id = fields.Many2one(
        "res.users", domain="[('share', '=', False), ('company_ids', 'in', company_id)]"
    )
    strategy_id = fields.Many2one(
        "debt.strategy", domain="['|', ('company_id', '=', False), ('company_id', '=', company_id)]"
    )
    phase = fields.Selection(PHASES)
    what = fields.Selection(
        [("call", "Call"), ("visit", "Visit or meeting"), ("task", "Task")], default="call"
    )
    summary = fields.Char("What is to be done")
    date = fields.Date("On", default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", "Who", help="Empty: each case's own collector.")
    letter_type_id = fields.Many2one(
        "debt.letter.type",
        domain=f"[('rank', 'not in', {ELSEWHERE}), ('company_id', 'in', (False, company_id))]",
    )
    channel_ids = fields.Many2many(
        "debt.channel", default=lambda self: self.env.ref("debt_collection.channel_email")
    )

    @api.depends("case_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.case_ids)

    @api.model
    def _open_for(self, cases, kind):
        """Return the dialog that changes `cases` of one company; `kind` of KINDS."""
        open_cases = cases.filtered(lambda case: case.state == "open")
        if not open_cases:
            raise UserError(self.env._("Choose open cases."))
        if len(open_cases.company_id) != 1:
            raise UserError(self.env._("Choose cases of one company."))
        wizard = self.create(
            {"kind": kind, "case_ids": open_cases.ids, "company_id": open_cases.company_id.id}
        )
        names = dict(self._fields["kind"]._description_selection(self.env))
        return wizard._get_records_action(name=names[kind], target="new")

    def action_confirm(self):
        self.ensure_one()
        self.case_ids.check_access("write")
        left_out = getattr(self, f"_do_{self.kind}")() or self.env["debt.case"]
        message = self.env._("Changed cases: %(count)s", count=len(self.case_ids - left_out))
        if left_out:
            names = ", ".join(left_out.partner_id.mapped("name"))
            message += self.env._(". Left out, as nothing can be demanded: %(names)s", names=names)
        kind = "warning" if left_out else "success"
        return toast(message, CLOSE, kind, sticky=bool(left_out))

    def _do_collector(self):
        self.case_ids.write({"collector_id": self.collector_id.id})

    def _do_strategy(self):
        self.case_ids.write({"strategy_id": self.strategy_id.id})

    def _do_phase(self):
        self.case_ids._go_to_phase(self.phase)

    def _do_schedule(self):
        for case in self.case_ids:
            user = self.user_id or case.collector_id or self.env.user
            # people don't create actions directly: what they may is checked on the cases above
            case.sudo()._add_action(
                self.what,
                self.date,
                self.env.user,
                values={"summary": self.summary, "user_id": user.id},
            )

    def _do_letter(self):
        """Each case gets the letter about what is overdue; approval and contact hours as always.

        :return: the cases in which nothing can be demanded now
        """
        values = {
            "letter_type_id": self.letter_type_id.id,
            "channel_ids": [fields.Command.set(self.channel_ids.ids)],
        }
        left_out = self.env["debt.case"]
        for case in self.case_ids:
            try:
                with self.env.cr.savepoint():
                    # as above: letters are made by the case's method only
                    case.sudo()._add_action("letter", self.date, self.env.user, values=values)
            except UserError:
                left_out |= case
        return left_out
