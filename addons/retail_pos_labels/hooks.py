"""What must be done once: labels that hang on shelves already are no work; the ready designs are made."""


def post_init_hook(env):
    env["retail.price.point"]._catch_up(env["product.product"].search([("available_in_pos", "=", True)]))
    env["retail.label"]._take_as_hung()
    for company in env["retail.store"].sudo().search([]).company_id or env.company:
        env["retail.label.design"]._ensure_presets(company)
