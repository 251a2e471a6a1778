"""The last paragraph of a text, apart from the rest: what is signed below it stays with it."""

from lxml import html


def split_last(content):
    """Return (text, its last paragraph with a title above it) of a piece of HTML.

    The second is empty where the text ends with a table: that may be longer than a page.

    >>> split_last("<p>One</p><h2>Two</h2><p>Three</p><p><br></p>")
    ('<p>One</p>', '<h2>Two</h2><p>Three</p><p><br></p>')
    >>> split_last("<p>One</p><div><table><tr><td>1</td></tr></table></div>")
    ('<p>One</p><div><table><tr><td>1</td></tr></table></div>', '')
    """
    blocks = html.fragments_fromstring(content or "")
    place = len(blocks)
    while place and _is_empty(blocks[place - 1]):
        place -= 1
    last = blocks[place - 1] if place else None
    if (
        isinstance(last, (str, type(None)))
        or last.tag == "table"
        or last.find(".//table") is not None
    ):
        return content or "", ""
    place -= 1
    if place and getattr(blocks[place - 1], "tag", "") in ("h1", "h2", "h3"):
        place -= 1
    return tuple("".join(map(_text, some)) for some in (blocks[:place], blocks[place:]))


def _is_empty(block):
    return not isinstance(block, str) and not block.text_content().strip()


def _text(block):
    return block if isinstance(block, str) else html.tostring(block, encoding="unicode")
