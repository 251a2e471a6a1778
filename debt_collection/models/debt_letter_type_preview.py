from datetime import timedelta

from odoo import Command, api, fields, models

from ..report.letter_stamp import finish

# documents of the sample where the customer owes nothing: days overdue, amount
SAMPLE = ((14, 1234.5), (5, 820.0))


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

    @api.depends("subject", "heading", "body_html", "preview_partner_id", "preview_lang")
    def _compute_preview_html(self):
        for letter_type in self:
            letter_type.preview_html = letter_type._preview()

    def _preview(self):
        """The page of this type's letter to the chosen customer, or what is wrong with its text."""
        letter = self._sample_letter()
        try:
            texts = self._texts(letter)[letter]
            fragment = letter._fragment(texts=texts)
        except Exception as error:  # a text of people's own making: anything may be raised
            return self.env["ir.qweb"]._render(
                "debt_collection.letter_preview_error", {"error": str(error)}
            )
        return letter._page([fragment])

    def _window_test(self):
        """Return the PDF of a sample letter to oneself, with the envelope's window drawn on it."""
        company = self.env.company
        sample = self.new({"preview_partner_id": company.partner_id.id}, origin=self)
        letter = sample._sample_letter()
        texts = sample._texts(letter)[letter]
        fragment = letter._fragment(texts=texts)
        sheet = letter._sheet(None, {})._replace(window=letter._window())
        ((content, _pages),) = finish(letter._run_renderer([fragment]), [sheet])
        return content

    def _sample_letter(self):
        """A letter in memory only, on what the customer owes or on two made-up invoices."""
        company, today = self.env.company, fields.Date.context_today(self)
        partner = self.preview_partner_id or company.partner_id
        debtor = self.env["debt.debtor"]._of(company, partner)
        debtor = debtor or debtor.new({"company_id": company.id, "partner_id": partner.id})
        case = self.env["debt.case"].new({"name": "SP/0001", "debtor_id": debtor})
        action = self.env["debt.action"].new(
            {
                "company_id": company.id,
                "partner_id": partner.id,
                "debtor_id": debtor,
                "line_ids": [Command.create(vals) for vals in self._sample_lines(debtor, today)],
            }
        )
        return self.env["debt.letter"].new(
            {
                "name": "X/0001",
                "company_id": company.id,
                "case_id": case,
                "partner_id": partner.id,
                "contact_id": partner.id,
                "letter_type_id": self,
                "action_id": action,
                "lang": self.preview_lang or self.env.lang,
                "date": today,
                "as_of": today,
                "deadline_days": self.deadline_days,
                "deadline": today + timedelta(self.deadline_days),
                "user_id": self.env.uid,
            }
        )

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
                **self._sample_interest(item),
            }
            for name, due, amount, line_currency, item in rows
        ]

    def _sample_interest(self, item):
        """Interest of a real item, if letters of this type show it."""
        if not item or not self.show_interest:
            return {}
        claims = self.env["debt.interest"]._claims(
            item.company_id, item.company_id._debt_today(), lines=item.move_line_id
        )
        claim = claims.get(item.move_line_id.id)
        return (
            claim
            and {
                "amount_interest": float(claim.interest),
                "interest_daily": float(claim.daily),
                "interest_rule_id": claim.rule_id,
            }
            or {}
        )
