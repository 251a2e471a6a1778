from odoo import models
from odoo.exceptions import UserError

from ..tools import csv_file
from ..tools.download import download

COLUMNS = (
    "Nr wpisu", "Wierzyciel", "NIP wierzyciela", "Rodzaj dluznika", "Dluznik", "NIP dluznika",
    "Ulica", "Kod", "Miejscowosc", "Dokument", "Data wystawienia", "Termin platnosci", "Waluta",
    "Kwota zobowiazania", "Kwota zaleglosci", "Nr wezwania", "Data nadania wezwania", "Nr nadania",
    "Kwestionowane", "Nr w rejestrze",
)  # fmt: skip


class DebtRegisterEntry(models.Model):
    """What a person needs to enter debts: a list for the bureau's own form or import."""

    _inherit = "debt.register.entry"

    def action_export(self):
        """Download the debts of these entries as CSV, one row a document, as they are owed now."""
        rows = []
        listed = self.filtered(lambda entry: entry.state in ("to_enter", "entered"))
        for company, entries in listed.grouped("company_id").items():
            day = company._debt_today()
            disputes = entries._disputes(day)
            for entry, amounts in entries._open_amounts(day, contested=True).items():
                warnings, held = entry.action_id._register_warnings(), disputes[entry]
                rows += [
                    entry._export_row(line, amount, warnings, held)
                    for line, amount in amounts.items()
                ]
        if not rows:
            raise UserError(self.env._("Choose entries that are open: there is nothing to export."))
        file = self.env["ir.attachment"].create(
            {
                "name": self.env._("debt register.csv"),
                "raw": csv_file.content(COLUMNS, rows),
                "mimetype": "text/csv",
            }
        )
        return download(file)

    def _export_row(self, line, amount, warnings, disputes):
        """One document, in the columns of the list."""
        contested = any(not one.item_id or one.item_id == line.item_id for one in disputes)
        partner, company = self.partner_id, self.company_id
        letter = warnings.get(line.item_id) or self.letter_ids[:1]
        return [
            self.name, company.name, _digits(company.vat),
            "konsument" if self.debtor_id.kind == "consumer" else "przedsiebiorca",
            partner.name or "", _digits(partner.vat),
            ", ".join(filter(None, [partner.street, partner.street2])),
            partner.zip or "", partner.city or "",
            line.name or "", line.date_invoice or "", line.date_due or "", line.currency_id.name,
            _money(line.amount_total), _money(amount),
            letter.name or "", letter.posted_on or "", letter.post_number or "",
            "tak" if contested else "nie", self.number or "",
        ]  # fmt: skip


def _digits(vat):
    """A Polish tax number without its country."""
    return (vat or "").upper().removeprefix("PL").replace("-", "").replace(" ", "")


def _money(amount):
    return f"{amount:.2f}".replace(".", ",")
