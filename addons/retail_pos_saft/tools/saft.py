"""Writes a SAF-T Cash Register file, element by element, so that a year of a chain needs no more memory than a day.

Source: Norwegian SAF-T Cash Register, schema version 1.00, of the Norwegian tax administration.
"""

import re
from contextlib import ExitStack

from lxml import etree

NAMESPACE = "urn:StandardAuditFile-Taxation-CashRegister:NO"
# Characters that XML 1.0 can't hold; a text that was typed or scanned may.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value, limit=9999):
    """The value as it may stand in a file, never longer than its field."""
    return UNFIT.sub("", str(value if value not in (None, False) else "")).strip()[:limit]


def amount(value, digits=2):
    """A decimal with a point. No "-0.00"."""
    return f"{value:.{digits}f}" if round(value, digits) else f"{0:.{digits}f}"


def minor(value):
    """An amount in øre as kroner."""
    return amount((value or 0) / 100)


def element(tag, content):
    """An element of a dict (children, in its order), a list of pairs, or a text. None and empty lists are left out."""
    node = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})
    if isinstance(content, dict):
        content = list(content.items())
    if not isinstance(content, list):
        node.text = text(content)
        return node
    for name, value in content:
        if value is None or value == []:
            continue
        for one in value if isinstance(value, list) else [value]:
            node.append(element(name, one))
    return node


class Writer:
    """`with Writer(file) as saft:` then `open`, `add` and `close`, in the schema's order."""

    def __init__(self, file):
        self._file = file
        self._stack = ExitStack()
        self._open = []

    def __enter__(self):
        self._xml = self._stack.enter_context(etree.xmlfile(self._file, encoding="utf-8"))
        self._xml.write_declaration()
        self.open("auditfile")
        return self

    def __exit__(self, *failure):
        if not failure[0]:
            while self._open:
                self.close()
        return self._stack.__exit__(*failure)

    def open(self, tag):
        mapping = {None: NAMESPACE} if not self._open else None
        context = self._xml.element(f"{{{NAMESPACE}}}{tag}", nsmap=mapping)
        context.__enter__()
        self._open.append(context)

    def close(self):
        self._open.pop().__exit__(None, None, None)

    def add(self, tag, content):
        self._xml.write(element(tag, content))
