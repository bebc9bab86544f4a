"""`python -m iot_box.simulators scanner|printer|… …`; each has its own `--help`."""

import importlib
import sys

PROGRAMS = ("scanner", "printer", "labelprinter", "cups", "drawer", "terminal", "zvt", "scale", "display", "esl", "page")


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in PROGRAMS:
        print(f"usage: python -m iot_box.simulators {'|'.join(PROGRAMS)} …", file=sys.stderr)
        return 2
    module = importlib.import_module(f"iot_box.simulators.{sys.argv[1]}")
    result: int = module.main(sys.argv[2:])
    return result


if __name__ == "__main__":
    sys.exit(main())
