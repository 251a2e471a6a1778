"""Which pages of a long PDF belong to which letter, and what a table carries over from one page
to the next. No Odoo, no PDF library.
"""

from itertools import pairwise


class PagingError(ValueError):
    """The pages can't be told apart; render the letters one by one."""


def page_ranges(marks, codes):
    """Pages of each letter of a PDF that holds many.

    :param marks: for each page the set of codes found on it
    :param codes: the codes of the letters, in the order they were written
    :return: list of (first, end) page numbers, end not included, one per code
    :raise PagingError: a letter has no first page, shares one, or the order differs
    """
    starts = []
    for number, found in enumerate(marks):
        known = [code for code in codes if code in found]
        if len(known) > 1:
            raise PagingError(f"page {number + 1} holds {len(known)} letters")
        if known:
            starts.append((known[0], number))
    if [code for code, _number in starts] != list(codes) or starts and starts[0][1] != 0:
        raise PagingError("the letters' first pages weren't found in their order")
    ends = [number for _code, number in starts[1:]] + [len(marks)]
    return [(number, end) for (_code, number), end in zip(starts, ends, strict=True)]


def chunks(rows, first, other):
    """Cut rows into groups for tables whose head isn't repeated by the renderer.

    :param first: rows of the first group, :param other: of the next ones
    """
    rows = list(rows)
    groups = [rows[:first]]
    groups += [rows[start : start + other] for start in range(first, len(rows), other)]
    return [group for group in groups if group]


def carries(rows):
    """Sums to print where a table goes on on the next page.

    :param rows: (page, table, sum up to and with this row as text) of each row, in their order
    :return: {page: [brought forward or None, carried forward or None]}
    """
    found = {}
    for (page, table, text), (next_page, next_table, _next) in pairwise(rows):
        if table == next_table and page != next_page:
            found.setdefault(page, [None, None])[1] = text
            found.setdefault(next_page, [None, None])[0] = text
    return found
