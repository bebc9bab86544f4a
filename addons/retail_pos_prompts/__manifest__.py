{
    "name": "Retail POS Prompts",
    "summary": "Texts, questions, age checks and sale hours that tills show at the right moment, kept centrally",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/retail_sale_hours.xml",
        "views/retail_prompt.xml",
        "views/retail_sale_hours.xml",
        "views/retail_prompt_answer.xml",
        "views/pos_order.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_prompts/static/src/core/**/*.js",
            "retail_pos_prompts/static/src/till/**/*",
        ],
        "web.assets_unit_tests": [
            "retail_pos_prompts/static/tests/unit/**/*",
        ],
        "web.assets_tests": [
            "retail_pos_prompts/static/tests/tours/**/*",
        ],
    },
}
