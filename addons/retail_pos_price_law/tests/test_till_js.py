"""The till's own tests in the browser: hoot suites of this addon."""

from odoo.tests import HttpCase, tagged

from odoo.addons.retail_pos_central.tests.test_till_js import hoot_id, is_failure


@tagged("post_install", "-at_install")
class TestPriceLawJs(HttpCase):
    def test_unit(self):
        suite = hoot_id("@retail_pos_price_law")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=is_failure,
        )
