from odoo import fields, models
from odoo.exceptions import UserError

from .debt_letter_type import INFORMATION


class DebtCase(models.Model):
    """Letters that a person writes for a case."""

    _inherit = "debt.case"

    def action_new_letter(self, letter_type=None):
        """Open the dialog for a letter by hand; `letter_type`: what is proposed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New letter"),
            "res_model": "debt.new.letter",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_case_id": self.id,
                "dialog_size": "extra-large",
                **({"default_letter_type_id": letter_type.id} if letter_type else {}),
            },
        }

    def _demandable(self, day):
        """Return the items of this case that are overdue and may be demanded now, read live."""
        nets = self._nets(day)
        overdue = self.open_item_ids.filtered(lambda item: item.date_due < day)
        return overdue.filtered(
            lambda item: (
                (net := nets.get(item._key())) and not net.hold_reason and net.demandable > 0
            )
        )

    def _nets(self, day):
        partner = self.debtor_id.partner_id
        return self.env["debt.action"]._live_nets(self.company_id, day, partner)

    def _prepare_letter_lines(self, letter_type, items, day):
        """Return values of the lines of a letter of this type that demands `items`.

        What else is open is listed for information where the type says so.
        """
        if letter_type.items == "none":
            return []
        nets = self._nets(day)
        lines = items._prepare_demand_lines(nets, day)
        roles = {"overdue": ("other",), "open": ("other", "not_due")}.get(letter_type.items, ())
        demanded = items.move_line_id.ids
        for line in self.debtor_id._statement_lines(day)[self.debtor_id] if roles else ():
            net = nets.get(line["move_line_id"])
            due = line["date_due"]
            role = "other" if due and due < day else "not_due"
            is_free = net and not net.hold_reason and line["move_line_id"] not in demanded
            if due and is_free and role in roles:
                lines.append({**line, "role": role})
        return lines

    def _write_letter(self, letter_type, items, channels, user, to_look_at=False):
        """Write a letter by hand: its draft is made at once and goes the way of all letters.

        :param items: `debt.item` it demands
        :param user: who prepares it
        :param to_look_at: it waits until somebody released it, also where nobody has to
        :return: the debt.letter
        :raise UserError: it can't be written, or no way to send it works; says why
        """
        now, day = fields.Datetime.now(), self.company_id._debt_today()
        lines = self._prepare_letter_lines(letter_type, items, day)
        self._check_may_write(letter_type, lines)
        values = {
            "kind": "letter",
            "prepared_by_id": user.id,
            "letter_type_id": letter_type.id,
            "channel_ids": [fields.Command.set(channels.ids)],
        }
        action = self._new_action(day, values, lines=lines)
        action._run_letter(now)
        if action.state in ("failed", "cancelled"):
            raise UserError(action.error or action.why)
        if to_look_at and action.state == "queued":
            action._ask_to_look()
        self.env.ref("debt_collection.ir_cron_act")._trigger()
        return action.letter_id

    def _check_may_write(self, letter_type, lines):
        if silence := self.debtor_id._silenced().get(self.debtor_id):
            raise UserError(
                self.env._(
                    "%(customer)s: nothing is sent (%(hold)s).",
                    customer=self.partner_id.display_name,
                    hold=silence.display_name,
                )
            )
        demands = letter_type.items != "none" and letter_type.rank != INFORMATION
        if demands and not any(line["role"] == "demanded" for line in lines):
            raise UserError(self.env._("Nothing overdue can be demanded in this case now."))


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _ask_to_look(self):
        """Its writer wants to change something: it waits for his own release."""
        self.write({"approval_role": "collector", "approval_roles": ["collector"]})
        self._ask()
