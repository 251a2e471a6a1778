{
    "name": "Debt Collection: Deliveries",
    "summary": "Deliveries to customers whose sales are suspended wait for a release",
    "version": "19.0.1.0.0",
    "category": "Accounting/Collections",
    "license": "LGPL-3",
    "author": "debt_collection authors",
    "depends": ["debt_collection", "sale_stock"],
    "auto_install": True,
    "data": [
        "data/mail_activity_type_data.xml",
        "wizard/debt_release_wizard_views.xml",
        "views/stock_picking_views.xml",
        "views/res_config_settings_views.xml",
    ],
}
