"""What a line of text may hold, said once for the checks and for the description of the interface."""

import re

# No control characters and no line breaks of any kind. (Half a surrogate pair can't stand in a JSON text, so no pattern names it.)
LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
# One character of a rule over the paper: letters and signs of Latin scripts, dashes, and the pieces that frames are drawn with.
RULE = r"^[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2500-\u259f]$"
NOT_BLANK = r"[^\s\x1c-\x1f]"
_LINE = re.compile(LINE.replace(r"\u2029", r"\u2029\ud800-\udfff"))
_RULE = re.compile(RULE)


def is_line(text: str) -> bool:
    return _LINE.fullmatch(text) is not None


def is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None
