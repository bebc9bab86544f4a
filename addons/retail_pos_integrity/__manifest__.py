{
    "name": "Retail POS Price Integrity",
    "summary": "What goods cost, cost and will cost, and why; shelf checks; every sale at a price that was not meant",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_labels", "retail_pos_campaign_reports", "barcodes"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/retail_integrity_data.xml",
        "views/retail_price_walk.xml",
        "views/retail_price_walk_line.xml",
        "views/retail_price_deviation.xml",
        "views/retail_price_question.xml",
        "views/retail_till_state.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "retail_pos_integrity/static/src/backend/**/*",
        ],
        "web.assets_tests": [
            "retail_pos_integrity/static/tests/tours/**/*",
        ],
    },
}
