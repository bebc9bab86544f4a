"""The till's own tests in the browser: hoot suites of this addon."""

from odoo.tests import HttpCase, tagged

from odoo.addons.retail_pos_central.tests.common import HootTests


@tagged("post_install", "-at_install")
class TestCatalogueJs(HootTests, HttpCase):
    pass
