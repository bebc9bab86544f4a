"""What must be done once, beside the data files: tills load anew when what they load at their start changes."""


def _let_tills_load_anew(env):
    # Tills have cached what they loaded; the web POS loads anew when this changes.
    env["pos.config"].with_context(active_test=False).search([])._compute_local_data_integrity()


def post_init_hook(env):
    _let_tills_load_anew(env)


def uninstall_hook(env):
    _let_tills_load_anew(env)
    chunks = env["retail.catalogue.chunk"].search([])
    hashes = set(chunks.mapped("sha256"))
    chunks.unlink()
    env["retail.catalogue.chunk"]._drop_blobs(hashes)
