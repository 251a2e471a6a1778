"""How the company's letters look, and what they have to say about paying."""

import base64
import io

from PIL import Image, ImageDraw, ImageFont

from odoo.tools.misc import file_path

COLOUR = "#1D5C4B"
FONT = "web/static/fonts/google/Open_Sans/Open_Sans-Bold.ttf"
MPP = "Mechanizm podzielonej płatności"
SPLIT_PAYER = "habitual_big"


def dress_letters(books, partners):
    """Logo and colour, accounts on the white list, an invoice under split payment."""
    company = books.company
    company.write({"primary_color": COLOUR, "logo": _logo("Prąd i Mur")})
    company.partner_id.bank_ids.debt_white_list = True
    invoice = books.env["account.move"].search(
        [
            ("company_id", "=", company.id),
            ("partner_id", "=", partners[SPLIT_PAYER].id),
            ("move_type", "=", "out_invoice"),
            ("amount_residual", ">", 0),
        ],
        order="invoice_date desc, id desc",
        limit=1,
    )
    invoice.narration = MPP


def _logo(name):
    """The name beside a green brick, as a PNG in base64."""
    image = Image.new("RGB", (520, 110), "white")
    board = ImageDraw.Draw(image)
    board.rectangle((6, 12, 92, 98), fill=COLOUR)
    board.polygon([(54, 20), (28, 60), (47, 60), (42, 92), (70, 48), (51, 48)], fill="white")
    font = ImageFont.truetype(file_path(FONT), 60)
    board.text((112, 10), name, fill=COLOUR, font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return base64.b64encode(out.getvalue())
