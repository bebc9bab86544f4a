{
    "name": "Retail POS Answers",
    "summary": "What customers ask about goods, answered at the till, offline too: price, offers, stock, care, fit, warranty",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central", "stock"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "views/product_template.xml",
        "views/retail_store.xml",
        "views/retail_product_link.xml",
        "wizard/retail_answer_import.xml",
        "views/retail_answer_gap.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_answers/static/src/core/**/*.js",
            "retail_pos_answers/static/src/till/**/*",
        ],
        "web.assets_tests": [
            "retail_pos_answers/static/tests/tours/**/*",
        ],
    },
}
