{
    "name": "Retail POS: Norwegian (Bokmål) for Odoo's till",
    "summary": "What Odoo's own Norwegian leaves in English at the till",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Retail POS Central contributors",
    "license": "LGPL-3",
    "depends": ["retail_pos_central"],
    "external_dependencies": {"python": ["polib"]},
    "auto_install": ["retail_pos_central"],
}
