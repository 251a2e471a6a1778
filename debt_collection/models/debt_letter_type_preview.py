from datetime import timedelta

from markupsafe import Markup

from odoo import Command, api, fields, models

from ..report.letter_stamp import finish
from .debt_worded_mixin import SAMPLE

# on screen the page has no margins of paper, and fills the frame
MARGIN = Markup('<div style="padding: 10mm">%s</div>')
PREVIEW_ZOOM = 1.3


class DebtLetterType(models.Model):
    """The text as it will look, on a customer of choice; nothing is stored or sent."""

    _inherit = "debt.letter.type"

    preview_partner_id = fields.Many2one(
        "res.partner", "Customer", compute="_compute_preview_partner_id", readonly=False
    )
    preview_lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language of the preview",
        compute="_compute_preview_lang",
        readonly=False,
    )
    preview_html = fields.Html("Preview", compute="_compute_preview_html", sanitize=False)

    def _compute_preview_partner_id(self):
        debtor = self.env["debt.debtor"].search(
            [("company_id", "=", self.env.company.id)], order="overdue desc, id", limit=1
        )
        self.preview_partner_id = debtor.partner_id or self.env.company.partner_id

    @api.depends("preview_partner_id")
    def _compute_preview_lang(self):
        for letter_type in self:
            lang = letter_type.preview_partner_id.lang
            letter_type.preview_lang = lang or self.env.lang or "en_US"

    @api.depends("subject", "heading", "body_html", "rank", "preview_partner_id", "preview_lang")
    def _compute_preview_html(self):
        for letter_type in self:
            letter_type.preview_html = letter_type._preview()

    def _preview(self):
        """The page of this type's letter to the chosen customer."""
        return self._page_of(self._sample_letter())

    def _page_of(self, letter):
        """The page of a letter in memory as this type writes it, or what is wrong with its text."""
        try:
            texts = self._texts(letter)[letter]
            fragment = letter._fragment(texts=texts)
        except Exception as error:  # a text of people's own making: anything may be raised
            return self.env["ir.qweb"]._render(
                "debt_collection.letter_preview_error", {"error": str(error)}
            )
        return letter._page([MARGIN % fragment], PREVIEW_ZOOM)

    def _window_test(self):
        """Return the PDF of a sample letter to oneself, with the envelope's window drawn on it."""
        company = self.env.company
        sample = self.new({"preview_partner_id": company.partner_id.id}, origin=self)
        letter = sample._sample_letter()
        return self._pdf_of(letter, sample._texts(letter)[letter], window=letter._window())

    @api.model
    def _pdf_of(self, paper, texts, **stamped):
        """Return the PDF of a paper in memory with these texts; `stamped`: changes to its Sheet."""
        pages = paper._run_renderer([paper._fragment(texts=texts)])
        ((content, _pages),) = finish(pages, [paper._sheet(None, {})._replace(**stamped)])
        return content

    def _sample_letter(self):
        """A letter in memory only, on what the customer owes or on two made-up invoices."""
        company, today = self.env.company, fields.Date.context_today(self)
        partner = self.preview_partner_id or company.partner_id
        debtor = self.env["debt.debtor"]._of(company, partner)
        debtor = debtor or debtor.new({"company_id": company.id, "partner_id": partner.id})
        case = self.env["debt.case"].new({"name": "SP/0001", "debtor_id": debtor})
        lines = self._sample_lines(debtor, today)
        letter = self._letter_in_memory(case, lines, today, company=company, partner=partner)
        letter.lang = self.preview_lang or self.env.lang
        return letter

    def _letter_in_memory(self, case, lines, day, company=None, partner=None):
        """A letter of this type for a case that is stored nowhere.

        :param lines: values of its action's lines
        :param company, partner: those of a case that is itself in memory only
        """
        company, partner = company or case.company_id, partner or case.partner_id
        contact = case.debtor_id._collections_contact() if case.ids else partner
        action = self._action_in_memory(case, lines, day, company, partner)
        return self.env["debt.letter"].new(
            {
                "name": "X/0001",
                "company_id": company.id,
                "case_id": case,
                "partner_id": partner.id,
                "contact_id": contact.id,
                "letter_type_id": self,
                "action_id": action,
                "lang": self.env["debt.letter"]._paper_lang(company, partner, contact),
                "date": day,
                "as_of": day,
                "deadline_days": self.deadline_days,
                "deadline": day + timedelta(self.deadline_days),
                "user_id": case.collector_id.id or self.env.uid,
            }
        )

    def _action_in_memory(self, case, lines, day, company, partner):
        """The action of such a letter, with the figures of its lines."""
        action = self.env["debt.action"].new(
            {
                "company_id": company.id,
                "case_id": case,
                "partner_id": partner.id,
                "debtor_id": case.debtor_id,
                "kind": "letter",
                "letter_type_id": self,
                "line_ids": [Command.create(vals) for vals in self._with_claims(lines, day)],
            }
        )
        action._store_amount(day)
        return action

    def _sample_lines(self, debtor, today):
        """Lines of the sample: the customer's open items, at most 20."""
        items = self.env["debt.item"].search(
            [("debtor_id", "in", debtor.ids), ("closed_on", "=", False)], limit=20
        )
        currency = self.env.company.currency_id
        rows = [
            (item.name, item.date_due, item.amount_residual, item.currency_id, item)
            for item in items
            if item.amount_residual > 0
        ] or [
            (f"FV/{today.year}/{number:04d}", today - timedelta(days), amount, currency, None)
            for number, (days, amount) in enumerate(SAMPLE, 1)
        ]
        return [
            {
                "role": "demanded",
                "name": name,
                "date_due": due,
                "date_invoice": due - timedelta(30),
                "currency_id": line_currency.id,
                "amount_total": amount,
                "amount_open": amount,
                "amount_demanded": amount,
                **({"item_id": item.id} if item else {}),
            }
            for name, due, amount, line_currency, item in rows
        ]

    def _with_claims(self, lines, day):
        """Add interest and compensation to lines of real items, as far as this type shows them."""
        if not (self.show_interest or self.show_compensation):
            return lines
        items = self.env["debt.item"].browse(
            [line["item_id"] for line in lines if line["role"] == "demanded" and "item_id" in line]
        )
        claims = {}
        for company, same in items.grouped("company_id").items():
            claims |= self.env["debt.interest"]._claims(company, day, lines=same.move_line_id)
        by_item = {item.id: claims.get(item.move_line_id.id) for item in items}
        return [{**line, **self._claim_vals(by_item.get(line.get("item_id")))} for line in lines]

    def _claim_vals(self, claim):
        values = {}
        if claim and self.show_interest:
            values |= {
                "amount_interest": float(claim.interest),
                "interest_daily": float(claim.daily),
                "interest_rule_id": claim.rule_id,
            }
        if claim and self.show_compensation:
            values["amount_compensation"] = float(claim.compensation or 0)
        return values
