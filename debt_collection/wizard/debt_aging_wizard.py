import ast

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_aging_scope import Scope
from ..tools import aging
from ..tools.download import download_own

# filters of the search view, and the columns they group by
GROUPS = [
    ("partner", "Customer or vendor"),
    ("collector", "Collector"),
    ("phase", "Phase"),
    ("strategy", "Strategy"),
    ("salesperson", "Salesperson"),
    ("profile", "Segment"),
    ("country", "Country"),
    ("document_currency", "Document currency"),
    ("account", "Ledger account"),
]


class DebtAgingWizard(models.TransientModel):
    """What the aging report covers, and whether it is shown, printed or downloaded."""

    _name = "debt.aging.wizard"
    _description = "Aging: Day and Buckets"

    day = fields.Date("As of", required=True, default=lambda self: self.env.company._debt_today())
    set_id = fields.Many2one(
        "debt.aging.set",
        "Buckets",
        required=True,
        default=lambda self: self.env["debt.aging.set"]._default(self.env.company),
    )
    preview = fields.Char(related="set_id.preview")
    side = fields.Selection(
        [
            ("receivable", "What we are owed"),
            ("payable", "What we owe"),
            ("both", "What we are owed less what we owe"),
        ],
        required=True,
        default="receivable",
    )
    money = fields.Selection(
        [("company", "Company currency"), ("document", "Currency of the documents")],
        "Amounts in",
        required=True,
        default="company",
    )
    group_by = fields.Selection(GROUPS, required=True, default="partner")
    with_documents = fields.Boolean("With each document")
    output = fields.Selection(
        [("screen", "Screen"), ("xlsx", "XLSX"), ("pdf", "PDF")], required=True, default="screen"
    )
    domain = fields.Char(default="[]")
    file = fields.Binary(attachment=True, readonly=True)
    file_name = fields.Char(readonly=True)

    @api.model
    def _scope_vals(self, scope):
        """Return the values of a dialog about `scope`."""
        sets = self.env["debt.aging.set"].with_context(active_test=False)
        fitting = sets.search([("company_id", "in", [*self.env.companies.ids, False])]).filtered(
            lambda one: aging.parse_limits(one.limits) == scope.limits
        )
        exact = fitting.filtered(lambda one: one.credits_apart == scope.credits_apart)
        return {
            "day": scope.day,
            "side": scope.side,
            "money": "document" if scope.in_currency else "company",
            "set_id": ((exact or fitting)[:1] or sets._default(self.env.company)).id,
        }

    def _scope(self):
        self.ensure_one()
        limits = aging.parse_limits(self.set_id.limits)
        in_currency = self.money == "document"
        return Scope(self.day, limits, self.side, in_currency, self.set_id.credits_apart)

    def _ask(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Aging"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def action_show(self):
        """Show it on the screen, whatever the dialog was opened for."""
        return self.env["debt.aging"]._open(self._scope(), [self.group_by])

    def action_xlsx(self):
        self.output = "xlsx"
        return self.action_go()

    def action_print(self):
        self.output = "pdf"
        return self.action_go()

    def action_go(self):
        """Make the file and download it."""
        self.ensure_one()
        if self.output == "screen":
            return self.action_show()
        report = self.env["debt.aging"].with_context(**self._scope().context())
        content, name = report._file(
            self.output, self.group_by, self._domain(), self.with_documents
        )
        self.write({"file": content, "file_name": name})
        return download_own(self)

    def _domain(self):
        try:
            domain = ast.literal_eval(self.domain or "[]")
        except (SyntaxError, ValueError):
            domain = None
        if not isinstance(domain, list):
            raise UserError(self.env._("The filters of the list can't be used. Open it again."))
        return domain
