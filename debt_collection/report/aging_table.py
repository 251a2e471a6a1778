"""An aging report on its way to paper or a workbook: plain values, no database."""

from typing import NamedTuple


class Item(NamedTuple):
    """A document of a row; `amounts` are in the order of the table's columns."""

    name: str
    issued: object
    due: object
    days_late: int
    amounts: list


class Row(NamedTuple):
    """A group (a customer, a collector, ...) with its sums and, if wanted, its documents."""

    name: str
    count: int
    amounts: list
    items: list


class Section(NamedTuple):
    """All rows of one currency: amounts of two are never added up."""

    currency: str
    rows: list

    def totals(self):
        """Return the sum of each column, rounded as cents are."""
        columns = zip(*(row.amounts for row in self.rows), strict=True)
        return [round(sum(column), 6) for column in columns]


class Table(NamedTuple):
    """`heads`: names of the columns of amounts; `lines`: what stands under the title; `labels`:
    texts by name: group, count, document, issued, due, late, total, check, page."""

    title: str
    lines: list
    heads: list
    labels: dict
    sections: list
    with_items: bool
