"""What must be done once, beside the data files: till states for existing tills, weights to the gram; triggers away at uninstall."""


def post_init_hook(env):
    configs = env["pos.config"].with_context(active_test=False).search([])
    env["retail.till.state"]._ensure_for(configs)
    # What tills have cached was loaded without what this addon adds; the web POS loads anew when this changes.
    configs._compute_local_data_integrity()
    # Odoo's two decimals round weighed goods to 10 g, and the customer pays for what is not on the scale.
    precision = env.ref("uom.decimal_product_uom")
    precision.digits = max(precision.digits, 3)


def uninstall_hook(env):
    env["retail.feed"]._drop_triggers()
    env.cr.execute("DROP TABLE IF EXISTS retail_feed")
    env["retail.setup"]._forget()
