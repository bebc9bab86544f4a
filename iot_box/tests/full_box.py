"""The box on a disk without room: `python -m iot_box.tests.full_box --config FILE`. While the file `full` stands beside the
configuration, whatever would change a row fails, as SQLite does then."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from iot_box import __main__ as box
from iot_box import store


def watch(full: Path) -> None:
    transaction = store._transaction

    def cramped(db: sqlite3.Connection, work: store.Call[Any]) -> Any:
        def watched(db: sqlite3.Connection) -> Any:
            before = db.total_changes
            result = work(db)
            if db.total_changes != before and full.exists():
                raise sqlite3.OperationalError("database or disk is full")
            return result

        return transaction(db, watched)

    store._transaction = cramped


if __name__ == "__main__":
    watch(Path(sys.argv[-1]).with_name("full"))
    sys.exit(box.main())
