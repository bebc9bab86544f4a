"""The till's own tests in the browser: hoot suites of this addon."""

from odoo.tests import HttpCase, tagged


def hoot_id(name):
    """The id by which hoot finds a suite (as web/tests/test_js.py computes it)."""
    result = 0
    for char in name:
        result = ((result << 5) - result + ord(char)) & 0xFFFFFFFF
    return f"{result:08x}"


def is_failure(message):
    return "[HOOT]" not in message


@tagged("post_install", "-at_install")
class TestTillJs(HttpCase):
    def test_unit(self):
        suite = hoot_id("@retail_pos_central")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=is_failure,
        )
