"""Nothing at the till stays English: every term in the code and templates that the till loads has Norwegian."""

from babel.messages.extract import extract

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

from ..tools.gap_terms import gap_terms

BUNDLES = ("point_of_sale.assets_prod", "point_of_sale.customer_display_assets")
#: ending of a file → (how Odoo finds terms in it, the functions that mark them)
EXTRACTORS = {
    ".js": ("odoo.tools.babel:extract_javascript", {"_t": None}),
    ".xml": ("odoo.tools.translate:babel_extract_qweb", {}),
}
#: Libraries have no terms of Odoo's; tests and debugging tools aren't for cashiers.
LEFT_OUT = ("/static/lib/", "/static/tests/", "/core/debug/", "/debug_items.js")
#: What the extraction takes for text and isn't: expressions, a style sheet, a template literal that never matches.
NOT_TEXT = ("option.label", "optionScope.label", "props.placeholder", "@font-face", ") format(", "This operation will destroy all ${")


@tagged("post_install", "-at_install")
class TestCoverage(TransactionCase):
    def test_everything_the_till_loads_is_norwegian(self):
        modules = list(gap_terms())
        sent = self.env["ir.http"]._get_translations_for_webclient(modules, "nb_NO")[0]
        translated = {module: {message["id"] for message in sent[module]["messages"]} for module in modules}
        seen, english = set(), []
        for url in self._files():
            module = url.split("/")[1]
            if module not in translated:
                continue
            for term in _terms(url):
                seen.add((module, term))
                if term not in translated[module]:
                    english.append(f"{url}: {term}")
        self.assertGreater(len(seen), 1000)
        self.assertEqual(sorted(set(english)), [])

    def _files(self):
        urls = {file["url"] for bundle in BUNDLES for file in self.env["ir.qweb"]._get_asset_content(bundle)[0]}
        return sorted(url for url in urls if url.endswith(tuple(EXTRACTORS)) and not any(part in url for part in LEFT_OUT))


def _terms(url):
    method, functions = EXTRACTORS[url[url.rindex(".") :]]
    with file_open(url.lstrip("/"), "rb") as file:
        for _line, message, *_rest in extract(method, file, keywords=functions, options={}):
            term = message[0] if isinstance(message, tuple) else message
            # signs alone, such as "%" or "!=", read the same in every language
            if any(letter.isalpha() for letter in term) and len(term) > 1 and not term.startswith(NOT_TEXT):
                yield term
