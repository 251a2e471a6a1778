from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date


class DebtTieOut(models.Model):
    """Whether what we collect adds up to the receivable accounts on a day, checked and kept.

    Ledger: the balance of the accounts. Portfolio: open items of customers, as the nightly run
    reads them. What differs is named, down to the journal item.
    """

    _name = "debt.tie.out"
    _description = "Tie-Out with the Ledger"
    _order = "day desc, id desc"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    day = fields.Date("As of", required=True, default=lambda self: self.env.company._debt_today())
    state = fields.Selection(
        [("draft", "Not checked"), ("tied", "Ties out"), ("different", "Differs")],
        required=True,
        default="draft",
        readonly=True,
    )
    checked_on = fields.Datetime("Checked on", readonly=True)
    checked_by_id = fields.Many2one("res.users", "Checked by", readonly=True)
    ledger = fields.Monetary("Receivable accounts", readonly=True)
    portfolio = fields.Monetary("Open items of customers", readonly=True)
    difference = fields.Monetary(readonly=True)
    line_ids = fields.One2many("debt.tie.out.line", "tie_out_id", readonly=True)
    difference_ids = fields.One2many(
        "debt.tie.out.difference",
        "tie_out_id",
        "Differences",
        domain=[("kind", "!=", "left_out")],
        readonly=True,
    )
    left_out_ids = fields.One2many(
        "debt.tie.out.difference",
        "tie_out_id",
        "Not followed up",
        domain=[("kind", "=", "left_out")],
        readonly=True,
    )
    release_reason = fields.Char("Why letters may leave all the same")
    released_by_id = fields.Many2one("res.users", "Released by", readonly=True)
    released_on = fields.Datetime("Released on", readonly=True)

    @api.depends("day", "company_id")
    def _compute_display_name(self):
        for check in self:
            day = format_date(self.env, check.day)
            check.display_name = self.env._(
                "%(company)s as of %(day)s", company=check.company_id.name, day=day
            )

    @api.model
    def action_today(self):
        """Check the company of today and show the result."""
        company = self.env.company
        return self._check(company, company._debt_today())._get_records_action()

    def action_check(self):
        """Check again, with what the books say now."""
        self.check_access("write")
        for check in self.sudo():  # results are written by the check only
            check._do_check()

    @api.model
    def _check(self, company, day):
        """Check `company` as of `day` and return the result; the latest of a day counts."""
        # sudo: figures of the whole company, whoever starts a run; results are written here only
        check = self.sudo().create({"company_id": company.id, "day": day})
        check._do_check()
        return check.sudo(False)

    def action_release(self):
        """Let the letters of the day leave although the books differ; who did is kept."""
        self.ensure_one()
        if not self.env.user.has_group("debt_collection.group_manager"):
            raise AccessError(self.env._("Only the head of receivables may release the letters."))
        if self.state != "different":
            raise UserError(self.env._("Nothing waits for this check."))
        if not (self.release_reason or "").strip():
            raise UserError(self.env._("Please say why the letters may leave."))
        # sudo: the result itself is written by the check and by this step only
        self.sudo().write({"released_by_id": self.env.uid, "released_on": fields.Datetime.now()})

    def action_open_aging(self):
        """Open the items of that day."""
        self.ensure_one()
        report = self.env["debt.aging"].with_company(self.company_id)
        scope = report._usual_scope(self.company_id, day=self.day)
        return report._open(scope, domain=[("company_id", "=", self.company_id.id)])

    # the gate ------------------------------------------------------------------------------------

    @api.model
    def _gate(self, company, day):
        """Tell why nothing may go out after the due date on `day`: None, or (reason code, data).

        The latest check of the day decides; there is one made when nobody made it.
        """
        if not company.debt_tie_gate:
            return None
        # sudo: see _check
        checks = self.sudo()
        domain = [("company_id", "=", company.id), ("day", "=", day), ("state", "!=", "draft")]
        check = checks.search(domain, limit=1)
        if not check and day == company._debt_today():
            check = checks._check(company, day).sudo()
        if not check or check.state == "tied" or check.released_on:
            return None
        return "not_tied", check._gate_data()

    def _gate_data(self):
        """How far apart the books are: in all; where that adds up to nothing, the worst difference,
        in the currency of its document if the company's shows none.
        """
        worst = max(
            self.difference_ids,
            key=lambda row: (abs(row.amount), row.kind != "across", abs(row.amount_document)),
            default=self.difference_ids,
        )
        own = self.currency_id
        found = [
            (self.difference, own),
            (worst.amount, own),
            (worst.amount_document, worst.document_currency_id or own),
        ]
        amount, currency = next((one for one in found if not one[1].is_zero(one[0])), found[0])
        return {"amount": [amount, currency.id], "name": worst._why() if worst else ""}
