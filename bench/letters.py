"""Printing letters: many in one call of the renderer, against Odoo's way, one PDF at a time."""

from unittest.mock import patch

from ours import _companies, evenly

from odoo.tools import SQL

BY_ODOO = """
<t t-name="bench.letter"><t t-call="web.html_container"><t t-foreach="docs" t-as="doc">
<t t-set="o" t-value="doc"/><t t-call="web.external_layout"><div class="page"><t t-out="doc._fragment()"/></div></t>
</t></t></t>
"""


def together(env, probe, count, today):
    """Print `count` letters that are ready as the queue of PDFs does; nothing is kept."""
    letters = _letters(env, count)
    alone = []
    original = type(letters)._print_together

    def counted(self, fragments):
        alone.extend(fragments if len(fragments) == 1 else ())
        return original(self, fragments)

    with patch.object(type(letters), "_print_together", counted), probe(env.cr) as measured:
        failed = letters._render_pdfs()
    pages = letters.mapped("page_count")
    found = {
        "letters": len(letters),
        "failed": len(failed),
        "alone": len(alone),
        "pages": {size: pages.count(size) for size in sorted(set(pages))},
    }
    env.cr.rollback()
    return measured.result | found


def by_odoo(env, probe, count, today):
    """Print the same texts and tables one by one as reports of Odoo, in its own layout."""
    letters = _letters(env, count)
    view = env["ir.ui.view"].create(
        {"name": "bench", "type": "qweb", "key": "bench.letter", "arch_db": BY_ODOO}
    )
    env["ir.model.data"].create(
        {"module": "bench", "name": "letter", "model": "ir.ui.view", "res_id": view.id}
    )
    report = env["ir.actions.report"].create(
        {"name": "bench", "model": "debt.letter", "report_name": "bench.letter"}
    )
    with probe(env.cr) as measured:
        for letter in letters:
            report._render_qweb_pdf(report, letter.ids)
    count = len(letters)
    env.cr.rollback()
    return measured.result | {"letters": count}


def _letters(env, count):
    """Letters of one company as if they had just been written: without PDFs."""
    company = _companies(env)[0]
    known = env["debt.letter"].search(
        [("company_id", "=", company.id), ("has_pdf", "=", True)], order="id"
    )
    letters = evenly(known, count)
    # sent letters are evidence: for the measure they are drafts again, and nothing is committed
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE debt_letter SET attachment_id = NULL, state = 'draft' WHERE id = ANY(%s)",
            letters.ids,
        )
    )
    env.invalidate_all()
    return letters
