from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools.toast import RELOAD, toast
from .debt_action_withdraw import OUTGOING
from .debt_confirmation import ASKED


class DebtConfirmationCampaign(models.Model):
    """Asking, asking again, and the end."""

    _inherit = "debt.confirmation.campaign"

    def action_send(self):
        """Ask all who weren't asked yet."""
        self.ensure_one()
        if not self.prepared_on:
            raise UserError(self.env._("Make the list first, and look at it."))
        fresh = self.confirmation_ids.filtered(lambda one: one.state == "none")
        return self._ask(fresh, self.env._("Nobody is left to be asked."))

    def action_repeat(self):
        """Ask the silent again, and those whose letter came back."""
        self.ensure_one()
        today = self.company_id._debt_today()
        silent = self.confirmation_ids.filtered(
            lambda one: one.state == "returned" or (one.state == "sent" and one.deadline < today)
        )
        return self._ask(silent, self.env._("Nobody has let his time to answer pass."))

    def _ask(self, confirmations, nobody):
        """Queue the letters.

        :param nobody: what is said when there is nobody to ask
        """
        self.check_access("write")
        if self.state == "closed":
            raise UserError(self.env._("The campaign is closed."))
        # sudo: people create no actions; who may ask was checked above
        campaign, ready = self.sudo(), confirmations.sudo()._without_open_letter()
        ways = campaign._ways(ready)
        reachable = ready.filtered(lambda one: ways[one])
        if not reachable:
            raise UserError(nobody)
        values = [one._prepare_request_vals(ways[one], self.env.user) for one in reachable]
        self.env["debt.action"].sudo().create(values)
        campaign.state = "open"
        self.env.ref("debt_collection.ir_cron_act").sudo()._trigger()
        return self._ask_toast(len(reachable), len(ready) - len(reachable))

    def _ways(self, confirmations):
        """Return {confirmation: code of the channel, or False}."""
        blocked = confirmations.debtor_id._blocked_emails()
        return {one: self._way(one.debtor_id, blocked) for one in confirmations}

    def _ask_toast(self, count, unreachable):
        message = self.env._("%(count)s letters are on their way.", count=count)
        if unreachable:
            rest = self.env._("%(count)s customers can't be reached.", count=unreachable)
            message = f"{message} {rest}"
        return toast(message, RELOAD, "warning" if unreachable else "success")

    def action_close(self):
        """End it: no more answers are taken."""
        self.check_access("write")
        for campaign in self:
            # the state is written by buttons only
            campaign.sudo().write(
                {"state": "closed", "closed_on": campaign.company_id._debt_today()}
            )

    def action_reopen(self):
        """Answers are taken again."""
        self.check_access("write")
        self.sudo().write({"state": "open", "closed_on": False})  # as above


class DebtConfirmation(models.Model):
    _inherit = "debt.confirmation"

    problem = fields.Char(
        compute="_compute_problem", help="Why the letter could not be made or sent."
    )

    def _compute_problem(self):
        for one in self:
            last = one.action_ids.sorted("id")[-1:]
            one.problem = last.error if last.state == "failed" else False

    def _without_open_letter(self):
        """Those of these for whom no letter is on its way."""
        busy = self.action_ids.filtered(lambda action: action.state in OUTGOING)
        return self - busy.confirmation_id

    def _prepare_request_vals(self, way, user):
        """Values of the action that asks this customer by the channel `way`."""
        debtor, company = self.debtor_id, self.company_id
        case = debtor._open_case()
        return {
            "company_id": company.id,
            "case_id": case.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "confirmation_id": self.id,
            "kind": "statement",
            "phase": case.phase or "0_monitoring",
            "letter_type_id": self.env.ref("debt_collection.letter_type_balance").id,
            "channel_ids": [Command.set(self.env.ref(f"debt_collection.channel_{way}").ids)],
            "date_planned": company._debt_today(),
            "prepared_by_id": user.id,
            "user_id": (self.campaign_id.user_id or user).id,
        }

    def _mark_asked(self, day):
        """The letter has left on `day`: from now on its answer is awaited."""
        for one in self.filtered(lambda one: one.state in ("none", *ASKED)):
            days = one.campaign_id.deadline_days
            one.write(
                {
                    "state": "sent",
                    "sent_on": day,
                    "deadline": fields.Date.add(day, days=days),
                    "request_count": one.request_count + 1,
                }
            )
