"""What a person changed in a text: by sentences, as words to show. Pure."""

import re
from difflib import SequenceMatcher
from html.parser import HTMLParser

SAME, ADDED, REMOVED = "same", "added", "removed"
BLOCKS = frozenset({"p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "table", "ul", "ol"})
# the end of a sentence: a mark, a space, and a capital letter, digit or quotation mark
END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-ząćęłńóśźż]|[„\"(])")
SPACES = re.compile(r"[\s\u00a0]+")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag == "t":  # a placeholder of a text that isn't filled in yet
            self.parts.append("".join(f"[{value}]" for _name, value in attrs if value))
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        # line breaks inside a paragraph mean nothing
        self.parts.append(data.replace("\n", " "))


def sentences(source):
    """Return the sentences of an HTML text as plain words, in their order."""
    reader = _Reader()
    reader.feed(source or "")
    reader.close()
    lines = (SPACES.sub(" ", line).strip() for line in "".join(reader.parts).split("\n"))
    return [sentence for line in lines if line for sentence in END.split(line)]


def compare(old, new):
    """Return [(SAME | REMOVED | ADDED, sentence)] that leads from one HTML text to the other."""
    before, after = sentences(old), sentences(new)
    steps = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            steps += [(SAME, text) for text in before[i1:i2]]
            continue
        steps += [(REMOVED, text) for text in before[i1:i2]]
        steps += [(ADDED, text) for text in after[j1:j2]]
    return steps


def is_changed(steps):
    """Whether `compare` found a difference in words."""
    return any(kind != SAME for kind, _text in steps)
