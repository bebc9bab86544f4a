from odoo.tests import BaseCase

from ..tools.user_agent import short_name


class TestUserAgent(BaseCase):
    def test_names(self):
        webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
        for text, name in (
            (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/130.0.0.0 Safari/537.36", "Chrome 130, Windows"),
            (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/130.0 Safari/537.36 Edg/130.0.2849.46", "Edge 130, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128, Linux"),
            (f"Mozilla/5.0 (Linux; Android 14; SM-X210) {webkit} Chrome/129.0 Safari/537.36", "Chrome 129, Android"),
            ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile/15E148 Safari/604.1", "Safari 17, iOS"),
            ("something else", "something else"),
            ("", ""),
            (None, ""),
        ):
            self.assertEqual(short_name(text), name)
