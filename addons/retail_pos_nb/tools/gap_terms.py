"""Norwegian for terms of Odoo's web client that Odoo's own translation leaves in English.

`data/<module>.nb_NO.po` holds them in the format of Odoo's own files. They fill gaps only: as soon as Odoo
translates a term itself, its words are used and the entry here may go. The few words that Odoo has wrong stand
apart, in `data/corrections`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import polib

DATA = Path(__file__).resolve().parent.parent / "data"
CORRECTIONS = DATA / "corrections"
SUFFIX = ".nb_NO.po"
#: Codes under which Odoo may have Norwegian Bokmål installed.
LANGUAGES = frozenset({"nb_NO", "nb"})


@cache
def gap_terms() -> Mapping[str, Mapping[str, str]]:
    """module → {English: Norwegian}. Read once a process, as Odoo does with its own files."""
    return _read_all(DATA)


@cache
def corrections() -> Mapping[str, Mapping[str, str]]:
    """module → {English: Norwegian} for words that replace Odoo's own."""
    return _read_all(CORRECTIONS)


def correct(messages: Iterable[Mapping[str, str]], words: Mapping[str, str]) -> list[Mapping[str, str]]:
    """`messages` with these words in place of what was there."""
    return [{**message, "string": words.get(message["id"], message["string"])} for message in messages]


def fill_gaps(messages: Iterable[Mapping[str, str]], terms: Mapping[str, str]) -> list[Mapping[str, str]]:
    """`messages` as they are, and after them the terms they lack."""
    upstream = list(messages)
    translated = {message["id"] for message in upstream}
    return upstream + [{"id": english, "string": norwegian} for english, norwegian in terms.items() if english not in translated]


def _read_all(folder: Path) -> dict[str, dict[str, str]]:
    return {path.name.removesuffix(SUFFIX): _read(path) for path in sorted(folder.glob(f"*{SUFFIX}"))}


def _read(path: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.translated()}
