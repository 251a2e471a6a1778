from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools import wording
from ..tools.balance import running


class DebtPaperMixin(models.AbstractModel):
    """What every paper to a customer has: who writes to whom, amounts and days in its language.

    The model has company_id, partner_id, lang, user_id (who signs, may be empty), name, heading.
    """

    _name = "debt.paper.mixin"
    _description = "Paper to a Customer"

    user_id = fields.Many2one("res.users", "Signed by")
    lang = fields.Char(required=True)
    creditor_name = fields.Char("Company name", compute="_compute_people")
    debtor_name = fields.Char("Customer name", compute="_compute_people")
    person_name = fields.Char("Contact person", compute="_compute_people")
    person_phone = fields.Char("Phone", compute="_compute_people")
    person_email = fields.Char("Reply address", compute="_compute_people")
    person_text = fields.Char("Contact person, phone, e-mail", compute="_compute_people")

    # people and addresses as printed

    @api.depends("lang", "user_id", "company_id", "partner_id")
    def _compute_people(self):
        for paper in self:
            # names and phones of colleagues: readable for everybody who may write to the debtor
            company, user = paper.company_id.sudo(), paper.user_id.sudo()
            is_person = user.active and user.share is False
            person = company.debt_letter_person or (is_person and user.name) or company.name
            phone = (is_person and user.phone) or company.phone
            paper.creditor_name = company.name
            paper.debtor_name = paper.partner_id.name
            paper.person_name = person
            paper.person_phone = phone
            paper.person_email = (is_person and user.email) or company.email
            together = (phone or "").replace(" ", wording.NBSP)
            paper.person_text = ", ".join(filter(None, [person, together]))

    @api.model
    def _paper_lang(self, company, partner, contact):
        """Language of a paper: the contact's, the customer's, the company's; an active one."""
        active = {code for code, _name in self.env["res.lang"].get_installed()}
        wanted = (contact.lang, partner.lang, company.partner_id.lang)
        return next((code for code in wanted if code in active), self.env.lang or "en_US")

    def _sender(self):
        """(author, address) of the e-mail: who signs, else the company."""
        user, company = self.user_id.sudo(), self.company_id.sudo()
        if user.active and user.email and not user.share:
            return user.partner_id, user.email_formatted
        return company.partner_id, company.email_formatted or self.env.user.email_formatted

    def _address_lines(self):
        """Lines in the window of the envelope: name, street, code and town, country if abroad."""
        partner = self.partner_id
        town = " ".join(filter(None, [partner.zip, partner.city]))
        country = partner.country_id if self._is_foreign() else partner.country_id.browse()
        country_name = country.with_context(lang="en_US").name
        lines = [partner.name, partner.street, partner.street2, town]
        return [line for line in [*lines, country_name and country_name.upper()] if line]

    def _is_foreign(self):
        """Whether the customer's seat is in another country than the company's."""
        home, theirs = self.company_id.country_id, self.partner_id.country_id
        return bool(home and theirs and home != theirs)

    def _creditor_lines(self):
        """The company as the law wants it on a business letter, one list entry per line."""
        company, _ = self.company_id, self.env._
        partner = company.partner_id
        town = " ".join(filter(None, [partner.zip, partner.city]))
        court = company.debt_court and _("registered at %(court)s", court=company.debt_court)
        krs = company.debt_krs and _("KRS %(number)s", number=company.debt_krs)
        capital = company.debt_share_capital
        bdo = company.debt_bdo
        lines = [
            ", ".join(filter(None, [partner.street, partner.street2, town])),
            ", ".join(filter(None, [self._vat_text(partner), krs])),
            court,
            capital and _("share capital %(amount)s", amount=capital),
            bdo and _("BDO %(number)s", number=bdo),
        ]
        return [line for line in lines if line]

    def _vat_text(self, partner):
        """Tax number with its name in the paper's language: "NIP 5265877635", "VAT No. ..."."""
        number = (partner.vat or "").strip()
        if number and self.lang.startswith("pl") and number.upper().startswith("PL"):
            number = number[2:]
        return number and self.env._("VAT No. %(number)s", number=number)

    def _account_text(self, bank):
        """Account number in groups; abroad with BIC and bank."""
        if not bank:
            return ""
        number = wording.group_account(bank.acc_number, national=not self._is_foreign())
        if not self._is_foreign() or not bank.bank_bic:
            return number
        return f"{number} (BIC {bank.bank_bic})"

    def _bank_account(self, currency, preferred=()):
        """The company's bank account for payments in `currency`; `preferred` ones win.

        An account of that very currency wins over one without.
        """
        company = self.company_id.sudo()  # a collector may print accounts without reading journals
        own = company.bank_journal_ids.bank_account_id | company.partner_id.bank_ids
        own = own.filtered(lambda bank: bank.partner_id == company.partner_id)
        fitting = [bank for bank in (*preferred, *own) if bank.currency_id == currency]
        neutral = [bank for bank in (*preferred, *own) if not bank.currency_id]
        return next(iter(fitting + neutral), own[:1])

    # amounts and days in the paper's language

    def _amount_text(self, value, currency):
        places = currency.decimal_places
        return wording.amount_text(value, currency.name, self.lang, places, self._style())

    def _number_text(self, value, currency):
        """An amount in a table: digits only, its currency stands in the head."""
        return wording.number_text(value, currency.decimal_places, self._style())

    def _carried(self, values, currency):
        """Sums after each of `values` as texts, for a table that goes on on the next page."""
        amounts = [Decimal(str(currency.round(value))) for value in values]
        return [self._number_text(balance, currency) for balance in running(amounts)]

    def _style(self):
        """How this paper's language writes numbers."""
        known = wording.STYLES.get(wording.language(self.lang))
        if known:
            return known
        lang = self.env["res.lang"]._lang_get(self.lang)
        return wording.Style(lang.decimal_point or ".", lang.thousands_sep or "", False)

    def _join(self, parts):
        return wording.enumerate_text(parts, self.env._("and"))

    def _in_own_language(self):
        """The same papers, each with the language it is written in (values land in both)."""
        return [paper.with_context(lang=paper.lang) for paper in self]

    def _day_text(self, day):
        """A day as the paper's language writes it; in English without the risk of mm/dd."""
        if not day:
            return ""
        pattern = "d MMM y" if self.lang.startswith("en") else False
        return format_date(self.env, day, lang_code=self.lang, date_format=pattern)
