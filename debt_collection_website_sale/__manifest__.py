{
    "name": "Debt Collection: Web Shop",
    "summary": "Customers whose sales are suspended are asked to get in touch before they pay",
    "version": "19.0.1.0.0",
    "category": "Accounting/Collections",
    "license": "LGPL-3",
    "author": "debt_collection authors",
    "depends": ["debt_collection", "website_sale"],
    "auto_install": True,
    "data": ["views/templates.xml"],
}
