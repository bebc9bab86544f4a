{
    "name": "Retail POS Campaign Reports",
    "summary": "What campaigns brought, by store, product and day; and every sale priced once more at head office",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "data": [
        "security/ir.model.access.csv",
        "security/retail_rules.xml",
        "data/retail_cron.xml",
        "views/retail_campaign_report.xml",
        "views/retail_campaign_effect.xml",
        "views/retail_order_check.xml",
        "views/res_config_settings.xml",
    ],
}
