{
    "name": "Retail POS Training",
    "summary": "Tills and cashiers in training: practice sales that touch nothing, and a guided first day",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central", "retail_pos_receipts"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "views/retail_training_order.xml",
        "views/pos_config.xml",
        "views/retail_trainee.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_training/static/src/core/**/*.js",
            "retail_pos_training/static/src/till/**/*",
        ],
        "web.assets_tests": [
            "retail_pos_training/static/tests/tours/**/*",
        ],
    },
}
