"""What the box adds to a weighing: from a till's request to the answer, less what the scale itself took."""

import asyncio
import tempfile
import time
from pathlib import Path

from tests.bench._box import TILLS, Port, emit, ready, shop, spread

WEIGHINGS = 200
GOAL = "p99 ≤ 5 ms beside the protocol"
# A Toledo 8217 at 9600 baud: one byte asked, eight answered, and the time it takes to think.
BYTE_S = 10 / 9600
THINKS_S = 0.03
ANSWER = b"\x0200.500\r"


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        port = Port(Path(name), "scale")
        talk: dict[str, float] = {}

        async def reply(data: bytes) -> None:
            """At rest at once; slow as the wire is slow."""
            asked = time.time()
            await asyncio.sleep(BYTE_S * len(data) + THINKS_S + BYTE_S * len(ANSWER))
            talk.update(asked=asked, answered=port.write(ANSWER))

        port.answer(reply)
        line = {"port": str(port.path), "bytesize": 8, "parity": "N"}
        async with shop([{"id": "scale-1", "driver": "toledo8217", "tills": [TILLS[0]], "config": line}]) as (box, session):
            await ready(box, session, "scale-1")
            headers, added, whole = box.headers(sub=TILLS[0], devices=["scale-1"]), [], []
            for _ in range(WEIGHINGS):
                talk.clear()
                started = time.time()
                async with session.post(f"{box.url}/v1/scales/scale-1/read", json={}, headers=headers) as answer:
                    weight = await answer.json()
                ended = time.time()
                assert weight.get("weight") == "0.500", weight
                whole.append((ended - started) * 1000)
                added.append((ended - started - (talk["answered"] - talk["asked"])) * 1000)
            figures, all_of_it = spread(added), spread(whole)
            emit(
                "scale",
                "Toledo 8217",
                **{f"added_{name}" if name != "n" else name: value for name, value in figures.items()},
                whole_p50_ms=all_of_it["p50_ms"],
                goal=GOAL,
                met=figures["p99_ms"] <= 5,
            )
        port.close()


asyncio.run(main())
