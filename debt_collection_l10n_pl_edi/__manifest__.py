{
    "name": "Debt Collection: KSeF",
    "summary": "KSeF numbers on collection letters and in transfer titles, codes on invoices",
    "version": "19.0.1.0.0",
    "category": "Accounting/Collections",
    "license": "LGPL-3",
    "author": "debt_collection authors",
    "depends": ["debt_collection", "l10n_pl_edi"],
    "data": ["views/report_invoice.xml"],
    "auto_install": True,
}
