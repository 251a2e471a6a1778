from odoo import api, fields, models
from odoo.tools import format_amount, format_date, format_datetime, html2plaintext

ICONS = {
    "letter": "fa-paper-plane-o",
    "statement": "fa-file-text-o",
    "sms": "fa-mobile",
    "contact": "fa-phone",
    "task": "fa-check-square-o",
    "email_in": "fa-reply",
    "email_out": "fa-envelope-o",
    "payment": "fa-money",
    "settlement": "fa-exchange",
    "promise": "fa-handshake-o",
    "dispute": "fa-comments-o",
    "plan": "fa-calendar-check-o",
    "hold": "fa-pause-circle-o",
    "sale_hold": "fa-ban",
    "document": "fa-percent",
    "note": "fa-sticky-note-o",
    "notice": "fa-bullhorn",
    "change": "fa-pencil",
}
CHANNEL_ICONS = {"call": "fa-phone", "email": "fa-envelope-o", "visit": "fa-map-marker"}
PREVIEW = 240


class DebtTimeline(models.Model):
    """The rows of the timeline in words, in the reader's language; records of one model are read
    together.
    """

    _inherit = "debt.timeline"

    icon = fields.Char(compute="_compute_words")
    title = fields.Char("What", compute="_compute_words")
    detail = fields.Char("Details", compute="_compute_words")
    who = fields.Char("By whom", compute="_compute_words")
    date_text = fields.Char("When", compute="_compute_date_text")

    @api.depends_context("lang")
    def _compute_words(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.icon = ICONS.get(row.kind, "fa-circle-o")
            row.title, row.detail, row.who = kinds.get(row.kind, ""), "", row.user_id.name or ""
        for model, rows in self.grouped("res_model").items():
            # the row may be read, so may what it tells; who collects needn't read the books
            records = self.env[model].sudo().browse(rows.mapped("res_id"))
            describe = getattr(self, f"_describe_{model.replace('.', '_')}")
            for row, record in zip(rows, records, strict=True):
                describe(row, record)

    @api.depends_context("lang", "tz")
    @api.depends("date", "has_hour")
    def _compute_date_text(self):
        for row in self:
            if row.date and row.has_hour:
                row.date_text = format_datetime(self.env, row.date, dt_format="short")
            else:
                row.date_text = row.date and format_date(self.env, row.date.date())

    @api.model
    def _together(self, *parts):
        return ", ".join(filter(None, parts))

    def _money(self, amount, currency):
        return format_amount(self.env, amount, currency)

    def _label(self, record, name):
        """Return the label of a selection, in the reader's language."""
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")

    # one method per model: writes title, detail and who of a row from its record

    def _describe_debt_action(self, row, action):
        if action.kind == "contact":
            return self._describe_contact(row, action)
        letter = action.letter_id
        row.title = " ".join(filter(None, [action.what, letter.state != "void" and letter.name]))
        if action.state != "done":
            row.detail = action.error if action.state == "failed" else action.why
            return None
        count = len(action._demanded())
        row.detail = self._together(
            *(letter._delivery_words() if letter else action._sms_delivery_words()),
            count and self.env._("items: %(count)s", count=count),
            action.amount and self._money(action.amount, action.currency_id),
            html2plaintext(action.outcome or "").strip(),
        )
        return None

    def _describe_contact(self, row, action):
        """Who was spoken to, what came of it, why he doesn't pay."""
        row.title = action.what
        row.icon = CHANNEL_ICONS.get(action.contact_channel, row.icon)
        row.detail = self._together(
            self._label(action, "cause"),
            action.contact_partner_id.name,
            html2plaintext(action.outcome or "").strip(),
        )

    def _describe_mail_message(self, row, message):
        body = html2plaintext(message.body or "", include_references=False).strip()
        text = " ".join(body.split())
        changes = self._changes(message)
        row.who = message.author_id.name or message.email_from or row.who
        row.title = message.subject or changes or row.title
        row.detail = self._together(changes if message.subject else "", text[:PREVIEW])
        if not (message.subject or changes) and row.kind == "change":
            row.title, row.detail = text[:PREVIEW], ""

    def _changes(self, message):
        """What a message says of changed fields: "Collector: A → B"."""
        changes = []
        for value in message.tracking_value_ids._tracking_value_format():
            old, new = (self._changed_text(value, side) for side in ("oldValue", "newValue"))
            changes.append(f"{value['fieldInfo']['changedField']}: {old} \u2192 {new}")
        return "; ".join(changes)

    def _changed_text(self, value, side):
        """One side of a change; days come as ISO texts."""
        text = value[side] or "-"
        is_day = value[side] and value["fieldInfo"]["fieldType"] == "date"
        return format_date(self.env, text) if is_day else text

    def _describe_account_partial_reconcile(self, row, partial):
        line = partial.credit_move_id
        is_credit_note = line.move_id.move_type == "out_refund"
        label = self.env._("Credit note") if is_credit_note else row.title
        row.title = f"{label} {self._money(row.amount, row.currency_id)}"
        row.detail = self._together(line.move_id.name, line.name or line.ref)

    def _describe_debt_hold(self, row, hold):
        row.title = self.env._("Hold: %(hold)s", hold=hold.display_name)
        ended = hold.ended_on and self.env._(
            "ended on %(day)s", day=format_date(self.env, hold.ended_on)
        )
        row.detail = self._together(hold.reason, ended)

    def _describe_debt_interest_note(self, row, note):
        row.title = " ".join(filter(None, [note._heading(), note.name != "/" and note.name]))
        row.detail = self._money(note.total, note.currency_id)

    def _describe_debt_compensation(self, row, note):
        self._describe_debt_interest_note(row, note)

    def _describe_debt_promise(self, row, promise):
        row.title = self.env._(
            "Promise: %(amount)s by %(day)s",
            amount=self._money(promise.amount, promise.currency_id),
            day=format_date(self.env, promise.date),
        )
        row.detail = self._together(
            promise.state != "open"
            and promise.paid
            and self.env._(
                "paid in time: %(amount)s", amount=self._money(promise.paid, promise.currency_id)
            ),
            promise.promised_by.name,
            promise.note,
        )

    def _describe_debt_dispute(self, row, dispute):
        row.title = self.env._(
            "Dispute %(name)s: %(amount)s",
            name=dispute.display_name,
            amount=self._money(dispute.amount, dispute.currency_id),
        )
        row.detail = self._together(
            dispute.resolution and self._label(dispute, "resolution"),
            dispute.answer or dispute.note,
        )

    def _describe_debt_plan(self, row, plan):
        row.title = self.env._(
            "Agreement %(name)s: %(amount)s in %(count)s instalments",
            name=plan.name or "",
            amount=self._money(plan.amount, plan.currency_id),
            count=len(plan.line_ids),
        )
        row.detail = self._together(
            plan.accepted_on
            and self.env._("accepted on %(day)s", day=format_date(self.env, plan.accepted_on)),
            plan.next_due
            and plan.state == "active"
            and self.env._("next instalment %(day)s", day=format_date(self.env, plan.next_due)),
        )
