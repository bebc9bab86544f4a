"""Every text on the simulators' pages has Norwegian, none is left over, and pages are served in the reader's language."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from iot_box import simulators
from iot_box.simulators import ui
from iot_box.simulators.esl import FAULT_NAMES
from iot_box.simulators.terminal_engine import FAULTS
from iot_box.simulators.words import NORWEGIAN
from iot_box.tests.support import free_port
from iot_box.texts import PROBLEMS, TEXTS

FOLDER = Path(simulators.__file__).parent
# Titles and names of devices, which are looked up and not marked.
NAMES = {"Paper", "Labels", "Electronic labels"}


def marked() -> set[str]:
    pages = [path.read_text("utf-8") for path in (*FOLDER.glob("*.py"), *FOLDER.glob("*.html")) if path.name != "ui.py"]
    texts = {text for page in pages for text in ui.MARKED.findall(page)}
    return {text for text in texts if "{" not in text} | set(FAULTS.values()) | set(FAULT_NAMES.values()) | NAMES


def test_every_text_has_norwegian_and_none_is_left_over() -> None:
    assert marked() - set(NORWEGIAN) == set()
    assert set(NORWEGIAN) - marked() == set()
    # They stand in HTML and in strings of scripts.
    assert not [text for text in NORWEGIAN.values() if set(text) & set('"<>&\\`') or not text.strip()]


def test_the_box_s_own_page_says_all_in_both_languages() -> None:
    assert set(TEXTS["en"]) == set(TEXTS["nb"])
    assert all(set(texts) == {"en", "nb"} for texts in PROBLEMS.values())


async def test_pages_speak_the_reader_s_language(simulate: Callable[..., Awaitable[Any]], session: aiohttp.ClientSession) -> None:
    counter = await simulate("page", "--till", "http://127.0.0.1:1/", "--scanner", "http://127.0.0.1:2/")
    printer = await simulate("printer", "--port", str(free_port()))

    async def read(simulator: Any, languages: str, query: str = "") -> str:
        async with session.get(f"{simulator.url}/{query}", headers={"Accept-Language": languages}) as answer:
            text = await answer.text()
        assert "[[" not in text
        return text

    norwegian = await read(counter, "nb-NO,nb;q=0.9,en;q=0.8")
    assert "Kassen ved siden av" in norwegian and ">Skanner</a>" in norwegian and '<html lang="nb">' in norwegian
    assert "Till beside this page" in await read(counter, "en-GB,en;q=0.9")
    assert "Till beside this page" in await read(counter, "nb", "?lang=en")
    assert "Tomt for papir" in await read(printer, "no")
