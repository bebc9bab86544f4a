{
    "name": "Retail POS SAF-T",
    "summary": "Norway's cash register file: every sale sealed in a chain, SAF-T Cash Register for the tax office",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_receipts", "retail_pos_training"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/ir_cron.xml",
        "views/retail_saft_export.xml",
        "views/retail_saft_seal.xml",
        "views/retail_saft_key.xml",
        "views/product_category.xml",
        "views/pos_payment_method.xml",
    ],
}
