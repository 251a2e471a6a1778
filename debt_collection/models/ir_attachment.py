from odoo import api, models
from odoo.exceptions import UserError

FILE = frozenset({"raw", "datas", "db_datas", "store_fname", "checksum", "res_model", "res_id"})


class IrAttachment(models.Model):
    """The PDF of what has left is evidence as the document itself: nobody changes or deletes it."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if FILE & vals.keys():
            files = self._of_evidence().filtered(lambda file: file._differs(vals))
            files._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        self._of_evidence()._refuse_change()

    def _differs(self, vals):
        """Tell whether `vals` make another file of it; moved to another storage it is the same."""
        return vals.keys() & FILE != {"raw"} or vals["raw"] != self.raw

    def _of_evidence(self):
        """Return those of these files that are PDFs of documents which may not change any more."""
        evidence, paper = (
            self.env.registry[f"debt.{name}.mixin"] for name in ("evidence", "paper")
        )
        found = self.browse()
        for name, files in self.filtered("res_id").grouped("res_model").items():
            model = self.env.get(name)
            if isinstance(model, evidence) and isinstance(model, paper):
                # sudo: whoever may not read the document may not change its file either
                papers_sudo = model.sudo().browse(files.mapped("res_id")).exists()
                final = papers_sudo.filtered(lambda one: one._is_final())
                found |= files & final.attachment_id.with_env(self.env)
        return found

    def _refuse_change(self):
        if self:
            raise UserError(
                self.env._("%(file)s has left: it is evidence.", file=self[0].sudo().name)
            )
