"""What must be done once, beside the data files: till states for existing tills; triggers away at uninstall."""


def post_init_hook(env):
    env["retail.till.state"]._ensure_for(env["pos.config"].with_context(active_test=False).search([]))


def uninstall_hook(env):
    """The feed is not made yet."""
