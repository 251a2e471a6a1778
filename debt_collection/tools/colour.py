"""Colours on paper. No Odoo."""

import re

# contrast with white paper that small text needs (WCAG 2, level AA)
CONTRAST = 4.5


def readable(colour):
    """Return `colour` ("#rrggbb") if text in it can be read on white paper, else "".

    >>> readable("#875A7B"), readable("#ffee00"), readable("red;}")
    ('#875A7B', '', '')
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour or ""):
        return ""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (_linear(part) for part in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return colour if 1.05 / (luminance + 0.05) >= CONTRAST else ""


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
