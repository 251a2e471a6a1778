from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationImporter, get_po_paths

from ..tools import placeholders, text_diff
from ..tools.toast import toast


class DebtLetterType(models.Model):
    """Help for who writes texts: unknown placeholders, comparison with the text installed, a test
    to the own mailbox.
    """

    _inherit = "debt.letter.type"

    placeholder_warning = fields.Text(compute="_compute_placeholder_warning")
    compare_html = fields.Html("Comparison", compute="_compute_compare_html", sanitize=False)
    approval_text = fields.Text("Approval", compute="_compute_approval_text")

    # placeholders

    @api.depends("subject", "heading", "body_html", "rank")
    def _compute_placeholder_warning(self):
        for letter_type in self:
            texts = (letter_type.subject, letter_type.heading, letter_type.body_html)
            lines = map(letter_type._path_fault, placeholders.paths(*texts))
            letter_type.placeholder_warning = "\n".join(filter(None, lines))

    def _path_fault(self, path):
        """Say what is wrong with a placeholder, or nothing."""
        model = self.env[self.render_model]
        for name in path.split("."):
            if name not in model._fields:
                if hasattr(type(model), name):
                    return ""
                return self._unknown_text(path, placeholders.meant(name, list(model._fields)))
            if not model._fields[name].relational:
                return ""
            model = self.env[model._fields[name].comodel_name]
        return ""

    def _unknown_text(self, path, meant):
        if meant:
            return self.env._(
                "There is no placeholder “%(name)s”; did you mean “%(other)s”?",
                name=path,
                other=meant,
            )
        return self.env._("There is no placeholder “%(name)s”.", name=path)

    # comparison with what was installed

    @api.depends("body_html", "preview_lang")
    def _compute_compare_html(self):
        for letter_type in self:
            lang = letter_type.preview_lang or self.env.lang
            mine = letter_type._origin.with_context(lang=lang)
            steps = text_diff.compare(mine._standard_text(lang), mine.body_html)
            letter_type.compare_html = self.env["debt.letter"]._diff_page(steps)

    def _standard_text(self, lang):
        """Text of this type as it was installed, in `lang`; in English where it isn't translated,
        empty for types people made.
        """
        if not self.template_fs:
            return ""
        module, name = self.get_external_id()[self.id].split(".")
        importer = TranslationImporter(self.env.cr)
        for path in get_po_paths(module, lang):
            importer.load_file(path, lang, xmlids=[f"{module}.{name}"])
        known = importer.model_translations[self._name]["body_html"][f"{module}.{name}"]
        if lang in known:
            return known[lang]
        tree = etree.parse(file_path(self.template_fs))
        return tree.findtext(f".//record[@id='{name}']/field[@name='body_html']")

    def action_compare(self):
        self.ensure_one()
        view = self.env.ref("debt_collection.debt_letter_type_view_form_compare")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compared with the standard text"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    # who approves

    @api.depends("rank", "name")
    def _compute_approval_text(self):
        rules = self.env["debt.approval.rule"].search([])
        for letter_type in self:
            mine = rules.filtered(
                lambda rule, one=letter_type: (
                    rule.letter_type_id == one._origin
                    or not rule.letter_type_id
                    and rule.rank in (False, one.rank)
                )
            )
            texts = [f"{rule.label}: {rule.who}" for rule in mine]
            letter_type.approval_text = "\n".join(texts) or self.env._("nobody")

    # test

    def action_send_test(self):
        """Send the letter of the preview to the person's own mailbox."""
        self.ensure_one()
        user = self.env.user
        if not user.email:
            raise UserError(self.env._("Enter your e-mail address in your preferences first."))
        values = self._test_vals()
        # sudo: outgoing mails belong to administrators; this one goes to who asked for it
        mail = (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    **values,
                    "subject": self.env._("Test: %s", values["subject"]),
                    "email_to": user.email_formatted,
                    "email_from": user.email_formatted,
                }
            )
        )
        mail.send()
        return toast(self.env._("The test goes to %s.", user.email))

    def _test_vals(self):
        """Return values of the test's e-mail."""
        letter = self._sample_letter()
        letter.update(self._texts(letter)[letter])
        return {
            "subject": letter.subject,
            "body_html": letter._email_body({}),
            "attachment_ids": letter._test_attachments(),
        }


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def _test_attachments(self):
        """Commands for the PDF of a letter in memory; raises UserError if it can't be made."""
        if not self._has_pdf():
            return []
        pdfs, errors = self._make_pdfs()
        if errors:
            raise UserError(errors[self])
        content, _pages = pdfs[self]
        name = f"{self.letter_type_id.name}.pdf"
        return [fields.Command.create({"name": name, "raw": content})]
