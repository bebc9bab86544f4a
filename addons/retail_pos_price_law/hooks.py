"""What must be done once: the history begins with today's prices, and tills load goods anew for their unit prices."""


def post_init_hook(env):
    products = env["product.product"].search([("available_in_pos", "=", True)])
    env["retail.price.change"]._mark(products)
    env["pos.config"].with_context(active_test=False).search([])._compute_local_data_integrity()
