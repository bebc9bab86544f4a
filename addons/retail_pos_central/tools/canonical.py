"""Canonical JSON and its SHA-256: the name under which published content is stored and served.

Equal content has equal bytes: sorted keys, no spaces, UTF-8, no floats (their text differs between
languages; use integers or decimal strings).
"""

import gzip
import hashlib
import json


class NotCanonical(ValueError):
    """A document holds something that has no canonical form; the text names the place."""


def _refuse_floats(value, path):
    if isinstance(value, float):
        raise NotCanonical(f"{path or '/'}: floats are not allowed, use an integer or a decimal string")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"{path or '/'}: the key {key!r} is not a text")
            _refuse_floats(item, f"{path}/{key}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            _refuse_floats(item, f"{path}/{index}")
    elif value is not None and not isinstance(value, (str, int)):
        raise NotCanonical(f"{path or '/'}: {type(value).__name__} is not JSON")


def canonical_bytes(document):
    """The canonical JSON of a document, as bytes."""
    _refuse_floats(document, "")
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def sha256_hex(data):
    return hashlib.sha256(data).hexdigest()


def pack(data):
    """gzip without a time stamp, so that equal content also has equal compressed bytes."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def unpack(data):
    return gzip.decompress(data)


def integral(document):
    """The document with floats of whole value turned into integers (what a browser's JSON loses)."""
    if isinstance(document, float) and document.is_integer():
        return int(document)
    if isinstance(document, dict):
        return {key: integral(value) for key, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [integral(value) for value in document]
    return document
