{
    "name": "Debt Collection: Snailmail",
    "summary": "Letters printed and posted by Odoo's Snailmail service",
    "version": "19.0.1.0.0",
    "category": "Accounting/Collections",
    "license": "LGPL-3",
    "author": "debt_collection authors",
    "depends": ["debt_collection", "snailmail"],
    "auto_install": True,
    "data": ["data/debt_channel_data.xml"],
}
