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
MASK = 0  # readers take any; weighing all eight costs six times as long, for each letter of a night


@lru_cache(maxsize=256)
def data_uri(text):
    """Return the code of `text` (UTF-8, error level M) as the address of an image."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.version = code.calculate_version()
    code.makeImpl(False, MASK)
    side = code.getModuleCount() + 2 * QUIET
    dots = bytearray(b"\xff" * side * side)
    for row, modules in enumerate(code.modules, QUIET):
        for column, is_dark in enumerate(modules, QUIET):
            if is_dark:
                dots[row * side + column] = 0
    image = Image.frombytes("L", (side, side), bytes(dots)).convert("1")
    out = io.BytesIO()
    image.resize((side * SCALE,) * 2, Image.Resampling.NEAREST).save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
