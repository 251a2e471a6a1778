from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_time

from ..tools.toast import CLOSE, toast
from .debt_action_withdraw import OUTGOING


class DebtActionLine(models.Model):
    _inherit = "debt.action.line"

    role = fields.Selection(
        selection_add=[("statement", "On the statement")], ondelete={"statement": "cascade"}
    )


class DebtAction(models.Model):
    """Kind statement: all that is open, sent because a person asked for it. Not a demand: it
    starts no pause, counts as no letter of a strategy and isn't stopped by a promise or a dispute.
    """

    _inherit = "debt.action"

    kind = fields.Selection(
        selection_add=[("statement", "Statement of account")], ondelete={"statement": "cascade"}
    )
    statement_day = fields.Date(
        "Statement as of", readonly=True, help="Empty: of the day on which it leaves."
    )

    # ordering

    @api.model
    def _order_statements(self, debtors, user, now, day=False):
        """Queue a statement for each of these debtors, to be sent by e-mail in a few minutes.

        :param user: who signs it
        :param now: UTC
        :param day: a day gone by whose open items it shows; without: of the day it leaves
        :return: (statements that wait now, {debtor: why he gets none})
        """
        refused = debtors._without_statement(day)
        debtors = debtors.filtered(lambda debtor: debtor not in refused)
        waiting = self.search(
            [
                ("debtor_id", "in", debtors.ids),
                ("kind", "=", "statement"),
                ("state", "in", OUTGOING),
                ("statement_day", "=", day),
                # balance confirmations are of this kind, too
                ("confirmation_id", "=", False),
            ]
        )
        # a second click doesn't send a second one
        fresh = debtors - waiting.debtor_id
        values = [self._prepare_statement_vals(debtor, user, now) for debtor in fresh]
        new = self.create([{**vals, "statement_day": day} for vals in values])
        cron = self.env.ref("debt_collection.ir_cron_act")
        for moment in set(new.mapped("not_before")):
            cron._trigger(at=moment)
        return waiting | new, refused

    @api.model
    def _prepare_statement_vals(self, debtor, user, now):
        company = debtor.company_id
        case = debtor.case_ids.filtered(lambda case: case.state == "open")[:1]
        return {
            "company_id": company.id,
            "case_id": case.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "kind": "statement",
            "phase": case.phase or "0_monitoring",
            "letter_type_id": self.env.ref("debt_collection.letter_type_statement").id,
            "channel_ids": [Command.set(self.env.ref("debt_collection.channel_email").ids)],
            "date_planned": company._debt_today(),
            "not_before": now + timedelta(minutes=company.debt_statement_minutes),
            "prepared_by_id": user.id,
            "user_id": user.id,
        }

    # act: what is open at this moment, as a letter with its number

    def _run_statement(self, now):
        day = self._local_day(now)
        lines = self._statement_contents(day)
        empty = self.filtered(lambda action: not lines.get(action))
        empty._cancel("nothing_open")
        actions = self - empty
        for action in actions:
            rows = map(Command.create, lines[action])
            action.line_ids = [Command.clear(), *rows]
        letters = self.env["debt.letter"]._build(actions, day)
        letters._store_xlsx()
        for action in actions:
            action.amount = action.letter_id.amount
        actions.write({"acted_on": now, "state": "queued", "waits_for": False})

    def _asked_day(self):
        """Return the day gone by whose items it shows, or False: of the day on which it leaves."""
        return self.statement_day

    def _statement_contents(self, day):
        """Return {action: values of its lines}."""
        result = {}
        for asked, actions in self.grouped(lambda action: action._asked_day()).items():
            debtors = actions.debtor_id
            lines = debtors._balance_lines(asked) if asked else debtors._statement_lines(day)
            result |= {action: lines.get(action.debtor_id) for action in actions}
        return result

    # send

    def _send_statement(self, now):
        unreachable = self.debtor_id._unreachable()
        reachable = self.filtered(lambda action: action.debtor_id not in unreachable)
        for action in self - reachable:
            action._fail(unreachable[action.debtor_id])
        reachable.letter_id._email()
        reachable.letter_id._finalize(self._local_day(now))
        reachable._done(now)

    @api.model
    def _statement_toast(self, actions, refused):
        """What the person is told: where to, when, who gets none and why.

        :raise UserError: nobody gets one
        """
        if not actions:
            raise UserError("\n".join(refused.values()))
        message = "\n".join([actions._statement_sentence(), *refused.values()])
        # the form is read again: the history shows what waits
        return toast(message, CLOSE, "warning" if refused else "success", sticky=bool(refused))

    def _statement_sentence(self):
        """Say when these statements leave, of one also where to."""
        moment = min(self.mapped("not_before"))
        time = format_time(self.env, moment, tz=self.env.user.tz, time_format="short")
        if len(self) > 1:
            return self.env._(
                "%(count)s statements leave at %(time)s. Until then they can be cancelled.",
                count=len(self),
                time=time,
            )
        return self.env._(
            "The statement goes to %(address)s at %(time)s. Until then it can be cancelled in"
            " the history.",
            address=self.debtor_id._collections_contact().email,
            time=time,
        )
