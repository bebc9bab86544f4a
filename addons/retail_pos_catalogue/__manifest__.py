{
    "name": "Retail POS Catalogue",
    "summary": "Tills hold the whole catalogue of their store on disk, find anything offline and load only what they sell",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "data": [
        "security/ir.model.access.csv",
        "data/retail_cron.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_catalogue/static/src/core/**/*.js",
            "retail_pos_catalogue/static/src/till/**/*",
        ],
        "web.assets_unit_tests": [
            "retail_pos_catalogue/static/tests/unit/**/*",
        ],
    },
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
