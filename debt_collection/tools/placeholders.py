"""Placeholders in a text people write: what they name, and what was probably meant. Pure."""

import re
from difflib import get_close_matches

PATH = re.compile(r"\bobject((?:\.[A-Za-z_]\w*)+)")


def paths(*texts):
    """Return the paths after `object` in these texts ("total_text", "partner_id.name"), each once,
    in the order in which they stand.
    """
    found = (match.group(1)[1:] for text in texts for match in PATH.finditer(text or ""))
    return list(dict.fromkeys(found))


def meant(name, known):
    """Return the known name that was probably meant, or None."""
    return next(iter(get_close_matches(name, known, 1, 0.7)), None)
