from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import business_days
from .debt_document_mixin import CHATTER_FIELDS


class DebtLetter(models.Model):
    """A document to the debtor. Its figures are those of its action's lines."""

    _name = "debt.letter"
    _description = "Letter"
    _inherit = ["portal.mixin", "mail.thread", "debt.evidence.mixin", "debt.paper.mixin"]
    _order = "date desc, id desc"

    # what happens to a letter after it has left: printing, delivery, chatter
    _evidence_whitelist = frozenset(
        {
            "to_print", "printed_on", "posted_on", "post_number", "notice_on", "delivered_on",
            "returned_on", "deadline", "sent_on", "message_id", "access_token", "message_ids",
            "message_follower_ids", "website_message_ids", "rating_ids", "withdrawn_on",
            "withdrawn_by_id", "withdraw_reason", "replaced_by_id", "to_hand_over",
            "posting_id", "post_weight", "post_fee", "return_reason", "proof_file", "proof_name",
            "fax_on", "fax_number", "goes_again",
        }
    )  # fmt: skip

    # a person signs another's draft and changes its text; the posting takes what the counter says
    _evidence_user_fields = CHATTER_FIELDS | {
        "user_id", "text", "subject_line", "post_number", "post_weight", "post_fee",
    }  # fmt: skip

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    case_id = fields.Many2one(
        "debt.case",
        index=True,
        ondelete="restrict",
        help="Empty on statements of customers who owe nothing overdue.",
    )
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    contact_id = fields.Many2one(
        "res.partner", "Recipient", help="The contact chosen for collections."
    )
    letter_type_id = fields.Many2one("debt.letter.type", required=True, ondelete="restrict")
    rank = fields.Selection(related="letter_type_id.rank")
    has_pdf = fields.Boolean(related="letter_type_id.has_pdf")
    action_ids = fields.One2many("debt.action", "letter_id", string="Actions")
    action_id = fields.Many2one("debt.action", required=True, index=True, ondelete="restrict")
    line_ids = fields.One2many(related="action_id.line_ids")
    state = fields.Selection(
        [("draft", "Draft"), ("final", "Final"), ("void", "Void")],
        required=True,
        default="draft",
        index=True,
    )
    date = fields.Date(required=True)
    as_of = fields.Date(required=True)
    booked_until = fields.Date("Payments booked until")
    deadline_days = fields.Integer("Deadline (days)", aggregator=None)
    deadline = fields.Date(help="Empty: counted from delivery, which isn't known yet.")
    subject = fields.Char()
    heading = fields.Char("Title")
    body_html = fields.Html("Text", sanitize_attributes=False, sanitize_style=True)
    is_edited = fields.Boolean("Text changed by hand", readonly=True)
    edited_by_id = fields.Many2one("res.users", "Text changed by", readonly=True)
    amount = fields.Monetary("Demanded", help="In the company's currency, for lists.")
    void_reason = fields.Text(readonly=True)

    # channels and delivery
    channel_ids = fields.Many2many("debt.channel")
    email_to = fields.Char("E-mail address")
    message_id = fields.Many2one(
        "mail.message", "E-mail", index="btree_not_null", ondelete="set null", copy=False
    )
    sent_on = fields.Datetime("E-mailed on")
    to_print = fields.Boolean("To print")
    printed_on = fields.Datetime()
    posted_on = fields.Date("Handed in on")
    post_number = fields.Char("Posting number")
    notice_on = fields.Date("First notice on", help="Day of the first notice left by the post.")
    delivered_on = fields.Date("Delivered on")
    returned_on = fields.Date("Returned on")

    _paper = models.Index("(company_id) WHERE to_print")
    _under_way = models.Index(
        "(company_id) WHERE state = 'final' AND delivered_on IS NULL AND returned_on IS NULL"
    )

    def _is_final(self):
        return self.state in ("final", "void")

    # building

    @api.model
    def _build(self, actions, today):
        """Write a draft letter for each action: number, dates, channels, text; no PDF yet.

        :param actions: `debt.action` of kind letter, all of one company, with their lines
        :param today: local date of the company
        :return: the letters, in the order of `actions`
        """
        # nobody has the right to create letters by hand: they are made here only
        bulk = self.sudo().with_context(
            tracking_disable=True, mail_create_nosubscribe=True, mail_create_nolog=True
        )
        contacts = self._contacts(actions)
        numbers = self._next_numbers(actions, today)
        known = self._booked_until(actions.company_id)
        letters = bulk.create(
            [
                {
                    **self._prepare_letter_vals(action, contacts[action], today),
                    "booked_until": known,
                    "name": numbers[action],
                }
                for action in actions
            ]
        ).with_env(self.env)
        for action, letter in zip(actions, letters, strict=True):
            action.sudo().letter_id = letter  # same reason
        letters._add_portal_links()
        letters._take_claims()
        letters._write_text()
        return letters

    def _rebuild(self, today):
        """Renew drafts under their numbers after their actions' lines were read again.

        A text changed by hand is kept while the demanded amounts stay the same.

        :return: letters whose text was changed by hand and had to give way to the standard text:
            a person should see them again
        """
        contacts = self._contacts(self.action_id)
        known = {company: self._booked_until(company) for company in self.company_id}
        for letter in self:
            letter._check_is_draft()
            action = letter.action_id
            values = self._prepare_letter_vals(action, contacts[action], today)
            letter._note_down({**values, "booked_until": known[letter.company_id]})
        self._take_claims()
        edited = self.filtered("is_edited")
        kept = edited.filtered(lambda letter: letter._quotes_amounts())
        (self - kept)._write_text()
        self._drop_pdf()
        return edited - kept

    def _prepare_letter_vals(self, action, contact, today):
        """Values of a letter that come from its action, on the day it is written."""
        letter_type, case = action.letter_type_id, action.case_id
        channels = self._choose_channels(action, contact)
        days = action.task_id._deadline_days() if action.task_id else letter_type.deadline_days
        company = action.company_id
        # what keeps contact hours (e-mail, fax) arrives on the day it is sent; post takes its days
        takes_days = any(not channel._window() for channel in channels)
        unknown = letter_type.deadline_from == "delivered" and takes_days
        return {
            "company_id": company.id,
            "case_id": case.id,
            "partner_id": action.partner_id.id,
            "contact_id": contact.id,
            "letter_type_id": letter_type.id,
            "action_id": action.id,
            "lang": self._choose_lang(action, contact),
            "date": today,
            "as_of": today,
            "deadline_days": days,
            "deadline": self._deadline(company, today, 0 if unknown else days),
            "user_id": self._signer(action).id,
            "amount": action.amount,
            "channel_ids": [(6, 0, channels.ids)],
            "email_to": contact.email,
            "error": False,
        }

    @api.model
    def _deadline(self, company, day, days):
        """Last day to pay, `days` after `day`, moved to a working day; False for 0 days."""
        if not days:
            return False
        off = self.env["debt.calendar"]._company_holidays(company, day)
        return business_days.roll_forward(day + timedelta(days), off)

    @api.model
    def _next_numbers(self, actions, today):
        """Next number of its type's series for each action; a company's own series of that code
        wins over the common one.
        """
        numbers = {}
        for letter_type, same in actions.grouped("letter_type_id").items():
            series = letter_type.number_sequence_id.sudo()  # people can't read all series
            own = [("code", "=", series.code), ("company_id", "=", actions.company_id.id)]
            series = series.code and series.search(own, limit=1) or series
            drawn = series._debt_next_numbers(len(same), today) if series else "/" * len(same)
            numbers |= dict(zip(same, drawn, strict=True))
        return numbers

    def _booked_until(self, company):
        """Last day whose payments are known to the books."""
        known_until = getattr(self.env["debt.bank.check"], "_known_until", None)
        return known_until(company) if known_until else False

    def _signer(self, action):
        """Who signs: the account manager or the collector of the case."""
        if action.task_id.sender_role == "salesperson" and action.partner_id.user_id:
            return action.partner_id.user_id
        return action.case_id.collector_id or action.user_id

    # the end of a draft

    def _finalize(self, day):
        """Close drafts: from now on they are evidence. Paper not yet posted joins "To print"."""
        for letter in self:
            letter._check_is_draft()
            on_paper = any(letter.channel_ids.mapped("is_paper")) and not letter.posted_on
            letter._note_down({"state": "final", "to_print": letter.to_print or on_paper})

    def _void(self, reason):
        """Withdraw drafts; they keep their numbers. `reason` is text for people."""
        for letter in self:
            letter._check_is_draft()
        self._note_down({"state": "void", "void_reason": reason})

    def _check_is_draft(self):
        if self.state != "draft":
            raise UserError(
                self.env._("Letter %(name)s isn't a draft any more.", name=self.display_name)
            )
