"""./dev setup: everything this machine needs, in order, each step once."""

from . import databases, odoo_source, postgres, system, venvs
from .steps import only_one


def machine() -> None:
    """Packages, Odoo, environments and a running database server."""
    with only_one("setup"):
        system.ensure()
        odoo_source.ensure()
        venvs.ensure()
        venvs.ensure_node()
        postgres.ensure()


def test_database() -> None:
    """Our addons installed, for the tests."""
    with only_one("databases"):
        databases.ensure_test()


def chain() -> None:
    """The demo chain that the end-to-end tests copy."""
    with only_one("databases"):
        databases.ensure_chain()


def demo() -> None:
    """The demo's own database."""
    with only_one("databases"):
        databases.ensure_demo()
