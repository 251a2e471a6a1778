from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("to_enter", "To enter"),
    ("entered", "Entered"),
    ("withdrawn", "Withdrawn"),
    ("cancelled", "Not entered"),
]


class DebtRegisterEntry(models.Model):
    """A debt that is, or is to be, in a debt register (BIG). A person enters it there.

    to_enter: approved, waits for a person; entered: the register has it and has to be told of
    every payment; withdrawn: taken out again; cancelled: it never got there.
    """

    _name = "debt.register.entry"
    _description = "Entry in a Debt Register"
    _inherit = ["debt.evidence.mixin"]
    _order = "id desc"
    _check_company_auto = True

    # merging customers or cases moves what was entered to the winner
    _evidence_whitelist = frozenset({"note", "case_id", "debtor_id", "partner_id", "activity_id"})
    # entering and withdrawing are methods: nobody writes the state over RPC
    _evidence_user_fields = frozenset({"note"})

    name = fields.Char("Number", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    case_id = fields.Many2one("debt.case", required=True, index=True, ondelete="restrict")
    action_id = fields.Many2one("debt.action", "Proposal", required=True, ondelete="restrict")
    line_ids = fields.One2many(related="action_id.line_ids", string="Debts")
    letter_ids = fields.Many2many("debt.letter", string="Warnings", readonly=True)
    register = fields.Char("Debt register", readonly=True)
    state = fields.Selection(STATES, required=True, default="to_enter", index=True, readonly=True)
    amount = fields.Monetary("Amount", readonly=True, help="As the register has it, or is to.")
    amount_now = fields.Monetary(
        "Owed now",
        compute="_compute_amount_now",
        help="Undisputed, less credits, read from the ledger.",
    )
    number = fields.Char("Number in the register", readonly=True)
    entered_on = fields.Date(readonly=True)
    entered_by_id = fields.Many2one("res.users", readonly=True)
    update_by = fields.Date(
        "Update by", readonly=True, help="Last day to tell the register of a payment or a dispute."
    )
    updated_on = fields.Date("Last told on", readonly=True)
    withdrawn_on = fields.Date(readonly=True)
    end_reason = fields.Char("Why it ended", readonly=True)
    note = fields.Text("Remarks")
    activity_id = fields.Many2one("mail.activity", index="btree_not_null", ondelete="set null")

    _one_proposal = models.UniqueIndex("(action_id)", "This debt is on the list already.")
    _open = models.Index("(debtor_id) WHERE state IN ('to_enter', 'entered')")

    def _is_final(self):
        return self.state in ("withdrawn", "cancelled")

    @api.depends("state", "amount")
    def _compute_amount_now(self):
        for company, entries in self.grouped("company_id").items():
            owed = entries._owed(company._debt_today())
            for entry in entries:
                entry.amount_now = owed[entry]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_entered(self):
        if any(entry.state != "to_enter" for entry in self):
            raise UserError(self.env._("What went to a debt register can't be deleted."))

    # what a person did there ----------------------------------------------------------------------

    def _enter(self, day, number=False):
        """Note that a person entered these in the register on `day` (local date).

        :param number: the register's own number of one of them
        :raise UserError: the law doesn't allow it (any more), or the day can't be right
        """
        for entry in self:
            entry._check_may_enter(day)
            entry.write(
                {
                    "state": "entered",
                    "entered_on": day,
                    "entered_by_id": self.env.uid,
                    "number": number,
                    "amount": entry.amount_now,
                    "updated_on": day,
                }
            )
        self._end_tasks()

    def _update(self, day):
        """Note that the register was told what is owed now; nothing owed: it is withdrawn."""
        self._check_state("entered")
        self._check_day(day)
        for entry in self:
            entry.write({"amount": entry.amount_now, "update_by": False, "updated_on": day})
        self._end_tasks()
        # what is contested stays in the register, marked there as such
        for company, entries in self.grouped("company_id").items():
            owed = entries._owed(company._debt_today(), contested=True)
            paid = entries.filtered(lambda entry, owed=owed: not owed[entry])
            paid._withdraw(day, self.env._("Nothing is owed any more."))

    def _withdraw(self, day, reason):
        """Note that the register took these out on `day`: `reason` in words."""
        self._check_state("entered")
        self._check_day(day)
        self.write(
            {"state": "withdrawn", "withdrawn_on": day, "update_by": False, "end_reason": reason}
        )
        self._end_tasks()

    def _cancel(self, reason):
        """These won't be entered: `reason` in words. Their debts go on as they are."""
        self._check_state("to_enter")
        self.write({"state": "cancelled", "end_reason": reason})
        self._end_tasks()

    def _check_state(self, state):
        label = dict(self._fields["state"]._description_selection(self.env))[state]
        for entry in self.filtered(lambda entry: entry.state != state):
            raise UserError(
                self.env._(
                    "%(entry)s: this is for entries with the state “%(state)s” only.",
                    entry=entry.name,
                    state=label,
                )
            )

    def _check_may_enter(self, day):
        self._check_state("to_enter")
        self._check_day(day)
        fault = self.action_id._register_fault(day)
        if fault:
            raise UserError(self.env._("%(entry)s: %(fault)s", entry=self.name, fault=fault))

    def _check_day(self, day):
        for entry in self.filtered(lambda entry: day > entry.company_id._debt_today()):
            fault = self.env._("The day is in the future.")
            raise UserError(self.env._("%(entry)s: %(fault)s", entry=entry.name, fault=fault))

    # tasks ----------------------------------------------------------------------------------------

    def _ask(self, summary, day):
        """Put a task for these into the list of who leads the case."""
        users = self.action_id._role_users("collector")
        activities = self.env["mail.activity"]
        for entry in self:
            activity_type = self.env.ref("debt_collection.activity_type_register")
            values = activities._debt_values(
                entry.case_id, users[entry.action_id], activity_type, summary, day
            )
            entry.activity_id = activities._debt_create([values])

    def _end_tasks(self):
        """Their tasks are done; a task for somebody else to do is his own."""
        # sudo: the task may be in another person's list
        self.activity_id.sudo().filtered("active").action_done()
