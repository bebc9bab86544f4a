{
    "name": "Retail POS Price Law",
    "summary": "Unit prices, the history of every price, and the lowest price before a campaign",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/retail_cron.xml",
        "views/product.xml",
        "views/retail_price_point.xml",
        "views/retail_campaign.xml",
        "views/res_config_settings.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_price_law/static/src/core/**/*.js",
            "retail_pos_price_law/static/src/till/**/*",
        ],
        "web.assets_backend": [
            "retail_pos_price_law/static/src/core/**/*.js",
        ],
        "web.assets_unit_tests": [
            "retail_pos_price_law/static/tests/unit/**/*",
        ],
    },
    "post_init_hook": "post_init_hook",
}
