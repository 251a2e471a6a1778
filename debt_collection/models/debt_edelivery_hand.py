import io
import zipfile

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools import csv_file
from ..tools.download import download

ZIP_MOST = 500
LIST_COLUMNS = ("ADE", "Nadawca ADE", "Adresat", "Tytul", "Plik", "SHA-256")


class DebtEdelivery(models.Model):
    """Handing letters over by hand: a ZIP file with a list, then "handed over"; the proof later."""

    _inherit = "debt.edelivery"

    def action_download(self):
        """Download the letters still owed with a list of addresses; paid ones leave the list."""
        waiting = self.filtered(lambda one: one.state == "waiting")
        if len(waiting) > ZIP_MOST:
            raise UserError(
                self.env._("Choose at most %(count)s letters at a time.", count=ZIP_MOST)
            )
        # renewing and cancelling change states, which people can't write themselves
        letters = waiting.letter_id.sudo()._current_to_hand_over()
        waiting = waiting.filtered(lambda one: one.note_id or one.letter_id in letters)
        if not waiting:
            raise UserError(self.env._("Nothing waits to be handed over."))
        file = self.env["ir.attachment"].create(
            {
                "name": self.env._("e-Delivery %(day)s.zip", day=fields.Date.context_today(self)),
                "raw": waiting._zip(),
                "mimetype": "application/zip",
            }
        )
        return download(file)

    def _zip(self):
        """The PDFs and a list of who gets which, as bytes."""
        out, rows = io.BytesIO(), []
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for delivery in self:
                paper = delivery._paper()
                name = f"{paper.name.replace('/', '_')}.pdf"
                packed.writestr(name, paper.attachment_id.raw)
                rows.append(delivery._list_row(name))
            packed.writestr("lista.csv", csv_file.content(LIST_COLUMNS, rows))
        return out.getvalue()

    def _list_row(self, file_name):
        paper, sender = self._paper(), self.company_id.debt_edelivery_sender or ""
        return [
            self.address,
            sender,
            self.partner_id.name or "",
            paper._edelivery_title(),
            file_name,
            paper.pdf_sha256 or "",
        ]

    def action_handed_over(self):
        """Note that these were passed on just now; their letters have left."""
        waiting = self.filtered(lambda one: one.state == "waiting")
        if not waiting:
            raise UserError(self.env._("Choose letters that wait to be handed over."))
        letters, notes = waiting.letter_id, waiting.filtered("note_id")
        letters.check_access("write")
        if remarks := letters._post_remarks():
            lines = [f"{letter.name}: {text}" for letter, text in remarks.items()]
            raise UserError("\n".join([self.env._("Download these again first:"), *lines]))
        now = fields.Datetime.now()
        # handing over ends actions, whose state people can't write themselves
        waiting.sudo()._sent(now)
        letters.sudo()._handed_over(now)
        for delivery in notes:
            delivery._paper()._handed_over(now)

    def action_proof(self):
        """Open the dialog that registers the proof of delivery."""
        self.ensure_one()
        wizard = self.env["debt.edelivery.proof"].create({"delivery_id": self.id})
        return wizard._get_records_action(
            name=self.env._("Register the proof"), target="new", context={}
        )

    @api.model
    def _cron_fetch(self):
        """Ask the providers for proofs; one that can't be reached doesn't stop the others."""
        sent = self.search([("state", "=", "sent"), ("provider", "!=", "manual")])
        for (company, provider), same in sent.grouped(
            lambda one: (one.company_id, one.provider)
        ).items():
            for ids in split_every(100, same.ids):
                deliveries = self.with_company(company).browse(ids)
                try:
                    with self.env.cr.savepoint():
                        self.env[f"debt.edelivery.provider.{provider}"]._fetch(deliveries)
                except (UserError, OSError, KeyError) as error:
                    deliveries.write({"error": str(error)})
                self.env["ir.cron"]._commit_progress(len(ids))


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def _current_to_hand_over(self):
        """Read the ledger again and return those that are still to be handed over, as they are
        now, with their PDFs.
        """
        waiting = self.filtered(lambda letter: letter.to_hand_over and letter.state == "draft")
        for company, letters in waiting.grouped("company_id").items():
            day = company._debt_today()
            letters.action_id._renew(letters.action_id._reread(day), day, dated=True)
        waiting.filtered(lambda letter: letter.state == "draft")._render_pdfs()
        return self.filtered(
            lambda letter: (
                letter.to_hand_over and letter.attachment_id and letter.action_id.state != "waiting"
            )
        )
