import secrets

from lxml import html

from odoo import api, fields, models
from odoo.tools.rendering_tools import parse_inline_template, render_inline_template

# rank of letters that demand nothing
INFORMATION = "i_information"
# letter types that say what stands on documents of their own, and those documents
DOCUMENTS = {"s_agreement": "debt.plan", "s_allocation": "debt.allocation"}
# what no strategy and no hand sends as a letter: buttons of their own do
ELSEWHERE = ("s_statement", "s_balance", *DOCUMENTS)


class DebtLetterType(models.Model):
    """What a letter says and how: text, deadline, numbering, which items and amounts it shows."""

    _name = "debt.letter.type"
    _description = "Letter Type"
    _inherit = ["mail.render.mixin", "template.reset.mixin"]
    _order = "sequence, id"
    # writing such texts needs the group of template editors (mail.render.mixin checks it), so
    # that everybody may have letters written
    _unrestricted_rendering = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index=True)
    rank = fields.Selection(
        [
            ("0_reminder", "Reminder before the due date"),
            ("1_monit", "Payment reminder"),
            ("2_demand", "Demand for payment"),
            ("3_second_demand", "Second demand"),
            ("4_final", "Final pre-court demand"),
            ("5_register", "Notice before entry in a debt register"),
            (INFORMATION, "Information"),
        ],
        required=True,
        default="1_monit",
        help="How far this letter goes. Demand and second demand count as the earlier demand "
        "that a final demand needs. An information demands nothing and starts no pause.",
    )
    tone = fields.Selection(
        [("friendly", "Friendly"), ("neutral", "Neutral"), ("firm", "Firm")],
        required=True,
        default="neutral",
        help="How it speaks. A friendly letter also closes less formally.",
    )
    items = fields.Selection(
        [
            ("demanded", "What is demanded"),
            ("overdue", "What is demanded, and what else is overdue"),
            ("open", "All that is open"),
            ("none", "None"),
        ],
        "Items listed",
        required=True,
        default="overdue",
        help="What isn't demanded is listed for information. None: the letter has no table.",
    )
    channel_ids = fields.Many2many(
        "debt.channel",
        string="Usual ways of sending",
        help="For letters written by hand; a strategy says for each of its letters how it goes.",
    )
    has_pdf = fields.Boolean("PDF letter", help="Untick when the letter is the e-mail itself.")
    number_sequence_id = fields.Many2one("ir.sequence", "Numbering")
    deadline_days = fields.Integer("Deadline (days)", help="Days the debtor is given to pay.")
    deadline_from = fields.Selection(
        [("sent", "the day of the letter"), ("delivered", "delivery")],
        default="sent",
        required=True,
    )
    show_interest = fields.Boolean("Show interest")
    show_compensation = fields.Boolean("Show compensation")
    show_costs = fields.Boolean(
        "Show costs", help="Lets the text name what collecting has cost so far; it isn't demanded."
    )
    attach_invoices = fields.Boolean("Attach invoice PDFs", default=True)
    pay_link = fields.Boolean(
        "Payment link", help="Printed only where the company's limit allows it."
    )
    subject = fields.Char(translate=True, help="Subject of the e-mail.")
    heading = fields.Char("Title", translate=True, help="Title printed on the letter.")
    # one text per language as a whole (not sentence by sentence): word order differs too much
    body_html = fields.Html(
        "Text",
        translate=True,
        sanitize=False,
        render_engine="qweb",
        render_options={"post_process": True},
    )

    def _compute_render_model(self):
        self.render_model = "debt.letter"

    @api.model
    def _silent(self):
        """Types whose letters demand nothing: they start no pause between letters."""
        # sudo: what a type is counts for every company's night
        types = self.sudo().with_context(active_test=False)
        return types.search([("rank", "=", INFORMATION)])

    def _texts(self, letters):
        """Return {letter: {subject, heading, body_html}}, each in its letter's language."""
        self.ensure_one()
        texts = {}
        for lang, same in letters.grouped("lang").items():
            localized = self.with_context(lang=lang)
            for letter, body in zip(same, localized._bodies(same), strict=True):
                texts[letter] = {
                    "subject": localized._inline("subject", letter),
                    "heading": localized._inline("heading", letter),
                    "body_html": body,
                }
        return texts

    def _inline(self, name, letter):
        """Render a one-line field for a letter."""
        values = {**self._render_eval_context(), "object": letter}
        return render_inline_template(parse_inline_template(self[name] or ""), values)

    def _bodies(self, letters):
        """Texts of letters in the language of the context, in their order.

        Odoo's own method compiles a template anew for each record; here it is compiled once.
        """
        cut = secrets.token_hex(16)
        source = self.body_html or ""
        loop = html.fragment_fromstring(
            f'<t><t t-foreach="objects" t-as="object">{source}<t t-out="cut"></t></t></t>'
        )
        values = {**self._render_eval_context(), "objects": letters, "cut": cut}
        texts = self.env["ir.qweb"]._render(loop, values).split(cut)[:-1]
        base_url = self.get_base_url()
        return [self._replace_local_links(text, base_url) for text in texts]
