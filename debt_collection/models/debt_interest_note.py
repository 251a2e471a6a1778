from odoo import api, fields, models


class DebtInterestNote(models.Model):
    """Interest for delay charged to one debtor, in one currency, by one rule: an accounting
    document. A correction takes back rows of a note and puts the right ones in their place.
    """

    _name = "debt.interest.note"
    _description = "Interest Note"
    _order = "date desc, id desc"

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True)
    kind = fields.Selection(
        [("note", "Note"), ("correction", "Correction")], required=True, default="note"
    )
    corrects_id = fields.Many2one(
        "debt.interest.note", "Corrects", index="btree_not_null", ondelete="restrict", copy=False
    )
    correction_ids = fields.One2many("debt.interest.note", "corrects_id", "Corrections")
    date = fields.Date("Issued on", required=True)
    date_to = fields.Date("Charged to", required=True, help="Last day charged on unpaid items.")
    date_due = fields.Date("Due")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("posted", "Posted"),
            ("sent", "Sent"),
            ("settled", "Settled"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        index=True,
    )
    move_id = fields.Many2one("account.move", "Entry", index="btree_not_null", copy=False)
    line_ids = fields.One2many("debt.interest.note.line", "note_id", copy=True)
    total = fields.Monetary(compute="_compute_total", store=True)

    @api.depends("line_ids.amount", "line_ids.state")
    def _compute_total(self):
        for note in self:
            charged = note.line_ids.filtered(lambda line: line.state == "charged")
            note.total = sum(charged.mapped("amount"))

    @api.model
    def _charged(self, line_ids):
        """Return what notes have charged so far: charged-up-to is derived from this, never stored.

        Drafts count, cancelled notes and dropped rows don't; waived days count with nothing. Rows
        taken back by a correction are left out, those it put in their place are there.

        :param line_ids: ids of receivable journal items
        :return: {journal item id: [(first day, last day, amount)]} in the item's currency, by day
        """
        rows = self.env["debt.interest.note.line"].sudo()  # whoever asks for a claim's amount
        found = rows.search(rows._effective_domain() & rows._of_items_domain(line_ids))
        charged = {}
        for row in found.sorted("date_from"):
            amount = row.amount if row.state == "charged" else 0.0
            period = (row.date_from, row.date_to, amount)
            charged.setdefault(row.move_line_id.id, []).append(period)
        return charged
