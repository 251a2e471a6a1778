"""QR codes as PNG, drawn from reportlab's encoder: nothing to install, sharp at any size."""

import base64
import io
from functools import lru_cache

from PIL import Image
from reportlab.graphics.barcode.qrencoder import (
    QR8bitByte,
    QRCode,
    QRErrorCorrectLevel,
)

QUIET = 4  # modules of white around the symbol, as ISO/IEC 18004 wants
SCALE = 8  # pixels of a module: sharp on paper without smoothing


@lru_cache(maxsize=256)
def data_uri(text):
    """Return the code of `text` (UTF-8, error level M) as the address of an image."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.make()
    side = code.getModuleCount()
    image = Image.new("1", (side + 2 * QUIET,) * 2, 1)
    for row, modules in enumerate(code.modules):
        for column, is_dark in enumerate(modules):
            if is_dark:
                image.putpixel((column + QUIET, row + QUIET), 0)
    out = io.BytesIO()
    image.resize((image.width * SCALE,) * 2, Image.Resampling.NEAREST).save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
