"""The box on a computer whose clock is set while it runs: `python -m iot_box.tests.jumping_box --config FILE`.

At SIGUSR1 the time of day moves by the seconds that stand in the file `jump_s` beside the configuration. The clocks that count
since the computer's start go on as they would.
"""

import signal
import sys
import time
from pathlib import Path

from iot_box import __main__ as box


def watch(file: Path) -> None:
    real, ahead_s = time.time, 0.0

    def jump(*_: object) -> None:
        nonlocal ahead_s
        ahead_s = float(file.read_text(encoding="ascii"))

    time.time = lambda: real() + ahead_s
    signal.signal(signal.SIGUSR1, jump)


if __name__ == "__main__":
    watch(Path(sys.argv[-1]).with_name("jump_s"))
    sys.exit(box.main())
