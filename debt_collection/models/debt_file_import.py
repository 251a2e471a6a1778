from odoo import api, fields, models
from odoo.exceptions import UserError

from .debt_confirmation_campaign import CHANNELS
from .debt_letter_type import ELSEWHERE


class DebtFileImport(models.Model):
    """Letters to debtors who aren't in our books: debtors and documents come from a file.

    Nothing of it is posted. The file, the way it was read and the letters stay as evidence.
    """

    _name = "debt.file.import"
    _description = "Letters from a File"
    _inherit = ["mail.thread"]
    _order = "id desc"

    name = fields.Char("Description", compute="_compute_name", store=True, readonly=False)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [("draft", "Columns"), ("imported", "Taken over"), ("written", "Letters written")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    file = fields.Binary("File", attachment=True, help="XLSX, CSV or XML.")
    filename = fields.Char()

    # how it is read
    mapping_id = fields.Many2one(
        "debt.file.mapping",
        "Like the file",
        ondelete="set null",
        help="How the columns of an earlier file were read. Recognised by its column names.",
    )
    column_ids = fields.One2many("debt.file.column", "import_id", "Columns")
    decimal_mark = fields.Selection(
        [(",", "1 234,56"), (".", "1,234.56")],
        "Amounts are written",
        help="Empty: recognised. Choose where an amount like 1,234 could be either.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        "Currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Of amounts without a currency of their own.",
    )
    row_count = fields.Integer("Rows", readonly=True, aggregator=None)
    error_count = fields.Integer("Errors", readonly=True, aggregator=None)
    preview_html = fields.Html("Preview", readonly=True, sanitize=False)

    # what comes of it
    claim_ids = fields.One2many("debt.file.claim", "import_id", "Documents")
    letter_type_id = fields.Many2one(
        "debt.letter.type",
        "Letter",
        domain=f"[('rank', 'not in', {ELSEWHERE}), ('company_id', 'in', (False, company_id))]",
    )
    channel = fields.Selection(CHANNELS, "Sent", required=True, default="email_post")
    user_id = fields.Many2one(
        "res.users",
        "Signed by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    action_ids = fields.One2many("debt.action", "file_import_id", "Letters")

    @api.depends("filename")
    def _compute_name(self):
        for one in self:
            one.name = one.filename or one.name or self.env._("New file")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_written(self):
        if any(one.state == "written" for one in self):
            raise UserError(self.env._("Letters were written from this file: it is kept."))
