from odoo import fields, models
from odoo.exceptions import UserError

ACTIVITY_TYPES = {
    "call": "debt_collection.activity_type_call",
    "visit": "debt_collection.activity_type_visit",
    "task": "debt_collection.activity_type_task",
}


class DebtCase(models.Model):
    """Actions that a person adds to a case by hand."""

    _inherit = "debt.case"

    def action_new_contact(self):
        """Open the dialog for a call, visit, SMS or task by hand."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New action"),
            "res_model": "debt.new.action",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def _add_action(self, what, day, user, done=False, values=None, lines=None):
        """Create an action prepared by `user`.

        :param what: call, visit, task, letter or sms
        :param day: local date on which it is due, or was done
        :param done: what came of it, when it is done already (False: it is still to do)
        :param lines: values of its lines; default: what is overdue and may be demanded now
        :return: the debt.action
        """
        self.ensure_one()
        kind = what if what in ("letter", "sms") else "activity"
        given = {name: value for name, value in (values or {}).items() if value}
        action = self._new_action(
            day, {"kind": kind, "prepared_by_id": user.id, **given}, lines=lines
        )
        action._start_by_hand(what, done)
        return action

    def _new_action(self, day, values, lines=None):
        """Create an action of this case; `lines` as in `_add_action`."""
        action = self.env["debt.action"].create({**self._prepare_action_vals(day), **values})
        lines = self._prepare_overdue_lines(day) if lines is None else lines
        action.line_ids = [fields.Command.create(line) for line in lines]
        action._store_amount(day)
        return action

    def _prepare_action_vals(self, day):
        return {
            "company_id": self.company_id.id,
            "case_id": self.id,
            "debtor_id": self.debtor_id.id,
            "partner_id": self.partner_id.id,
            "phase": self.phase,
            "date_planned": day,
        }

    def _prepare_overdue_lines(self, day):
        """Return values of lines for what is overdue and may be demanded now, netted live."""
        nets = self.env["debt.action"]._live_nets(self.company_id, day, self.debtor_id.partner_id)
        items = self.open_item_ids.filtered(lambda item: item.date_due < day)
        return items._prepare_demand_lines(nets, day)


class DebtItem(models.Model):
    _inherit = "debt.item"

    def _prepare_demand_lines(self, nets, day, **values):
        """Return values of lines of an action for those of these items that may be demanded, and
        for the credits used on them.

        :param nets: {key: `tools.netting.Net`}, live
        :param values: more values of the demanded ones
        """
        lines, used = [], {}
        for item in self:
            net = nets.get(item._key())
            if not net or net.hold_reason or net.net <= 0:
                continue
            for credit_id, amount in net.credits:
                used[credit_id] = used.get(credit_id, 0.0) + float(amount)
            lines.append({**item._prepare_line_vals(net, day), **values})
        credits = self.env["debt.action"]._credit_names(nets)
        return lines + [
            {**credits[key], "amount_demanded": -amount} for key, amount in used.items()
        ]

    def _prepare_line_vals(self, net, day):
        """Return the snapshot of this item for an action made by hand; it carries no step."""
        line = self.move_line_id
        return {
            "item_id": self.id,
            "role": "demanded",
            "round": self.round,
            "name": self.name,
            "date_invoice": line.move_id.invoice_date or line.date,
            "date_due": self.date_due,
            "days_late": (day - self.date_due).days,
            "currency_id": self.currency_id.id,
            "amount_total": line.amount_currency,
            "amount_open": float(net.open),
            "amount_demanded": float(net.demandable),
        }


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _start_by_hand(self, what, done):
        """Letters and SMS go the way of all of them; tasks are scheduled, or noted as done, at
        once.
        """
        now = fields.Datetime.now()
        if self.kind in ("letter", "sms"):
            if not self.line_ids:
                raise UserError(self.env._("Nothing overdue can be demanded in this case now."))
            self.env.ref("debt_collection.ir_cron_act")._trigger()
        elif done is not False:
            summary = self.summary or self.env.ref(ACTIVITY_TYPES[what]).name
            self.write({"summary": summary, "acted_on": now})
            self._done(now, done)
        else:
            self._schedule_all(now, "queued", ACTIVITY_TYPES[what].split(".")[1])
