import io
import zipfile

from odoo import models
from odoo.exceptions import UserError

from ..tools import csv_file, e_nadawca

CSV_COLUMNS = (
    "Lp", "Nr pisma", "Adresat", "Ulica", "Kod", "Miejscowosc", "Kraj", "Masa g",
    "Nr nadawczy", "Potwierdzenie odbioru", "Oplata", "Uwagi",
)  # fmt: skip


class DebtPosting(models.Model):
    """Files for the operator's own system: a list (CSV) and Elektroniczny Nadawca (XML)."""

    _inherit = "debt.posting"

    def action_export_csv(self):
        """Download the registered letters as CSV: UTF-8 with a mark, semicolons."""
        self.ensure_one()
        rows = [
            [place, *letter._export_values()] for place, letter in enumerate(self._exported(), 1)
        ]
        content = csv_file.content(CSV_COLUMNS, rows)
        return self._download(f"{self._file_name()}.csv", content, "text/csv")

    def action_export_xml(self):
        """Download the registered letters for Elektroniczny Nadawca, 500 in a file."""
        self.ensure_one()
        parts = e_nadawca.messages([letter._shipment() for letter in self._exported()])
        name = self._file_name()
        if len(parts) == 1:
            return self._download(f"{name}.xml", parts[0], "application/xml")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for number, part in enumerate(parts, 1):
                packed.writestr(f"{name}_{number}.xml", part)
        return self._download(f"{name}.zip", out.getvalue(), "application/zip")

    def _exported(self):
        letters = self._registered()
        if not letters:
            raise UserError(self.env._("There is no registered letter in this posting."))
        return letters


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def _export_values(self):
        """Columns after the first one of the list for the post."""
        partner = self.partner_id
        abroad = partner.country_id.name if self._is_foreign() else ""
        street = ", ".join(filter(None, [partner.street, partner.street2]))
        return (
            self.name, partner.name, street, partner.zip or "", partner.city or "", abroad,
            self.post_weight, self.post_number or "", int(self.company_id.debt_post_receipts),
            f"{self.post_fee or 0:.2f}".replace(".", ","), self.case_id.name or "",
        )  # fmt: skip

    def _shipment(self):
        """This letter as the post's system takes it; its id there is the same each time."""
        partner = self.partner_id
        polish = partner.country_id.with_context(lang="pl_PL").name if self._is_foreign() else ""
        letter_type = self.letter_type_id.with_context(lang="pl_PL")
        return e_nadawca.Shipment(
            guid=f"{self.company_id.id:08X}{self.posting_id.id:012X}{self.id:012X}",
            name=partner.name or "",
            street=" ".join(filter(None, [partner.street, partner.street2])),
            town=partner.city or "",
            post_code=partner.zip or "",
            country=polish or "",
            weight=self.post_weight,
            receipts=int(self.company_id.debt_post_receipts),
            reference=self.name,
            kind=letter_type.name or "",
            number=self.post_number or "",
        )
