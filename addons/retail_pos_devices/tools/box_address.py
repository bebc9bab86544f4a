"""Web addresses of boxes and pages: checked, and cut down to what a browser compares."""

from urllib.parse import urlsplit


def clean_url(text) -> str | None:
    """`HTTP://Box.local:8910/` → `http://box.local:8910`; None when it is no plain http(s) address."""
    parts = _parts(text)
    return f"{parts.scheme}://{_netloc(parts)}" if parts else None


def origin_of(text) -> str | None:
    """The Origin header that a page of this address sends: default ports are left out."""
    parts = _parts(text)
    if not parts:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{_name(parts)}" if parts.port in (None, default) else clean_url(text)


def host_of(text) -> str | None:
    parts = _parts(text)
    return parts.hostname if parts else None


def lines(text) -> list[str]:
    """A text field of one entry a line."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _parts(text):
    if not isinstance(text, str) or len(text) > 200:
        return None
    try:
        parts = urlsplit(text.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    if not usable or parts.username or parts.password or parts.query or parts.fragment or parts.path not in ("", "/"):
        return None
    return parts


def _name(parts) -> str:
    return f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname


def _netloc(parts) -> str:
    return _name(parts) if parts.port is None else f"{_name(parts)}:{parts.port}"
