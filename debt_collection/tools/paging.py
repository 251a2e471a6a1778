"""Which pages of a long PDF belong to which letter. No Odoo, no PDF library."""


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
