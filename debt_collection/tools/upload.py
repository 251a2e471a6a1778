"""Files that strangers send: what they really are, and a name that is safe to keep.

Only what a person sends as a proof is taken: PDF, JPEG and PNG, told by their first bytes.
"""

import re

TYPES = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
)
EMPTY, TOO_BIG, UNKNOWN = "empty", "too_big", "unknown"
NAME_LIMIT = 80
# control characters, and those by which a name can be made to read otherwise than it is written
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def fault(content, limit):
    """What is wrong with the bytes `content`, of which at most `limit` are taken; None: nothing.

    >>> fault(b"", 10), fault(b"%PDF-1.7 and more", 10), fault(b"<svg onload=...>", 100)
    ('empty', 'too_big', 'unknown')
    >>> fault(b"%PDF-1.7", 100) is None
    True
    """
    if not content:
        return EMPTY
    if len(content) > limit:
        return TOO_BIG
    return None if _type(content) else UNKNOWN


def named(name, content):
    """(safe name, type) of a file without `fault`; the ending is that of what it is.

    >>> named("../../etc/przelew.exe", b"%PDF-1.7")
    ('przelew.pdf', 'application/pdf')
    >>> named("", bytes([0xFF, 0xD8, 0xFF]))
    ('file.jpg', 'image/jpeg')
    """
    ending, mimetype = _type(content)
    last = re.split(r"[/\\]", name or "")[-1]
    stem = _HIDDEN.sub("", last.rpartition(".")[0] or last).strip(" .")
    return f"{stem[:NAME_LIMIT] or 'file'}.{ending}", mimetype


def _type(content):
    return next(((end, kind) for start, end, kind in TYPES if content.startswith(start)), None)
