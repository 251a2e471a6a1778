from odoo import models


class DebtLetter(models.Model):
    """The invoice is the file in KSeF: a PDF sent along only shows it, and its name says so."""

    _inherit = "debt.letter"

    def _prepare_message_vals(self, copies, links):
        values = super()._prepare_message_vals(copies, links)
        attached = self.env["ir.attachment"].browse(key for _add, key in values["attachment_ids"])
        values["attachment_ids"] = [
            (4, self._as_visualisation(one).id if one in copies else one.id) for one in attached
        ]
        return values

    def _as_visualisation(self, attachment):
        """Return a renamed copy of an invoice's PDF (the stored file is shared), or itself."""
        move = self.env["account.move"].browse(attachment.res_id).with_context(lang=self.lang)
        if not move._debt_ksef_number():
            return attachment
        return attachment.copy(
            {
                "name": move._debt_copy_filename(),
                "res_model": "debt.case",
                "res_id": self.case_id.id,
                "res_field": False,
            }
        )
