"""What a person calls a browser, from the long text that it sends: "Chrome 130, Windows"; pure."""

import re

# The first that matches counts: Edge calls itself Chrome, and Chrome Safari.
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS|HeadlessChrome)/(\d+)"),
)
SAFARI = r"Version/(\d+)[\d.]* (?:Mobile/\S+ )?Safari/"
SYSTEMS = (
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad|iPod"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


def short_name(user_agent):
    """Empty when nothing was sent; the text's beginning when nothing in it is known."""
    text = user_agent or ""
    browser = next((f"{name} {match[1]}" for name, pattern in (*BROWSERS, ("Safari", SAFARI)) if (match := re.search(pattern, text))), None)
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, text)), None)
    return ", ".join(filter(None, [browser, system])) or text[:40]
