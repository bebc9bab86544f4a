{
    "name": "Retail POS Devices",
    "summary": "Scanners, printers and card terminals of all stores, kept centrally and reached through boxes",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "external_dependencies": {"python": ["cryptography"]},
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/retail_box_data.xml",
        "wizard/retail_box_pair.xml",
        "views/retail_device.xml",
        "views/retail_box_payment.xml",
        "views/retail_box_command.xml",
        "views/retail_box.xml",
        "views/retail_device_profile.xml",
        "views/retail_store.xml",
        "views/retail_till_state.xml",
        "views/pos_payment_method.xml",
        "views/retail_menu.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "retail_pos_devices/static/src/core/**/*.js",
            "retail_pos_devices/static/src/till/**/*",
        ],
        "web.assets_unit_tests": [
            "retail_pos_devices/static/tests/unit/**/*",
        ],
    },
}
