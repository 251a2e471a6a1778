from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

# made-up debts: days overdue, amount
SAMPLE = ((14, 1234.5), (5, 820.0))


class DebtWordedMixin(models.AbstractModel):
    """A document of the books whose title and text people write in a letter type.

    Its tables are placeholders of the text, so that nobody can break their loops.
    """

    _name = "debt.worded.mixin"
    _description = "Document with an Editable Text"
    _inherit = ["debt.document.mixin"]

    text_id = fields.Many2one(
        "debt.letter.text",
        "Version of the text",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    number_text = fields.Char("Number, or draft", compute="_compute_number_text")
    date_text = fields.Char("Date as text", compute="_compute_number_text")

    # hooks ---------------------------------------------------------------------------------------

    @api.model
    def _text_rank(self):
        """Return the kind of letter type (its `rank`) that says what stands on this document."""
        raise NotImplementedError

    @api.model
    def _sample_vals(self, day):
        """Return made-up figures of a document in memory, to show a text; its parties, currency
        and day are given by who asks.
        """
        raise NotImplementedError

    @api.model
    def _sample_debts(self, day):
        """Return made-up debts: [{name, date_due, amount}]."""
        return [
            {
                "name": f"FV/{day.year}/{number:04d}",
                "date_due": day - relativedelta(days=late),
                "amount": amount,
            }
            for number, (late, amount) in enumerate(SAMPLE, 1)
        ]

    # the text ------------------------------------------------------------------------------------

    @api.depends("name", "date", "lang")
    def _compute_number_text(self):
        for document in self._in_own_language():
            number = document.name
            document.number_text = number if number != "/" else document.env._("draft")
            document.date_text = document._day_text(document.date)

    def _text_type(self):
        """Return the letter type of this document: its company's own one, else that for all."""
        # sudo: who may print a document may read what it says
        letter_type = (
            self.env["debt.letter.type"]
            .sudo()
            .search(
                [
                    ("rank", "=", self._text_rank()),
                    ("company_id", "in", [self.company_id.id, False]),
                ],
                order="company_id, sequence, id",
                limit=1,
            )
        )
        if not letter_type:
            raise UserError(
                self.env._(
                    "There is no letter type with the text of this document: take it out of the "
                    "archive, under Configuration > Letter types."
                )
            )
        return letter_type

    def _paper_title(self):
        return self._text_type().with_context(lang=self.lang)._inline("heading", self)

    def _own_texts(self):
        return self._text_type()._texts(self)[self]

    def _printed_table(self, template):
        """Return the markup of a table of this document in its language."""
        paper = self.with_context(lang=self.lang)
        values = {**paper._paper_values(), **paper._table_values()}
        return Markup(paper.env["ir.qweb"]._render(template, values, minimal_qcontext=True))

    def _table_values(self):
        """Return what the templates of the tables read beside `_paper_values`."""
        return {}

    def _store_pdfs(self, pdfs):
        result = super()._store_pdfs(pdfs)
        for document in pdfs:
            version = document._text_type()._version(document.lang, document.date)
            document.sudo().text_id = version  # see super
        return result
