"""The box, killed by its own hand at the Nth step of what it does: `python -m iot_box.tests.falling_box N PORT --config FILE`.

A step is whatever another could notice or a restart finds: a commit about to be made or just made, a message to the device at PORT
sent by half or in whole. The steps are counted as the program takes them, so that a new one can't be forgotten. Counting begins with SIGUSR1.
What it died at is written to the file `died_at` beside the configuration.
"""

import os
import signal
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

from iot_box import __main__ as box
from iot_box import store

# A printer is asked for its state by three bytes, time and again; that moves nothing.
QUESTION_BYTES = 3


class Steps:
    def __init__(self, last: int, port: int, told: Path) -> None:
        self._left, self._port, self._told = last, port, told
        self._counting = False

    def watch(self) -> None:
        """Puts itself between the program and the disk, and between the program and the line."""
        signal.signal(signal.SIGUSR1, lambda *_: self._begin())
        commit, send = store._transaction, socket.socket.send

        def counted(db: sqlite3.Connection, work: store.Call[Any]) -> Any:
            changed = False

            def watched(db: sqlite3.Connection) -> Any:
                nonlocal changed
                before = db.total_changes
                result = work(db)
                changed = db.total_changes != before
                if changed:
                    self._take("before a commit")
                return result

            result = commit(db, watched)
            if changed:
                self._take("after a commit")
            return result

        def sent(line: socket.socket, data: bytes, *flags: int) -> int:
            if len(data) <= QUESTION_BYTES or not self._is_device(line):
                return send(line, data, *flags)
            if self._due():
                send(line, data[: len(data) // 2], *flags)
            self._take(f"half of {len(data)} bytes sent")
            count = send(line, data, *flags)
            self._take(f"{len(data)} bytes sent")
            return count

        store._transaction = counted
        socket.socket.send = sent  # type: ignore[method-assign,assignment]

    def _begin(self) -> None:
        self._counting = True

    def _is_device(self, line: socket.socket) -> bool:
        return line.family == socket.AF_INET and line.getpeername()[1] == self._port

    def _due(self) -> bool:
        return self._counting and self._left == 1

    def _take(self, step: str) -> None:
        if self._due():
            self._told.write_text(step, encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= self._counting


if __name__ == "__main__":
    number, port, *rest = sys.argv[1:]
    Steps(int(number), int(port), Path(rest[-1]).with_name("died_at")).watch()
    sys.argv[1:] = rest
    sys.exit(box.main())
