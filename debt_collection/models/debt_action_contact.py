from odoo import Command, api, fields, models
from odoo.tools import SQL

CHANNELS = [
    ("call", "Call"),
    ("email", "E-mail"),
    ("visit", "Visit"),
    ("other", "Other"),
]
RESULTS = [
    ("promise", "Will pay"),
    ("no_answer", "No answer"),
    ("call_back", "Call back"),
    ("paid", "Paid already"),
    ("dispute", "Dispute"),
    ("plan", "Instalments"),
    ("wrong_number", "Wrong number"),
    ("other", "Other"),
]
CAUSES = [
    ("no_funds", "No funds"),
    ("no_invoice", "Invoice missing"),
    ("acceptance", "Waits for acceptance"),
    ("complaint", "Complaint"),
    ("no_reference", "Order number missing"),
    ("unpaid_himself", "Unpaid himself"),
    ("other", "Other"),
]
# nobody was spoken to
MISSED = ("no_answer", "wrong_number")
# the planned call stays to be done
TO_REPEAT = (*MISSED, "call_back")


class DebtAction(models.Model):
    """Kind contact: somebody spoke to the customer, or tried to. Done at once, never planned."""

    _inherit = "debt.action"

    kind = fields.Selection(selection_add=[("contact", "Contact")], ondelete={"contact": "cascade"})
    contact_channel = fields.Selection(CHANNELS, "By")
    contact_result = fields.Selection(RESULTS, "Result of the contact")
    is_incoming = fields.Boolean("Called by the customer", help="Doesn't count as a call of ours.")
    cause = fields.Selection(CAUSES, "Cause of delay")
    contact_partner_id = fields.Many2one(
        "res.partner", "Spoken to", index="btree_not_null", ondelete="set null"
    )
    contact_number = fields.Char("Number", help="International form (E.164).")
    identity_checked = fields.Boolean("Identity confirmed")
    limit_reason = fields.Char(
        "Why in spite of the limits",
        help="Reason given for a contact outside the hours, over the limits or not wished for.",
    )
    done_by_id = fields.Many2one(
        "debt.action",
        "Done by contact",
        index="btree_not_null",
        ondelete="set null",
        help="The contact that did this planned call or visit: both are one contact.",
    )

    @api.depends_context("lang")
    @api.depends("contact_channel", "contact_result")
    def _compute_what(self):
        """A contact is named by its way and what came of it."""
        result = super()._compute_what()
        for action in self.filtered(lambda action: action.kind == "contact"):
            action.what = self.env._(
                "%(channel)s: %(result)s",
                channel=action._label("contact_channel"),
                result=action._label("contact_result"),
            )
        return result

    def _label(self, name):
        """Return the label of a selection's value in the reader's language."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    @api.model
    def _contacts_sql(self, channel):
        """Condition that the action `a` is a call (or visit) of ours: made, or planned by a step.

        A planned one that a contact has done counts once. An attempt that reached nobody counts
        with consumers only: many of them are a nuisance too (PRACTICE 2.4).
        """
        category = SQL("y.category = 'phonecall'")
        if channel == "visit":
            visit = self.env.ref("debt_collection.activity_type_visit")
            category = SQL("y.id = %s", visit.id)
        return SQL(
            """(a.kind = 'contact' AND a.contact_channel = %(channel)s
                AND a.is_incoming IS NOT TRUE
                AND (a.contact_result NOT IN %(missed)s
                     OR EXISTS (SELECT FROM debt_debtor o
                                 WHERE o.id = a.debtor_id AND o.kind = 'consumer'))
             OR a.kind = 'activity' AND a.done_by_id IS NULL
                AND EXISTS (SELECT FROM debt_step_task t
                              JOIN mail_activity_type y ON y.id = t.activity_type_id
                             WHERE t.id = a.task_id AND %(category)s))""",
            channel=channel,
            missed=MISSED,
            category=category,
        )

    def _unwanted(self, channel, day):
        """Leave out calls (or SMS) that the person asked not to get; their items move on. Return
        them.
        """
        unwanted = self.filtered(lambda action: action.debtor_id._refuses(channel))
        if unwanted:
            unwanted._skip(f"no_{channel}", {}, day)
        return unwanted

    @api.model
    def _log_contact(self, debtor, case, values, details=None):
        """Write down a contact that took place just now, and do what follows from its result.

        :param debtor: debt.debtor; `case` his open case, or none (he owes nothing)
        :param values: fields of the action: contact_channel, contact_result, outcome (the note),
            cause, contact_partner_id, contact_number, is_incoming, identity_checked, limit_reason
        :param details: what the result needs, see `_contact_<result>`
        :return: the debt.action
        """
        now = fields.Datetime.now()
        day = self.env["debt.calendar"]._local(debtor.company_id, now).date()
        # people don't write actions: this method does, whose caller checked the case
        contact = self.sudo().create(self._prepare_contact_vals(debtor, case, values, now, day))
        contact._store_amount(day)
        contact._done(now)
        contact._note_cause(day)
        if contact.contact_channel == "email" and case.replied_on:
            case.action_mark_read()
        if contact.contact_result not in TO_REPEAT:
            contact._end_open_tasks(now)
        getattr(contact.sudo(self.env.su), f"_contact_{contact.contact_result}")(details or {}, day)
        case.sudo()._worklist_changed()
        return contact.sudo(self.env.su)

    @api.model
    def _prepare_contact_vals(self, debtor, case, values, now, day):
        """Values of a contact, with a snapshot of what was overdue when it took place."""
        items = case._overdue_items(day)
        return {
            "company_id": debtor.company_id.id,
            "case_id": case.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "kind": "contact",
            "state": "queued",
            "phase": case.phase or "0_monitoring",
            "date_planned": day,
            "acted_on": now,
            "user_id": self.env.uid,
            "prepared_by_id": self.env.uid,
            "line_ids": [Command.create(item._prepare_contact_line(day)) for item in items],
            **values,
        }

    def _note_cause(self, day):
        """Show on case and customer why he pays late, by his latest words."""
        if self.cause:
            for record in (self.case_id, self.debtor_id):
                record.write({"cause": self.cause, "cause_on": day})

    def _open_tasks(self, channel):
        """Return the planned calls (or visits) of this case, the ladder's and those by hand."""
        if channel not in ("call", "visit") or not self.case_id:
            return self.browse()
        planned = self.sudo().search(
            [
                ("case_id", "=", self.case_id.id),
                ("kind", "=", "activity"),
                ("state", "in", ("planned", "queued")),
            ],
            order="date_planned, id",
        )
        return planned.filtered(lambda action: action._task_channel() == channel)

    def _task_channel(self):
        """Return whether this planned activity is a "call" or a "visit", or False."""
        activity_type = (self.activity_id or self.task_id).activity_type_id
        if activity_type.category == "phonecall":
            return "call"
        is_visit = activity_type == self.env.ref("debt_collection.activity_type_visit")
        return "visit" if is_visit else False

    def _end_open_tasks(self, now, outcome=None):
        """What was planned is done by this contact; its items move on."""
        tasks = self._open_tasks(self.contact_channel)
        if not tasks:
            return
        day = self._local_day(now)
        tasks.filtered(lambda action: action.state == "planned")._advance_items(day)
        tasks.write({"done_by_id": self.id, "acted_on": now})
        tasks._remove_activities()
        tasks._done(now, outcome or self.outcome or self.what)


class DebtItem(models.Model):
    _inherit = "debt.item"

    def _prepare_contact_line(self, day):
        """Return the snapshot of this item at a contact: what was open then; it has no step."""
        return {
            "item_id": self.id,
            "role": "demanded",
            "round": self.round,
            "name": self.name,
            "date_due": self.date_due,
            "days_late": (day - self.date_due).days,
            "currency_id": self.currency_id.id,
            "amount_open": self.amount_residual,
            "amount_demanded": self.amount_residual,
        }
