{
    "name": "Debt Collection: CRM",
    "summary": "Opportunities say what a customer owes and whether sales to him are limited",
    "version": "19.0.1.0.0",
    "category": "Accounting/Collections",
    "license": "LGPL-3",
    "author": "debt_collection authors",
    "depends": ["debt_collection", "crm"],
    "auto_install": True,
    "data": ["views/crm_lead_views.xml"],
}
