{
    "name": "Debt Collection: Spreadsheet Dashboard",
    "summary": "Receivables as a spreadsheet dashboard: overdue, ages, promises, money received",
    "version": "19.0.1.0.0",
    "category": "Accounting/Collections",
    "license": "LGPL-3",
    "author": "debt_collection authors",
    "depends": ["debt_collection", "spreadsheet_dashboard"],
    "auto_install": True,
    "data": ["data/spreadsheet_dashboard.xml"],
}
