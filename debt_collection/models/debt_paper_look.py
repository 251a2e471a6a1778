import base64
import io
from collections import namedtuple

from PIL import Image

from odoo import models

from ..report.letter_stamp import Sheet
from ..tools import colour

# mm from the left and upper edge of the text area, see report/letter.css
Place = namedtuple("Place", "town sender_x window_x window_y")


class DebtPaperMixin(models.AbstractModel):
    """The page: where the address stands, the company's colour, what is stamped on it."""

    _inherit = "debt.paper.mixin"

    def _place(self):
        """Where the address goes: into the window of the company's DL envelopes (FORMATS 5)."""
        company = self.company_id
        left, right = 3, 93
        window, sender = (right, 0) if company.debt_window_side == "right" else (left, 95)
        town = company.partner_id.city
        return Place(
            f"{town}," if town else "",
            sender,
            window + company.debt_window_x,
            27 + company.debt_window_y,
        )

    def _window(self):
        """(x, y, width, height) in mm of the window of a DL envelope that lies on the first page,
        folded at the upper mark: 90 x 45, 20 mm from its side, 15 mm from the lower edge.
        """
        x = 100 if self.company_id.debt_window_side == "right" else 20
        return x, 45, 90, 45

    def _colour(self):
        """The company's first colour where letters may use it and it can be read, else ""."""
        company = self.company_id
        return colour.readable(company.primary_color) if company.debt_letter_colors else ""

    def _sheet(self, mark, logos):
        """What is stamped on this letter."""
        letter = self.with_context(lang=self.lang)
        company = letter.company_id
        if company not in logos:
            logos[company] = letter._logo()
        foot = [company.name, letter._vat_text(company.partner_id), company.phone, company.email]
        _, title = letter.env._, letter._paper_title()
        return Sheet(
            mark,
            title,
            company.name,
            f"{title} \u00b7 {letter.debtor_name}",
            " \u00b7 ".join(filter(None, foot)),
            lambda page, pages: _("Page %(page)s of %(pages)s", page=page, pages=pages),
            (_("Brought forward"), _("Carried forward")),
            logos[company],
            20 + letter._place().sender_x,
            company.debt_fold_marks and letter._has_window(),
        )

    def _has_window(self):
        """Whether this paper goes into an envelope: its address stands in the window."""
        return True

    def _logo(self):
        """The company's logo as bytes; None without one, or if it can't be drawn (SVG)."""
        company = self.company_id.with_context(bin_size=False)
        if company.uses_default_logo or not company.partner_id.image_512:
            return None
        logo = base64.b64decode(company.partner_id.image_512)
        try:
            Image.open(io.BytesIO(logo)).verify()
        except OSError:
            return None
        return logo
