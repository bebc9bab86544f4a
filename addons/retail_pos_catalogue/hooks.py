"""What must be done once, beside the data files."""


def post_init_hook(env):
    # Tills have cached every article; the web POS loads anew when this changes.
    env["pos.config"].with_context(active_test=False).search([])._compute_local_data_integrity()
