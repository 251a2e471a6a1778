from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..tools import sms_text


class DebtAction(models.Model):
    """Figures and names of an action as words: the placeholders of SMS templates and notes of
    tasks.
    """

    _inherit = "debt.action"

    text_lang = fields.Char(compute="_compute_texts")
    text_company = fields.Char("Company (short)", compute="_compute_texts")
    text_amount = fields.Char("Amount as text", compute="_compute_texts")
    text_document = fields.Char("Documents as text", compute="_compute_texts")
    text_date_due = fields.Char("Due date as text", compute="_compute_texts")
    text_phone = fields.Char("Our phone", compute="_compute_texts")

    @api.depends_context("lang")
    def _compute_texts(self):
        for action in self:
            action.text_lang = action.debtor_id._collections_contact().lang or action.env.lang
            company = action.company_id
            action.text_company = company.debt_sms_name or sms_text.short_name(company.name)
            action.text_amount = action._amounts_text(compact=True)
            action.text_document = action._documents_text(1)
            due = min(action._demanded().mapped("date_due"), default=False)
            action.text_date_due = format_date(action.env, due) if due else ""
            action.text_phone = action._our_phone()

    def _demanded(self):
        return self.line_ids.filtered(lambda line: line.role == "demanded")

    def _amounts_text(self, compact=False):
        """Return the totals of each currency, joined; compact: code instead of sign, no spaces (one
        SMS).
        """
        texts = []
        for currency, amount in self._totals().items():
            if not compact:
                texts.append(formatLang(self.env, amount, currency_obj=currency))
                continue
            figure = formatLang(self.env, amount, digits=currency.decimal_places, grouping=False)
            texts.append(f"{figure} {currency.name}")
        return self.env._(" and ").join(texts)

    def _documents_text(self, limit):
        """Return the first documents by name and how many more there are."""
        names = [line.name for line in self._demanded().sorted("date_due") if line.name]
        return self._names_text(names, limit)

    @api.model
    def _names_text(self, names, limit):
        text = ", ".join(names[:limit])
        if len(names) > limit:
            text = self.env._("%(names)s and %(count)s more", names=text, count=len(names) - limit)
        return text

    def _our_phone(self):
        phone = self.case_id.collector_id.phone or self.company_id.phone or ""
        return (
            self.company_id.partner_id._phone_format(number=phone, force_format="INTERNATIONAL")
            or phone
        )
