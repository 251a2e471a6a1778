from odoo import api, models
from odoo.exceptions import UserError

# what may be filed, by content: what a scanner or a mail room makes
MIMETYPES = ("application/pdf", "image/", "text/plain", "message/rfc822", "application/zip",
             "application/vnd.", "application/msword", "application/xml", "text/xml")  # fmt: skip


class DebtIncoming(models.Model):
    """Filing what came in: it stands on the case, and what follows from it happens at once."""

    _inherit = "debt.incoming"

    @api.model
    def _file(self, debtor, case, values):
        """File a letter or scan that came in.

        :param debtor: whose letter it is, :param case: his case, or none
        :param values: date (local), kind, way, reference, note, letter_id (ours it is about),
            reason (why ours came back), attachment_ids (ids), is_reply (hold until it is read)
        :return: the debt.incoming
        :raise UserError: no file, one of a kind nobody scans, a day to come
        """
        (case or debtor).check_access("read")
        files = self.env["ir.attachment"].browse(values.get("attachment_ids") or [])
        self._check(debtor, files, values)
        # sudo: the register is written by methods only, the case was checked
        incoming_sudo = self.sudo().create(self._prepare_vals(debtor, case, values))
        # files of the dialog belong to the letter: whoever may read it may read them
        files.sudo().write({"res_model": self._name, "res_id": incoming_sudo.id})
        incoming_sudo._follow(values)
        return incoming_sudo.sudo(self.env.su)

    def _prepare_vals(self, debtor, case, values):
        company, taken = debtor.company_id, ("date", "kind", "way", "reference", "note")
        return {
            "name": company._debt_next_number(
                "debt.incoming", "PP", self.env._("Incoming letters"), values["date"]
            ),
            "company_id": company.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "case_id": case.id,
            "letter_id": values.get("letter_id"),
            "attachment_ids": [(6, 0, values["attachment_ids"])],
            "user_id": self.env.uid,
            **{name: values.get(name) for name in taken},
        }

    def _check(self, debtor, files, values):
        if not files:
            raise UserError(self.env._("Attach the scan or the file."))
        if values["date"] > debtor.company_id._debt_today():
            raise UserError(self.env._("It can't have been received in the future."))
        for file in files:
            if not (file.mimetype or "").startswith(MIMETYPES):
                raise UserError(self.env._("%(name)s isn't a scan or a document.", name=file.name))
        if values["kind"] in ("proof", "returned") and not values.get("letter_id"):
            raise UserError(self.env._("Choose our letter it is about."))

    def _follow(self, values):
        """What follows from the letter: it was delivered, came back, or waits to be read."""
        letter = self.letter_id
        if self.kind == "proof":
            letter._note_event("delivered", self.date)
            letter._keep_proof(self.attachment_ids[:1].raw, self.attachment_ids[:1].name)
        elif self.kind == "returned":
            letter._note_event("returned", self.date, values.get("reason"))
        elif values.get("is_reply") and self.case_id:
            self.case_id._flag_reply()


class DebtCase(models.Model):
    _inherit = "debt.case"

    def action_file_incoming(self):
        """Open the dialog that files a letter which came in."""
        self.ensure_one()
        return self.env["debt.incoming.wizard"]._open_for(self.debtor_id, self)


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def action_file_incoming(self):
        """Open the dialog that files a letter of this customer, also without a case."""
        self.ensure_one()
        return self.env["debt.incoming.wizard"]._open_for(self, self._open_case())
