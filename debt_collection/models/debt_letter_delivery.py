from odoo import api, fields, models

# days after which a letter counts as delivered (PRACTICE 1.5)
AFTER_NOTICE = 14
AFTER_POSTING = 28
MAIL_WORKING_DAYS = 2
FAILED = ("bounce", "exception", "canceled")


class DebtLetter(models.Model):
    """What became of a letter: e-mailed, bounced, posted, delivered, returned."""

    _inherit = "debt.letter"

    delivery_state = fields.Selection(
        [
            ("none", "Not sent"),
            ("queued", "In the queue"),
            ("failed", "E-mail failed"),
            ("sent", "Sent"),
            ("returned", "Returned"),
            ("delivered", "Delivered"),
        ],
        "Delivery",
        compute="_compute_delivery_state",
    )

    @api.depends(
        "delivered_on",
        "returned_on",
        "posted_on",
        "message_id.notification_ids.notification_status",
    )
    def _compute_delivery_state(self):
        for letter in self:
            letter.delivery_state = letter._delivery_state()

    def _delivery_state(self):
        if self.delivered_on:
            return "delivered"
        if self.returned_on:
            return "returned"
        status = self._email_status()
        if status in FAILED and not self.posted_on:
            return "failed"
        if status == "sent" or self.posted_on:
            return "sent"
        return "queued" if status else "none"

    def _email_status(self):
        """Status of the e-mail's notification, False without an e-mail."""
        return self._email_notification().notification_status

    def _email_notification(self):
        """The recipient's row (sudo), not those of the readers of copies."""
        # sudo: whose notification it is doesn't matter, the message stands on a case we may read
        notifications = self.message_id.sudo().notification_ids
        return notifications.filtered(lambda row: row.res_partner_id == self.contact_id)[:1]

    def _delivery_day(self, day):
        """The day this letter counts as delivered, as known on `day`; False: not yet, or never.

        E-mail: accepted and not bounced within 2 working days. Post: the proof's date, else 14
        days after the first notice, else 28 days after posting.
        """
        if self.delivered_on:
            return self.delivered_on
        if self.returned_on or self.state != "final":
            return False
        days = (self._mail_delivery_day(day), self.deemed_on)
        return min((known for known in days if known and known <= day), default=False)

    def _mail_delivery_day(self, day):
        """Day of the e-mail once it had its two working days to bounce."""
        if not self.sent_on or self._email_status() != "sent":
            return False
        return self._day_without_bounce(self.sent_on, day)

    def _day_without_bounce(self, moment, day):
        """Local date of `moment` (UTC), at which something left by wire, once two working days have
        passed until `day` in which it could have come back; else False.
        """
        calendar = self.env["debt.calendar"]
        sent = calendar._local(self.company_id, moment).date()
        safe = calendar._add_working_days(self.company_id, sent, MAIL_WORKING_DAYS)
        return sent if safe <= day else False

    def _is_delivered(self, day):
        """Whether this letter counts as delivered on `day`."""
        delivered = self._delivery_day(day)
        return bool(delivered and delivered <= day)

    @api.model
    def _refresh_delivery(self, company, day):
        """Write down deliveries and returns known on `day`, and deadlines that start with them."""
        letters = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "final"),
                ("delivered_on", "=", False),
                ("returned_on", "=", False),
            ]
        )
        for letter in letters:
            delivered = letter._delivery_day(day)
            if delivered:
                letter._mark_delivered(delivered)
            elif letter.withdrawn_on:
                continue  # nobody looks for the address, nothing goes another way
            elif letter._email_status() in FAILED and not letter._is_on_paper():
                letter._came_back(day)

    def _mark_returned(self, day, task="activity_type_address", note=""):
        """Note that it didn't arrive; somebody does what follows: as a rule he finds out where the
        customer can be reached.
        """
        self._note_down({"returned_on": day})
        if self.action_id:
            note = note or self.env._("%(letter)s didn't arrive.", letter=self.display_name)
            self.action_id._schedule(task, "collector", day, note=note)

    def _is_on_paper(self):
        return any(self.channel_ids.mapped("is_paper"))

    def _mark_delivered(self, day):
        """Note the delivery; a deadline counted from it starts now."""
        for letter in self:
            vals = {"delivered_on": day, "returned_on": False}
            if letter.letter_type_id.deadline_from == "delivered":
                vals["deadline"] = letter._deadline(letter.company_id, day, letter.deadline_days)
            letter._note_down(vals)

    def _mark_posted(self, day, number=None):
        """Note that the post has these letters; drafts on paper only become final by it.

        :param day: posting day, :param number: posting number of one registered letter
        """
        drafts = self.filtered(lambda letter: letter.state == "draft")
        self._note_down({"posted_on": day, "to_print": False})
        if number:
            self.ensure_one().post_number = number
        drafts._finalize(day)
