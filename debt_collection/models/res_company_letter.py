from odoo import fields, models

from ..tools.download import download
from .debt_letter_type import DOCUMENTS


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_window_side = fields.Selection(
        [("right", "Right"), ("left", "Left")],
        "Envelope window",
        default="right",
        required=True,
        help="Where the window of the company's DL envelopes is.",
    )
    debt_window_x = fields.Float(
        "Address moved to the right (mm)", help="Negative: to the left. Try it on a test print."
    )
    debt_window_y = fields.Float("Address moved down (mm)", help="Negative: up.")
    debt_fold_marks = fields.Boolean(
        "Folding and punch marks",
        default=True,
        help="Short lines at the left edge of the first page: where to fold it for a DL envelope, "
        "and its middle for the punch.",
    )
    debt_letter_colors = fields.Boolean(
        "Company colour on letters",
        default=True,
        help="Titles and the company's name in its first colour, where it is dark enough to read.",
    )

    # how to pay
    debt_qr = fields.Boolean(
        "Payment QR code",
        default=True,
        help="Read by banking apps: transfers in PLN inside Poland, and in EUR. Never printed for "
        "invoices under the split payment mechanism, which the code can't express.",
    )
    debt_qr_long = fields.Boolean(
        "QR code also above PLN 9,999.99",
        help="The Polish code has room for six digits. Some banking apps read more, some refuse "
        "them: try it with your customers' banks.",
    )
    debt_qr_ascii = fields.Boolean(
        "QR code without Polish letters", help="For old apps that spoil them."
    )
    debt_portal_qr = fields.Boolean(
        "QR code of the customer's page",
        default=True,
        help="Letters show a code that opens the customer's own page: balance, payment, answer.",
    )

    def _debt_window_test(self):
        """Return the action that downloads a test letter: the company's own address, with the
        window of the chosen side drawn around its place.
        """
        letter_type = self.env["debt.letter.type"].search(
            [("has_pdf", "=", True), ("rank", "not in", tuple(DOCUMENTS))], limit=1
        )
        content = letter_type.with_company(self)._window_test()
        attachment = self.env["ir.attachment"].create(
            {
                "name": self.env._("Envelope test.pdf"),
                "raw": content,
                "mimetype": "application/pdf",
            }
        )
        return download(attachment)
