{
    "name": "Retail POS Demo Chain",
    "summary": "A believable Norwegian chain to try the product on: stores, goods, campaigns, layouts",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": [
        "retail_pos_central",
        "retail_pos_devices",
        "retail_pos_prompts",
        "retail_pos_training",
        "retail_pos_answers",
        "retail_pos_integrity",
        "l10n_no",
        "stock",
    ],
    "external_dependencies": {"python": ["Pillow"]},
}
