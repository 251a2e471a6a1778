from odoo import api, fields, models

from ..tools.auto_reply import is_automatic


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Out-of-office mails and receipts stand on the case, but nobody has answered."""
        to_ours = any(route[0] in ("debt.case", "res.partner") for route in routes)
        if to_ours and is_automatic(message.items(), message_dict.get("subject")):
            message_dict["message_type"] = "out_of_office"
        return super()._message_route_process(message, message_dict, routes)


class DebtCase(models.Model):
    """A debtor who answers isn't written to again before somebody has read what he says."""

    _inherit = "debt.case"

    def _message_post_after_hook(self, message, msg_values):
        if self._is_reply(message):
            self._flag_reply()
        return super()._message_post_after_hook(message, msg_values)

    def _is_reply(self, message):
        """Tell whether `message` came from outside: an e-mail, or a comment on the portal."""
        if message.message_type == "email":
            return _is_from_outside(message)
        author = message.author_id
        return (
            message.message_type == "comment"
            and author
            and author.partner_share
            and (self.env.user.share or self.env.user._is_public())
        )

    def _flag_reply(self):
        """Mark the reply and hold the case until it is read.

        An answer to a letter of a closed case concerns the customer's open one.
        """
        # comes in through the mail gateway or the portal, whose users have no rights here
        cases_sudo = self.sudo().filtered(lambda case: case.state == "open")
        for case_sudo in self.sudo() - cases_sudo:
            cases_sudo |= case_sudo.debtor_id._reply_case(case_sudo, False)
        cases_sudo.filtered(lambda case: not case.replied_on).replied_on = fields.Datetime.now()
        for case_sudo in cases_sudo:
            if case_sudo.hold_ids.filtered(lambda h: h.kind == "reply" and not h.ended_on):
                continue
            self.env["debt.hold"].sudo().create(
                {
                    "company_id": case_sudo.company_id.id,
                    "debtor_id": case_sudo.debtor_id.id,
                    "case_id": case_sudo.id,
                    "kind": "reply",
                    "date_from": case_sudo.company_id._debt_today(),
                    "user_id": False,
                }
            )

    def action_mark_read(self):
        """Somebody has read the reply: the next run goes on with the case."""
        self.check_access("write")
        self.hold_ids.filtered(lambda h: h.kind == "reply" and not h.ended_on)._end(
            self.env._("Read.")
        )
        self.replied_on = False


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _reply_case(self, closed, user):
        """Return the open case that an answer to an older letter concerns.

        None is open: somebody is to read the answer, once.

        :param closed: the `debt.case` on which it stands; none: it stands on the customer
        :param user: who is asked where nobody collects from this customer
        """
        if case := self._open_case():
            return case
        known = (closed.collector_id, self.collector_id, user, self.company_id.debt_head_id)
        reader = next((one for one in known if one and one.active), self.env["res.users"])
        tasks = self.env["mail.activity"]
        record, text = closed or self.partner_id, self.with_context(lang=reader.lang)._read_text()
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        if reader and not tasks.search_count([*domain, ("summary", "=", text)], limit=1):
            kind = self.env.ref("debt_collection.activity_type_task")
            day = self.company_id._debt_today()
            tasks._debt_create([tasks._debt_values(record, reader, kind, text, day)])
        return case

    def _read_text(self):
        return self.env._("The customer has replied: read it")


class ResPartner(models.Model):
    """Letters without a case (balances, documents of a file) stand on the customer."""

    _inherit = "res.partner"

    def _message_post_after_hook(self, message, msg_values):
        if message.message_type == "email" and message.parent_id and _is_from_outside(message):
            # comes in through the mail gateway, whose user has no rights here
            letters_sudo = self.env["debt.letter"].sudo()
            answered = letters_sudo.search([("message_id", "=", message.parent_id.id)], limit=1)
            if debtor := answered.action_id.debtor_id:
                debtor._reply_case(answered.case_id, answered.user_id)._flag_reply()
        return super()._message_post_after_hook(message, msg_values)


def _is_from_outside(message):
    """Whether nobody of ours wrote this e-mail."""
    return not message.author_id.user_ids.filtered(lambda user: not user.share)
