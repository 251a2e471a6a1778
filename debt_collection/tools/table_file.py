"""Rows of text out of a file that people export: CSV in any usual dress, or a workbook (XLSX).

Nothing is judged here: a formula comes as the value that stands in the file, a text that looks
like one stays a text.
"""

import csv
import io
import zipfile
from datetime import date, datetime
from statistics import median

from openpyxl import load_workbook

DELIMITERS = ";\t,|"
# a sheet of a million empty rows isn't a list of letters
MOST_ROWS = 100_000
MOST_BYTES = 30_000_000
MOST_UNPACKED = 300_000_000


class TableError(ValueError):
    """The file can't be read: `code` is empty, encoding, workbook or size."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def rows(content, name="", keep_empty=False):
    """Return the rows of a file as lists of texts, without empty rows; days as ISO texts.

    :param content: bytes; a workbook is known by its content
    :param name: file name, only for the sake of the message
    :param keep_empty: empty rows stay, so that a row is found again by its number
    :raise TableError: nothing in it, no known encoding, not a workbook, too big
    """
    if not content:
        raise TableError("empty")
    if len(content) > MOST_BYTES:
        raise TableError("size")
    found = _workbook(content) if content[:2] == b"PK" else _text(content)
    kept = [row for row in found if any(row)]
    if not kept:
        raise TableError("empty")
    return found if keep_empty else kept


def _workbook(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise TableError("size")
            # no program writes document types into workbooks: entities would unfold in memory
            if any(b"<!DOCTYPE" in packed.open(part).read(1000) for part in parts):
                raise TableError("workbook")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True)):
            if number >= MOST_ROWS:
                raise TableError("size")
            found.append([_cell(value) for value in cells])
        return found
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part raised
        raise TableError("workbook") from error


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date() if not value.time() else value
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _number(round(value, 6))
    return str(value).strip()


def _number(value):
    """A number with its decimals; never three of them, which could be taken for thousands."""
    if value.is_integer():
        return str(int(value))
    text = f"{value:.6f}".rstrip("0")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 else text


def decode(content):
    """Return the text of bytes in UTF-8 or UTF-16 (with a mark), else Windows-1250 or ISO-8859-2.

    >>> decode("Świąt".encode("cp1250")), decode("Świąt".encode("iso8859-2"))
    ('Świąt', 'Świąt')
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", _one_byte(content)):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("encoding")


def _one_byte(content):
    """Which one: ISO-8859-2 has its Polish letters elsewhere, and nothing below 160."""
    if any(0x80 <= byte < 0xA0 for byte in content):
        return "cp1250"
    iso, windows = (
        sum(content.count(letter.encode(code)) for letter in "ąśźĄŚŹ")
        for code in ("iso8859-2", "cp1250")
    )
    return "iso8859-2" if iso > windows else "cp1250"


def _text(content):
    text = decode(content)
    if "\0" in text:
        raise TableError("encoding")
    delimiter = _delimiter(text)
    found = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if len(found) >= MOST_ROWS:
            raise TableError("size")
        found.append([cell.strip() for cell in row])
    return found


def _delimiter(text):
    """The delimiter that most lines have most of; titles above the list have none."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    if not lines:
        return ";"
    return max(DELIMITERS, key=lambda sign: median(line.count(sign) for line in lines))
