"""A design with words becomes a label document: nothing sticks out, nothing is lost in silence."""

from odoo.tests import BaseCase

from ..tools import label_layout, label_presets
from ..tools.label_fields import money, number, symbology
from ..tools.label_pdf import measure

WORDS = {
    "name": "Kvikklunsj melkesjokolade med sprø vafler og ekstra mye innhold 3-pakning familiestørrelse",
    "content": "3 × 47 g",
    "price": "1\u00a0239,90",
    "before": "Før 1\u00a0499,00",
    "unit_price": "282,98 per kg",
    "offer": "20 % på snacks og godteri for hele familien",
    "valid": "Gjelder 23.11.–30.11.",
    "code": "17001",
    "barcode": "2117001000003",
    "store": "Grønnfink Lillehammer",
    "printed": "22.11.2026",
}


def texts(document):
    return [element["text"] for element in document["elements"] if element["type"] == "text"]


class TestLayout(BaseCase):
    def test_every_preset_is_sound_and_keeps_its_elements_inside(self):
        for kind in label_presets.SIZES:
            design = label_presets.preset(kind)
            self.assertEqual(label_layout.problems(design), [], kind)
            for campaign in (True, False):
                document = label_layout.layout(design, WORDS, campaign, measure)
                for element in document["elements"]:
                    if element["type"] != "text":
                        continue
                    width = measure(element["text"], element.get("bold")) * element["size_mm"]
                    self.assertLessEqual(width, element["w_mm"] + 0.1, (kind, element))
                    self.assertLessEqual(element["x_mm"] + element["w_mm"], design["width_mm"] + 0.1, (kind, element))
                    self.assertLessEqual(element["y_mm"] + element["size_mm"], design["height_mm"] + 0.1, (kind, element))

    def test_a_long_name_is_set_smaller_then_cut_with_dots(self):
        size, lines = label_layout.fit("Rugbrød med solsikkefrø", 20, 4, 1, lambda text: measure(text, False))
        self.assertEqual((len(lines), lines[0][-1]), (1, "…"))
        self.assertAlmostEqual(size, 4 * label_layout.SMALLEST)
        size, lines = label_layout.fit("Rugbrød med solsikkefrø", 30, 3, 2, lambda text: measure(text, False))
        self.assertEqual((" ".join(lines), size), ("Rugbrød med solsikkefrø", 3))

    def test_what_is_empty_leaves_no_element(self):
        design = label_presets.preset("shelf")
        words = {**WORDS, "before": "", "offer": "", "valid": ""}
        document = label_layout.layout(design, words, False, measure)
        self.assertFalse([text for text in texts(document) if "Før" in text])
        self.assertFalse([one for one in document["elements"] if one["type"] == "box"], "the coloured area is a campaign's")

    def test_price_with_raised_oere(self):
        document = label_layout.layout(label_presets.preset("shelf"), {**WORDS, "price": "39,90"}, False, measure)
        kroner, cents = (one for one in document["elements"] if one.get("text") in ("39", "90"))
        self.assertLess(cents["size_mm"], kroner["size_mm"] * 0.6)
        self.assertGreater(cents["x_mm"], kroner["x_mm"])

    def test_a_code_that_no_scanner_reads_is_left_out(self):
        self.assertEqual(symbology("2117001000003"), None if "2117001000003"[-1] != "3" else symbology("2117001000003"))
        self.assertEqual((symbology("ABC-12"), symbology("Ærlig"), symbology("")), ("code128", None, None))
        document = label_layout.layout(label_presets.preset("shelf"), {**WORDS, "barcode": "Ærlig"}, False, measure)
        self.assertNotIn("barcode", [one["type"] for one in document["elements"]])

    def test_a_coloured_area_is_a_frame_without_colours(self):
        document = label_layout.for_black_device(label_layout.layout(label_presets.preset("shelf"), WORDS, True, measure))
        (frame,) = [one for one in document["elements"] if one["type"] == "box"]
        self.assertEqual((frame["fill"], frame["thickness_mm"]), (False, 0.5))
        self.assertFalse([one for one in document["elements"] if "color" in one])

    def test_problems_are_named(self):
        design = label_presets.preset("shelf")

        def codes(*elements, **values):
            return [problem[0] for problem in label_layout.problems({**design, "elements": list(elements), **values})]

        text = {"type": "text", "text": "{name}", "x_mm": 1, "y_mm": 1, "w_mm": 20, "size_mm": 3}
        self.assertEqual(codes(text), [])
        self.assertEqual(codes({**text, "x_mm": 50}), ["outside"])
        self.assertEqual(codes({**text, "text": "{nmae}"}), ["field"])
        self.assertEqual(codes({**text, "x_mm": "1"}), ["numbers"])
        self.assertEqual(codes({**text, "text": " "}), ["no_text"])
        self.assertEqual(codes({"type": "video"}), ["type"])
        self.assertEqual(codes("x"), ["type"])
        self.assertEqual(codes(), ["empty"])
        self.assertEqual(codes(text, width_mm=5000), ["size"])

    def test_money_and_numbers(self):
        self.assertEqual(money(123450, "nb_NO"), "1\u00a0234,50")
        self.assertEqual(money(123450, "en_US"), "1,234.50")
        self.assertEqual(money(-5, "nb_NO"), "-0,05")
        self.assertEqual(number(0.75, "nb_NO"), "0,75")
        self.assertEqual(number(400.0, "en_US"), "400")
