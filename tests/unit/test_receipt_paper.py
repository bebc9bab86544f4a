"""One receipt document, row by row: what the designer previews is what the printer's bytes say, and what is mailed.

Every kind of receipt on 58 and 80 mm paper in both languages goes through the till's JavaScript, the box's encoder
and the simulator's own reading of ESC/POS, and through the server's renderer for mail and PDF.
"""

import html
import importlib.util
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from devkit import paths
from iot_box.document import parse
from iot_box.escpos import Encoder
from iot_box.escpos_models import MODELS
from iot_box.simulators.escpos_paper import Paper
from iot_box.simulators.escpos_tokens import Tokenizer

#: Paper by its characters a row, as people set printers up.
PRINTERS = {32: ("epson58", 384), 42: ("epson80_512", 512), 48: ("epson80", 576)}


def _documents():
    node = shutil.which("node") or "node"
    script = paths.ROOT / "tests/unit/receipt_documents.mjs"
    done = subprocess.run([node, str(script)], capture_output=True, text=True, check=True, cwd=paths.ROOT)
    return [json.loads(line) for line in done.stdout.splitlines()]


DOCUMENTS = _documents()
IDS = [f"{one['kind']}-{one['lang']}-{one['columns']}" for one in DOCUMENTS]


def _server():
    """The server's renderer is pure, so it is read without Odoo."""
    source = paths.ROOT / "addons/retail_pos_receipts/tools/receipt_rows.py"
    spec = importlib.util.spec_from_file_location("receipt_rows", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SERVER = _server()


class _Rows(HTMLParser):
    """The rows of the preview: (text, styles) of each div below the receipt's own."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.depth = 0
        self.rows = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "div":
            self.depth += 1
            if self.depth == 2:
                self.rows.append({"text": "", "style": "", "tags": set()})
        if self.rows:
            self.rows[-1]["tags"].add(tag)
            self.rows[-1]["style"] += ";" + attributes.get("style", "")

    def handle_endtag(self, tag):
        self.depth -= tag == "div"

    def handle_data(self, data):
        if self.depth >= 2:
            self.rows[-1]["text"] += data

    def handle_entityref(self, name):
        self.handle_data(html.unescape(f"&{name};"))

    def handle_charref(self, name):
        self.handle_data(html.unescape(f"&#{name};"))


def previewed(markup):
    """What a person sees of the preview: (kind, text, size, bold, underlined) of each row."""
    parser = _Rows()
    parser.feed(markup)
    found = []
    for row in parser.rows:
        style, text = row["style"], row["text"].replace("\u00a0", "").rstrip()
        if "border-top:1px dashed" in style:
            continue
        if height := re.search(r"^;height:([\d.]+)em", style):
            if "scaleY" not in style:
                found += [("space", "", "normal", False, False)] * round(float(height[1]) / 1.35)
                continue
        if "img" in row["tags"]:
            found.append(("image", "", "normal", False, False))
        elif "text-align:center;margin:6px 0" in style:
            found.append(("code", text, "normal", False, False))
        else:
            size = "wide" if "scaleX" in style else "tall" if "scaleY" in style else "double" if "200%" in style else "normal"
            bold, underline = "font-weight:bold" in style, "underline" in style
            kind = "text" if text else "space"
            found.append((kind, text, size if text else "normal", bold and bool(text), underline and bool(text)))
    return found


def printed(document, columns):
    """The same of the paper: the box's bytes, read by the simulator."""
    model, dots = PRINTERS[columns]
    encoder = Encoder(MODELS[model], "cp1252", columns)
    data = encoder.encode(parse(document, columns), cut_at_end=False)
    paper = Paper(dots)
    for token in Tokenizer().feed(data):
        paper.execute(token)
    assert paper.unknown == []
    assert len(paper.receipts) >= 1, "the paper was not cut"
    found, last = [], None
    for row in paper.receipts[0]["rows"]:
        last, before_it = row["type"], last
        if (last, before_it) == ("space", "qr"):
            continue  # The margin below a QR code is part of it.
        if row["type"] == "space":
            found += [("space", "", "normal", False, False)] * row["rows"]
        elif row["type"] == "text":
            room = columns // (2 if row["size"] in ("wide", "double") else 1)
            before = {"left": 0, "center": (room - len(row["text"])) // 2, "right": room - len(row["text"])}[row["align"]]
            text = " " * before + row["text"].rstrip()
            found.append(("text", text, row["size"], row["bold"], bool(row["underline"])))
        elif row["type"] == "image":
            found.append(("image", "", "normal", False, False))
        else:
            found.append(("code", row["data"], "normal", False, False))
    return found


@pytest.mark.parametrize("one", DOCUMENTS, ids=IDS)
def test_the_paper_shows_what_the_designer_previews(one):
    preview, paper = previewed(one["html"]), printed(one["document"], one["columns"])
    for number, (expected, actual) in enumerate(zip(preview, paper, strict=False)):
        assert actual == expected, f"row {number}"
    # The printer pushes the paper out to its knife.
    rest = paper[len(preview) :]
    assert len(paper) >= len(preview) and all(row[0] == "space" for row in rest), rest


@pytest.mark.parametrize("one", DOCUMENTS, ids=IDS)
def test_mail_and_pdf_show_the_same_rows(one):
    kept = SERVER.checked(one["document"])
    shown = SERVER.to_text(kept).split("\n")
    expected = [re.sub(r"^\[(barcode|qr) ", "[", row).rstrip() for row in one["text"]]
    assert shown == expected
    mailed = "".join(re.sub(r"<[^>]*>", "\n", html.unescape(SERVER.to_html(kept))).split("\n"))
    for row in one["text"]:
        if row.strip() and not row.startswith("["):
            assert row.strip() in mailed


def test_text_prints_as_text():
    """Pictures only where a template asks for one: no letter of any kind of receipt becomes dots."""
    for one in DOCUMENTS:
        images = [row for row in printed(one["document"], one["columns"]) if row[0] == "image"]
        assert len(images) == 1, (one["kind"], one["lang"], one["columns"])
