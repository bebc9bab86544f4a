"""python -m devkit, as ./dev starts it."""

import sys

from .cli import main

sys.exit(main(sys.argv[1:]))
