{
    "name": "Retail POS Labels",
    "summary": "Shelf labels and posters: each store's queue, designs, PDF sheets, label printers and electronic labels",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_price_law", "retail_pos_devices", "mail"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/retail_labels_data.xml",
        "views/retail_label.xml",
        "views/retail_label_design.xml",
        "views/retail_label_print.xml",
        "views/retail_esl.xml",
        "views/res_config_settings.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "retail_pos_labels/static/src/core/**/*.js",
            "retail_pos_labels/static/src/backend/**/*",
        ],
        "web.assets_tests": [
            "retail_pos_labels/static/tests/tours/**/*",
        ],
    },
    "external_dependencies": {"python": ["reportlab", "requests"]},
    "post_init_hook": "post_init_hook",
}
