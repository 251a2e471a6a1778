"""Rows out of an XML file of unknown make: what repeats is a row, what stands above it belongs to
each of its rows.

Nothing outside the file is read: no entities, no network, no document type.

>>> rows(b"<list><debtor vat='1'><name>A</name><item><no>7</no></item></debtor></list>")
[['debtor.vat', 'debtor.name', 'no'], ['1', 'A', '7']]
"""

from collections import Counter

from lxml import etree

MOST_ROWS = 100_000


class XmlError(ValueError):
    """The file can't be read: `code` is xml (not well formed), doctype, empty or size."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def rows(content):
    """Return the rows of an XML file as lists of texts; the first one names the columns.

    :param content: bytes, in the encoding that the file declares
    :raise XmlError: not XML, entities declared, nothing that repeats, too many rows
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError("xml") from error
    if root.getroottree().docinfo.doctype:
        raise XmlError("doctype")
    records = _records(root)
    if not records:
        raise XmlError("empty")
    if len(records) > MOST_ROWS:
        raise XmlError("size")
    cache = {}
    found = [_values(record, root, cache) for record in records]
    columns = list(dict.fromkeys(name for values in found for name in values))
    return [columns, *([values.get(name, "") for name in columns] for values in found)]


def _name(element):
    return etree.QName(element).localname


def _children(element):
    """Elements below, without comments and instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def _records(root):
    """The elements that are rows: of the deepest path whose elements hold values of their own.

    One row alone is the root's only element of such a kind.
    """
    paths, depths = {}, {}
    stack = [(root, "", 0)]
    while stack:
        element, path, depth = stack.pop()
        children = _children(element)
        if depth and (element.attrib or any(not _children(child) for child in children)):
            paths.setdefault(path, []).append(element)
            depths[path] = depth
        for child in reversed(children):
            if _children(child) or child.attrib:
                stack.append((child, f"{path}/{_name(child)}", depth + 1))
    if not paths:
        return []
    return paths[_row_path(paths, depths)]


def _row_path(paths, depths):
    """The path of the rows: the deepest of those that occur most often, within one branch."""
    counts = Counter({path: len(elements) for path, elements in paths.items()})
    most = max(counts.values())
    return max((path for path in counts if counts[path] == most), key=depths.get)


def _values(record, root, cache):
    """{column: text} of a row: what its elements above hold, then its own."""
    values = {}
    for element in reversed([*record.iterancestors()]):
        if element is not root:
            values |= _own(element, f"{_name(element)}.", cache)
    return values | _leaves(record, "")


def _own(element, prefix, cache):
    """Attributes and plain elements of one that stands above rows; read once."""
    if element not in cache:
        cache[element] = {f"{prefix}{name}": text for name, text in _plain(element)}
    return cache[element]


def _plain(element):
    for name, text in element.attrib.items():
        yield etree.QName(name).localname, text.strip()
    for child in _children(element):
        if not _children(child):
            yield _name(child), "".join(child.itertext()).strip()


def _leaves(element, prefix):
    """All plain values of a row, nested ones by their path."""
    values = {f"{prefix}{name}": text for name, text in _plain(element)}
    for child in _children(element):
        if _children(child):
            values |= _leaves(child, f"{prefix}{_name(child)}.")
    return values
