{
    "name": "Retail POS Receipts",
    "summary": "X and Z reports, the till's journal, receipts by mail and PDF, returns by the receipt's barcode",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "views/retail_till_report.xml",
        "views/retail_till_event.xml",
        "views/retail_till_settings.xml",
        "views/pos_order.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_receipts/static/src/core/**/*.js",
            "retail_pos_receipts/static/src/till/**/*",
        ],
        "web.assets_backend": [
            "retail_pos_receipts/static/src/core/**/*.js",
            "retail_pos_receipts/static/src/backend/**/*",
        ],
        "web.assets_unit_tests": [
            "retail_pos_receipts/static/tests/unit/**/*",
        ],
        "web.assets_tests": [
            "retail_pos_receipts/static/tests/tours/**/*",
        ],
    },
}
