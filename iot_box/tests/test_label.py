"""Labels: the document's limits, and ZPL and dots judged by other code than ours."""

import io
from typing import Any

import pytest
from PIL import Image

from iot_box import escpos, label, label_raster, zpl
from iot_box.drivers.base import JobFailed
from iot_box.simulators.escpos_paper import Paper
from iot_box.simulators.escpos_tokens import Tokenizer
from iot_box.simulators.zpl_labels import Printed, labels

Json = dict[str, Any]
SHELF: Json = {
    "version": 1, "width_mm": 60, "height_mm": 40, "copies": 2, "lang": "nb_NO", "elements": [
        {"type": "text", "x_mm": 2, "y_mm": 2, "w_mm": 56, "size_mm": 3.5, "text": "Blåbærsyltetøy ^fra~ Ås_gård 400 g", "bold": True},
        {"type": "box", "x_mm": 0, "y_mm": 8, "w_mm": 60, "h_mm": 20, "fill": True},
        {"type": "text", "x_mm": 2, "y_mm": 9, "w_mm": 56, "size_mm": 14, "text": "19,90", "bold": True, "align": "right", "invert": True},
        {"type": "text", "x_mm": 2, "y_mm": 30, "w_mm": 20, "size_mm": 2.5, "text": "24,90", "strike": True},
        {"type": "line", "x_mm": 0, "y_mm": 29, "w_mm": 60, "h_mm": 0.3},
        {"type": "box", "x_mm": 0, "y_mm": 0, "w_mm": 60, "h_mm": 40, "fill": False},
        {"type": "barcode", "symbology": "ean13", "data": "7038010000010", "x_mm": 2, "y_mm": 31, "w_mm": 34, "h_mm": 8, "text": True},
        {"type": "qr", "data": "7038010000010", "x_mm": 48, "y_mm": 29.5, "w_mm": 10},
    ],
}  # fmt: skip


def with_element(**changes: Any) -> Json:
    return {**SHELF, "elements": [{**SHELF["elements"][0], **changes}]}


def printed(document: Json) -> Printed:
    (found,) = labels(zpl.encode(label.parse(document), 8.0).decode())
    assert found.unknown == []
    return found


def test_zpl_says_what_the_document_says() -> None:
    found = printed(SHELF)
    assert (found.width, found.height, found.copies) == (480, 320, 2)
    texts = [each for each in found.fields if each["type"] == "text"]
    assert texts[0]["text"] == "Blåbærsyltetøy ^fra~ Ås_gård 400 g"
    assert all(each["width"] <= each["room"] for each in texts)
    assert [each["reverse"] for each in texts if each["text"] == "19,90"] == [True]
    (code,) = [each for each in found.fields if each["type"] == "barcode"]
    assert (code["data"], code["module"]) == ("7038010000010", 2)
    (qr,) = [each for each in found.fields if each["type"] == "qr"]
    assert qr["data"] == "7038010000010"
    assert len(zpl.encode(label.parse(SHELF), 8.0)) < 900


def test_a_line_too_wide_is_made_narrower_and_never_cut() -> None:
    (text, *_again) = printed(with_element(text="Økologisk bringebærsyltetøy med vaniljesaus og mandler", bold=False)).fields
    assert text["text"].endswith("mandler") and text["width"] <= text["room"]


def test_white_letters_on_black() -> None:
    image = printed(SHELF).image
    assert image is not None
    price = image.crop((300, 70, 470, 180))
    dark = sum(1 for value in price.tobytes() if value < 128)
    assert 0 < dark < price.width * price.height
    assert image.getpixel((5, 100)) == 0


def test_dots_hold_the_same() -> None:
    image = label_raster.draw(label.parse(SHELF), 8.0)
    assert image.size == (480, 320)
    assert image.getpixel((5, 100)) == 0 and image.getpixel((470, 300)) == 255
    found = next((column for column in range(250, 470) if image.getpixel((column, 130)) == 255), None)
    assert found is not None, "the price stands white on black"


def test_escpos_prints_every_copy() -> None:
    image = label_raster.draw(label.parse(SHELF), 8.0)
    paper = Paper(576)
    for token in Tokenizer().feed((escpos.raster_image(image) + escpos.GS + b"\x0c") * 2):
        paper.execute(token)
    assert paper.unknown == [] and len(paper.receipts) == 2


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({**SHELF, "version": 2}, "version"),
        ({**SHELF, "width_mm": 5}, "width_mm"),
        ({**SHELF, "copies": 1.5}, "copies"),
        ({**SHELF, "elements": {}}, "elements"),
        ({**SHELF, "elements": ["x"]}, "elements[0]"),
        (with_element(type="star"), "elements[0].type"),
        (with_element(x_mm=61), "elements[0].x_mm"),
        (with_element(w_mm=70), "elements[0].w_mm"),
        (with_element(size_mm=60), "elements[0].size_mm"),
        (with_element(text="a\nb"), "elements[0].text"),
        (with_element(bold="yes"), "elements[0].bold"),
        ({**SHELF, "elements": [{**SHELF["elements"][6], "data": "7038010000011"}]}, "elements[0].data"),
        ({**SHELF, "elements": [{**SHELF["elements"][7], "w_mm": 12}]}, "elements[0].w_mm"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_named(document: Json, field: str) -> None:
    with pytest.raises(JobFailed) as caught:
        label.parse(document)
    assert (caught.value.problem.code, caught.value.field) == ("invalid", f"document.{field}")


def test_a_code_wider_than_its_room_is_refused() -> None:
    narrow = {**SHELF, "elements": [{**SHELF["elements"][6], "w_mm": 10}]}
    for make in (lambda: zpl.encode(label.parse(narrow), 8.0), lambda: label_raster.draw(label.parse(narrow), 8.0)):
        with pytest.raises(JobFailed) as caught:
            make()
        assert caught.value.field == "document.elements[0].w_mm"


def test_pictures_are_whole_images() -> None:
    out = io.BytesIO()
    image = printed(SHELF).image
    assert image is not None
    image.save(out, "PNG")
    assert Image.open(io.BytesIO(out.getvalue())).size == (480, 320)
