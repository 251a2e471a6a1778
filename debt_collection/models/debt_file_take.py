from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools import claim_rows
from ..tools.toast import RELOAD, toast


class DebtFileImport(models.Model):
    """Taking a file over: customers found or made, their documents kept; all of it or nothing."""

    _inherit = "debt.file.import"

    def action_import(self):
        """Keep the documents of the file."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_taken()
        claims, errors = self._check_rows()
        if errors:
            message = self.env._(
                "%(count)s errors: nothing was taken over. Correct the file or the columns.",
                count=len(errors),
            )
            return toast(message, RELOAD, "danger")
        if not claims:
            raise UserError(self.env._("No document in this file has an open amount."))
        self._check_first_time()
        self._take(claims)
        self._remember()
        return None

    def _check_first_time(self):
        """The very same file isn't taken over twice: its letters would go out twice."""
        same = [*self._files_domain(), ("checksum", "=", self._attachment().checksum)]
        ids = self.env["ir.attachment"].search(same).mapped("res_id")
        earlier = self.search(
            [
                ("id", "in", ids),
                ("state", "!=", "draft"),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        )
        if earlier:
            raise UserError(
                self.env._(
                    "This very file was taken over on %(day)s already: %(name)s.",
                    day=format_date(self.env, earlier.create_date),
                    name=earlier.name,
                )
            )

    def _take(self, claims):
        debtors = self._debtors(claims)
        currencies = {c.name: c.id for c in self.env["res.currency"].search([])}
        # rows of files are written here only
        self.env["debt.file.claim"].sudo().create(
            [
                {
                    "import_id": self.id,
                    "sequence": claim.row,
                    "debtor_id": debtors[claim_rows.customer_key(claim.partner)].id,
                    "partner_id": debtors[claim_rows.customer_key(claim.partner)].partner_id.id,
                    "name": claim.name,
                    "date_invoice": claim.date_invoice,
                    "date_due": claim.date_due,
                    "currency_id": currencies[claim.currency],
                    "amount_total": float(claim.amount_total),
                    "amount_open": float(claim.amount_open),
                }
                for claim in claims
            ]
        )
        self.state = "imported"

    def _remember(self):
        columns = [(column.name, column.target) for column in self.column_ids]
        self.mapping_id = self.env["debt.file.mapping"]._remember(
            self.company_id, self.name, columns, self.decimal_mark
        )

    # customers

    def _debtors(self, claims):
        """Return {customer key: debt.debtor}; who isn't known becomes a contact.

        A known customer keeps his own address: a file never changes where his letters go.
        """
        first = {}
        for claim in claims:
            first.setdefault(claim_rows.customer_key(claim.partner), claim.partner)
        partners = self._known_partners(first)
        missing = [key for key in first if key not in partners]
        languages, countries = dict(self.env["res.lang"].get_installed()), self._countries()
        # sudo: who may take over a file may make the contacts it names; a wrong tax number in it
        # is no reason not to write a letter
        Partner = self.env["res.partner"].sudo().with_context(no_vat_validation=True)
        made = Partner.create(
            [self._prepare_partner_vals(first[key], languages, countries) for key in missing]
        )
        partners |= dict(zip(missing, made, strict=True))
        everyone = self.env["res.partner"].union(*partners.values())
        debtors = self.env["debt.debtor"].sudo()._get_or_create(self.company_id, everyone)
        by_partner = {debtor.partner_id: debtor for debtor in debtors}
        return {key: by_partner[partner.commercial_partner_id] for key, partner in partners.items()}

    def _known_partners(self, first):
        """Return {customer key: res.partner} of those in our books, by tax number, number, or
        name and post code.
        """
        Partner = self.env["res.partner"]
        domain = [("parent_id", "=", False), ("company_id", "in", (False, self.company_id.id))]
        refs = [key[1] for key in first if key[0] == "ref"]
        names = [first[key]["partner_name"] for key in first if key[0] == "name"]
        found = {
            ("ref", p.ref): p
            for p in Partner.search([*domain, ("ref", "in", refs)], order="id desc")
        }
        for partner in Partner.search([*domain, ("name", "in", names)], order="id desc"):
            columns = {"partner_name": partner.name, "partner_zip": partner.zip or ""}
            found[claim_rows.customer_key(columns)] = partner
        if any(key[0] == "vat" for key in first):
            for partner in Partner.search([*domain, ("vat", "!=", False)], order="id desc"):
                found["vat", claim_rows.vat_key(partner.vat)] = partner
        return {key: found[key] for key in first if key in found}

    def _prepare_partner_vals(self, columns, languages, countries):
        return {
            "name": columns["partner_name"],
            "is_company": bool(columns.get("partner_vat")),
            "company_id": self.company_id.id,
            "vat": columns.get("partner_vat"),
            "ref": columns.get("partner_ref"),
            "street": columns.get("partner_street"),
            "zip": columns.get("partner_zip"),
            "city": columns.get("partner_city"),
            "email": columns.get("partner_email"),
            "phone": columns.get("partner_phone"),
            "country_id": self._country(columns.get("partner_country"), countries).id,
            "lang": self._language(columns.get("partner_lang"), languages),
        }

    def _countries(self):
        """Return {code or name in capitals: res.country}."""
        found = self.env["res.country"].search([])
        by_name = {country.name.upper(): country for country in found}
        return by_name | {country.code.upper(): country for country in found if country.code}

    def _country(self, text, countries):
        """The country of a code or a name; the company's without one."""
        if not text:
            return self.company_id.country_id
        return countries.get(text.upper(), self.env["res.country"])

    def _language(self, text, languages):
        """An installed language by its code ("pl", "de_DE"); the company's otherwise."""
        begin = (text or "").strip().lower()[:2]
        own = self.company_id.partner_id.lang
        return next((code for code in languages if begin and code.startswith(begin)), own)
