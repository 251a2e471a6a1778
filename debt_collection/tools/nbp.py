"""Read what the National Bank of Poland publishes, and refuse what can't be true. No network here.

Shapes: LAW 12. Percents have a decimal comma; the date of publication in the archive is stale and
isn't read. Documents come from outside: no entities, no document type, nothing fetched.
"""

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from lxml import etree

MAX_BYTES = 2_000_000
FIRST_DAY = date(1998, 2, 26)
PERCENTS = (Decimal(0), Decimal(30))
# the largest step since 1998 was 2.5 points
MAX_STEP = Decimal(3)
MIDS = (Decimal("0.0001"), Decimal(10000))
MAX_CHANGE = Decimal("0.2")


class BadDocument(ValueError):
    """A document that isn't what it should be. `code` says why, `found` what was found."""

    def __init__(self, code, found=""):
        super().__init__(f"{code}: {found}")
        self.code = code
        self.found = str(found)[:80]


def reference_rates(content, last_day):
    """Return [(in force from, percent)] of the reference rate, oldest first.

    :param content: bytes of the archive (or of the current document) of interest rates
    :param last_day: no rate may be in force from a later day
    :raises BadDocument: not such a document, or a value that can't be true
    """
    root = _xml(content)
    if etree.QName(root).localname not in ("stopy_procentowe_archiwum", "stopy_procentowe"):
        raise BadDocument("not_rates", etree.QName(root).localname)
    groups = root.findall("pozycje") or root.findall("tabela")
    rates = sorted(_reference_rate(group, last_day) for group in groups)
    if not rates:
        raise BadDocument("empty")
    for (_day, before), (day, percent) in pairwise(rates):
        if abs(percent - before) > MAX_STEP:
            raise BadDocument("jump", f"{day}: {before} → {percent}")
    if len({day for day, _percent in rates}) < len(rates):
        raise BadDocument("twice")
    return rates


def mids(content, code, last_day):
    """Return [(day, mean rate, table number)] of a currency by table A, oldest first.

    :param content: bytes of the JSON answer of api.nbp.pl/api/exchangerates/rates/a/...
    :param code: the currency asked for, such as "EUR"
    :raises BadDocument: as `reference_rates`
    """
    answer = _json(content)
    if answer.get("table") != "A" or answer.get("code") != code:
        raise BadDocument("not_mids", f"{answer.get('table')} {answer.get('code')}")
    rows = answer.get("rates")
    if not isinstance(rows, list) or not rows:
        raise BadDocument("empty")
    found = sorted(_mid(row, last_day) for row in rows)
    for (_day, before, _no), (day, mid, _table) in pairwise(found):
        if abs(mid - before) > before * MAX_CHANGE:
            raise BadDocument("jump", f"{day}: {before} → {mid}")
    return found


def _reference_rate(group, last_day):
    positions = [node for node in group.findall("pozycja") if node.get("id") == "ref"]
    if len(positions) != 1:
        raise BadDocument("no_reference", group.get("obowiazuje_od", ""))
    day = _day(positions[0].get("obowiazuje_od") or group.get("obowiazuje_od"), last_day)
    percent = _decimal((positions[0].get("oprocentowanie") or "").replace(",", "."))
    if not PERCENTS[0] <= percent <= PERCENTS[1]:
        raise BadDocument("percent", f"{day}: {percent}")
    return day, percent


def _mid(row, last_day):
    if not isinstance(row, dict) or not {"no", "effectiveDate", "mid"} <= row.keys():
        raise BadDocument("no_mid", row)
    mid = row["mid"]
    if type(mid) not in (Decimal, int) or not MIDS[0] <= mid <= MIDS[1]:
        raise BadDocument("mid", mid)
    return _day(row["effectiveDate"], last_day), Decimal(mid), str(row["no"])[:40]


def _day(text, last_day):
    try:
        day = date.fromisoformat(text or "")
    except (TypeError, ValueError):
        raise BadDocument("date", text) from None
    if not FIRST_DAY <= day <= last_day:
        raise BadDocument("date", text)
    return day


def _decimal(text):
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        raise BadDocument("percent", text) from None
    if not value.is_finite():
        raise BadDocument("percent", text)
    return value


def _xml(content):
    _check_size(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadDocument("not_xml", error) from None
    if root.getroottree().docinfo.doctype:
        raise BadDocument("doctype")
    return root


def _json(content):
    _check_size(content)
    try:
        answer = json.loads(content.decode(), parse_float=Decimal, parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadDocument("not_json", content[:40]) from None
    if not isinstance(answer, dict):
        raise BadDocument("not_json", content[:40])
    return answer


def _no_constant(text):
    raise ValueError(text)


def _check_size(content):
    if len(content) > MAX_BYTES:
        raise BadDocument("huge", len(content))
