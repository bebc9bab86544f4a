"""What never gets into a log."""

import json
import logging

from iot_box.logs import JsonFormatter, Recent, scrub


def written(message: str, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("iot_box.test", logging.INFO, __file__, 1, message, (), None)
    vars(record).update(extra)
    return dict(json.loads(JsonFormatter().format(record)))


def test_tokens_and_card_numbers_are_blacked_out() -> None:
    assert scrub("got eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln from a till") == "got *** from a till"
    for number in ("4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004"):
        assert "1111" not in scrub(f"card {number} declined") and "0004" not in scrub(f"card {number} declined")


def test_barcodes_and_ids_stay_readable() -> None:
    for text in ("7038010000010", "job 11111111-1111-4111-8111-111111111111", "2110001000003"):
        assert scrub(text) == text


def test_fields_with_secret_names_are_blacked_out() -> None:
    line = written("connecting", passphrase="hunter2", device="terminal-1", config={"key": "k", "host": "h"})
    assert line["passphrase"] == "***" and line["device"] == "terminal-1"
    assert line["config"] == {"key": "***", "host": "h"}


def test_the_latest_lines_are_kept() -> None:
    recent = Recent()
    for number in range(600):
        recent.handle(logging.LogRecord("x", logging.INFO, __file__, 1, f"line {number}", (), None))
    assert len(recent.lines) == 500 and "line 599" in recent.lines[-1]
