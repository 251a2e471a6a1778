from hashlib import sha256

from odoo import api, fields, models


class DebtLetterVersion(models.Model):
    """A text of a letter type as it was when letters were written with it, in one language.

    Kept once for each change, so that what the texts brought can be compared.
    """

    _name = "debt.letter.text"
    _description = "Version of a Letter's Text"
    _order = "letter_type_id, lang, number desc"
    _log_access = False

    letter_type_id = fields.Many2one(
        "debt.letter.type", "Letter", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="letter_type_id.company_id")
    lang = fields.Char("Language", required=True, readonly=True)
    number = fields.Integer("Version", required=True, readonly=True, aggregator=None)
    date = fields.Date("In use since", required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)
    subject = fields.Char(readonly=True)
    heading = fields.Char("Title", readonly=True)
    body_html = fields.Html("Text", readonly=True, sanitize=False)

    _once = models.UniqueIndex("(letter_type_id, lang, digest)", "Each text is one version.")

    @api.depends("letter_type_id", "lang", "number")
    def _compute_display_name(self):
        for text in self:
            lang = (text.lang or "")[:2]
            text.display_name = f"{text.letter_type_id.display_name} ({lang} {text.number})"


class DebtLetterType(models.Model):
    _inherit = "debt.letter.type"

    def _versions(self, letters):
        """Return {letter: the version of this type's text it is written with}."""
        versions = {}
        for lang, same in letters.grouped("lang").items():
            versions |= dict.fromkeys(same, self._version(lang, same[0].date))
        return versions

    def _version(self, lang, day):
        """Return the `debt.letter.text` of this type's text in `lang`; a new text is kept."""
        self.ensure_one()
        mine = self.with_context(lang=lang)
        values = {name: mine[name] or "" for name in ("subject", "heading", "body_html")}
        digest = sha256("\0".join(map(str, values.values())).encode()).hexdigest()
        # sudo: nobody writes versions by hand, writing a letter makes them
        texts_sudo = self.env["debt.letter.text"].sudo()
        same = [("letter_type_id", "=", self.id), ("lang", "=", lang)]
        last = texts_sudo.search(same, limit=1)
        found = (
            last if last.digest == digest else texts_sudo.search([*same, ("digest", "=", digest)])
        )
        if not found:
            keys = {"letter_type_id": self.id, "lang": lang, "digest": digest, "date": day}
            found = texts_sudo.create({**values, **keys, "number": last.number + 1})
        return found.sudo(self.env.su)


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    text_id = fields.Many2one(
        "debt.letter.text",
        "Version of the text",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
