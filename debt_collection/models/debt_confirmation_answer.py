from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .debt_confirmation import ANSWERED, ASKED


class DebtConfirmation(models.Model):
    """What came back: typed in by a person, or given on the portal."""

    _inherit = "debt.confirmation"

    @api.model
    def _waiting_of(self, debtor):
        """Return the confirmations that `debtor` was asked for and hasn't answered yet.

        Those of open campaigns only, the newest first.
        """
        domain = [("debtor_id", "=", debtor.id), ("state", "in", ASKED)]
        domain.append(("campaign_id.state", "=", "open"))
        return self.search(domain, order="date desc, id desc")

    @api.model
    def _answer(self, debtor, agrees, values=None):
        """Note the answer of `debtor` to the balance confirmation that waits for one.

        :param agrees: whether he confirms the balance
        :param values: dict with, where known, `confirmation` (which one; default the newest that
            waits), `amounts` ({res.currency: his balance}, needed where he disagrees unless there
            is a `remark`), `remark`, `name` (who answers for him), `way` (see WAYS, default
            "portal"), `day` (default today), `attachment_ids`
        :return: the debt.confirmation
        :raise UserError: nothing waits for an answer, a refusal that says nothing
        """
        values = values or {}
        one = values.get("confirmation") or self._waiting_of(debtor)[:1]
        if not one or one.debtor_id != debtor:
            raise UserError(self.env._("No balance waits to be confirmed."))
        one._check_answer(agrees, values)
        # nobody writes answers directly, the portal's visitor least of all
        one.sudo()._take_answer(agrees, values)
        return one

    def _check_answer(self, agrees, values):
        if self.state not in (*ASKED, *ANSWERED) or self.campaign_id.state != "open":
            raise UserError(
                self.env._(
                    "%(customer)s wasn't asked, or the campaign is closed.",
                    customer=self.partner_id.display_name,
                )
            )
        unknown = set(values.get("amounts") or ()) - set(self.line_ids.currency_id)
        if unknown:
            raise UserError(self.env._("Only the currencies that were asked can be answered."))
        if not agrees and not values.get("amounts") and not (values.get("remark") or "").strip():
            raise UserError(
                self.env._("State the balance by the customer's books, or what is wrong.")
            )

    def _take_answer(self, agrees, values):
        amounts = {} if agrees else values.get("amounts") or {}
        for line in self.line_ids:
            line.is_stated = line.currency_id in amounts
            line.amount_theirs = amounts.get(line.currency_id, 0.0)
        self.write(
            {
                "state": "agreed" if agrees else "disagreed",
                "answered_on": values.get("day") or self.company_id._debt_today(),
                "answered_by": values.get("name"),
                "answer_way": values.get("way") or "portal",
                "entered_by_id": self.env.uid,
                "remark": values.get("remark"),
                "attachment_ids": [Command.link(i) for i in values.get("attachment_ids") or ()],
            }
        )
        self._tell_answer()

    def _tell_answer(self):
        """The case hears of it; a refusal becomes a task, there is something to find out."""
        case = self.debtor_id._open_case()
        text = self._answer_text()
        if case:
            case.message_post(body=text)
        if self.state == "disagreed":
            deadline = fields.Date.add(self.answered_on, days=self.campaign_id.deadline_days)
            task = self.debtor_id._prepare_task_vals(case, text, deadline)
            self.env["mail.activity"]._debt_create([task] if task else [])

    def _answer_text(self):
        if self.state == "agreed":
            return self.env._(
                "Confirms the balance of %(day)s: %(balance)s",
                day=self.date,
                balance=self.balance_text,
            )
        parts = [self.theirs_text, self.remark]
        return self.env._(
            "Doesn't confirm the balance of %(day)s (%(balance)s): %(answer)s",
            day=self.date,
            balance=self.balance_text,
            answer="; ".join(filter(None, parts)),
        )

    def _acknowledge(self, day):
        """A person takes the signed confirmation for an acknowledgement: limitation of the
        documents on it runs anew (KC art. 123 § 1 point 2; LAW 5: case-law is mixed, so nobody but
        a person decides).

        :param day: day on which it was signed
        """
        for one in self:
            if one.state != "agreed":
                raise UserError(self.env._("Only a confirmed balance can acknowledge a debt."))
            debts = one.document_ids.filtered(lambda line: line.amount_open > 0)
            why = self.env._("balance of %(date)s confirmed", date=one.date)
            debts.item_id._restart_limitation(day, why)
            one.sudo().acknowledged_on = day  # a fact written by this decision only
