"""Which documents does the title of a transfer name? (art. 451 par. 1 KC: the debtor's choice)"""

import re
from typing import NamedTuple

MIN_LENGTH = 5
WORD = re.compile(r"[^\W_]+")
PIECE = re.compile(r"\d+|[^\W\d_]+")
LONGEST = 500  # a transfer carries 140 characters; patterns on a pasted page would take seconds
NUMBERS = r"(\d+(?:(?:\s*[,;+&]\s*|\s+(?:i|oraz|and|und)\s+)\d+)+)"
# several numbers that share what is written once: "FV 12, 13/2026", "FV/2026/12, 13 i 14"
LISTS = (
    re.compile(rf"(?P<head>[^\W\d_]+[\s/.-]*){NUMBERS}(?P<tail>(?:[/.-][^\W_]+)+)", re.I),
    re.compile(rf"(?P<head>(?:[^\W_]+[/.-])+){NUMBERS}(?P<tail>)(?![^\W_]|[/.-]\w)", re.I),
)


class Document(NamedTuple):
    """`names`: its number and other marks a customer may quote, for example the KSeF number."""

    key: object
    names: tuple


class Hit(NamedTuple):
    """`text` as it stands in the title; `how`: "exact", "spelling", "order" or "list"."""

    key: object
    text: str
    how: str


def indicated(title, documents):
    """Return the documents that a title names, [Hit] in the order of the title.

    Four attempts, the surest first; words once understood aren't looked at again:

    * exact: the number as it is printed, in any case of letters
    * spelling: other separators or blanks: "FV2026/00 012" is FV/2026/00012
    * order: the same pieces in another order or without zeros: "fv 12/2026"; only if no other
      document has the same pieces
    * list: numbers that share the rest: "FV 12, 13/2026"; as "order"

    A number that is a part of another one isn't taken for it.
    """
    words = [(match.start(), match.end()) for match in WORD.finditer(title or "")]
    free = [True] * len(words)
    hits = []
    for how, form in (("exact", _exact), ("spelling", _spelling), ("order", _order)):
        forms = _forms(documents, form)
        for start, end in _windows(len(words)):
            if not all(free[start:end]):
                continue
            text = title[words[start][0] : words[end - 1][1]]
            keys = forms.get(form(text), ())
            if len(keys) == 1 and (how != "order" or _is_plausible(text)):
                hits.append((start, Hit(keys[0], text, how)))
                free[start:end] = [False] * (end - start)
    hits += _listed((title or "")[:LONGEST], _forms(documents, _order))
    found = {}
    for _start, hit in sorted(hits, key=lambda pair: pair[0]):
        found.setdefault(hit.key, hit)
    return list(found.values())


def _listed(title, forms):
    """[(start, Hit)] of lists; `forms` are those of the attempt "order"."""
    hits = []
    for pattern in LISTS:
        for phrase in pattern.finditer(title):
            for number in re.finditer(r"\d+", phrase[2]):
                name = phrase["head"] + number[0] + phrase["tail"]
                keys = forms.get(_order(name), ())
                if len(keys) == 1:
                    start = phrase.start(2) + number.start()
                    hits.append((start, Hit(keys[0], phrase[0].strip(), "list")))
    return hits


def _windows(count, longest=8):
    """Ranges of words, the longest first: "FV/2026/0001/A" before "FV/2026/0001"."""
    for length in range(min(count, longest), 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


def _forms(documents, form):
    """Return {form of a name: (keys of the documents that have it)}."""
    forms = {}
    for document in documents:
        for name in document.names:
            if name and len("".join(WORD.findall(name))) >= MIN_LENGTH:
                keys = forms.setdefault(form(name), [])
                if document.key not in keys:
                    keys.append(document.key)
    return forms


def _exact(text):
    return " ".join(text.upper().split())


def _spelling(text):
    return "".join(WORD.findall(text.upper()))


def _order(text):
    pieces = [piece.lstrip("0") or "0" for piece in PIECE.findall(text.upper())]
    return tuple(sorted(pieces))


def _is_plausible(text):
    """Pieces in any order need a word beside two numbers: "12/2026" alone could be a month."""
    pieces = PIECE.findall(text)
    numbers = [piece for piece in pieces if piece.isdigit()]
    return len(numbers) >= 2 and len(pieces) > len(numbers)
