"""The cable between a simulated device and the box: a pseudo terminal under a name of its own, that can be pulled out."""

import asyncio
import contextlib
import os
import tty
from collections.abc import Callable
from pathlib import Path


class Cable:
    def __init__(self, link: Path, received: Callable[[bytes], None] | None = None) -> None:
        self.link = link.absolute()
        self._received = received
        self._ends: tuple[int, int] | None = None

    @property
    def plugged(self) -> bool:
        return self._ends is not None

    def plug(self) -> None:
        if self._ends is not None:
            return
        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        os.set_blocking(self._ends[0], False)
        self.link.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.link.with_name(self.link.name + ".new")
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(os.ttyname(self._ends[1]))
        temporary.replace(self.link)
        if self._received is not None:
            asyncio.get_running_loop().add_reader(self._ends[0], self._readable)

    def unplug(self) -> None:
        self.link.unlink(missing_ok=True)
        ends, self._ends = self._ends, None
        if ends is None:
            return
        with contextlib.suppress(RuntimeError):  # at the program's end no loop runs any more
            asyncio.get_running_loop().remove_reader(ends[0])
        for end in reversed(ends):
            os.close(end)

    def send(self, data: bytes) -> None:
        """Like the real thing nobody need listen: what a full line can't take is lost."""
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self._ends[0], data)

    def _readable(self) -> None:
        assert self._ends is not None and self._received is not None
        try:
            data = os.read(self._ends[0], 4096)
        except BlockingIOError:
            return
        self._received(data)
