"""SQL of the change feed's triggers: one function a tracked table, called once a statement.

A trigger sees all rows of its statement at once (transition tables), so a price list import costs one
INSERT into the feed, not one a row. An update counts only where a column that tills use has changed.
"""

from typing import NamedTuple

PREFIX = "retail_feed_"


class Track(NamedTuple):
    """Changes of these columns of this table are changes of records of `model`, found by `id_column`."""

    table: str
    model: str
    columns: tuple = ()  # empty: every insert and delete counts, updates don't (link tables)
    id_column: str = "id"
    where: str = ""  # restricts to some rows; {row} stands for the row's alias


def _condition(track, alias):
    return f" AND ({track.where.format(row=alias)})" if track.where else ""


def _insert(track, source, alias, operation, condition=""):
    return (
        f"    INSERT INTO retail_feed (model, res_id, op)\n"
        f"    SELECT DISTINCT '{track.model}', {alias}.{track.id_column}, '{operation}' FROM {source}\n"
        f"     WHERE {alias}.{track.id_column} IS NOT NULL{_condition(track, alias)}{condition};\n"
    )


def function_body(tracks):
    """The body of the trigger function of one table; a table may be tracked for several models."""
    on_insert = on_update = on_delete = ""
    for track in tracks:
        own = track.id_column == "id"
        on_insert += _insert(track, "new_rows n", "n", "I" if own else "U")
        on_delete += _insert(track, "old_rows o", "o", "D" if own else "U")
        if track.columns:
            # A record may move from one owner to another: both have changed then.
            columns = track.columns if own else (track.id_column, *track.columns)
            new = ", ".join(f"n.{column}" for column in columns)
            old = ", ".join(f"o.{column}" for column in columns)
            changed = f"\n       AND ROW({new}) IS DISTINCT FROM ROW({old})"
            joined = "new_rows n JOIN old_rows o ON o.id = n.id"
            on_update += _insert(track, joined, "n", "U", changed)
            if not own:
                on_update += _insert(track, joined, "o", "U", changed)
    return (
        "\nBEGIN\n"
        f"  IF TG_OP = 'INSERT' THEN\n{on_insert}"
        + (f"  ELSIF TG_OP = 'UPDATE' THEN\n{on_update}" if on_update else "")
        + f"  ELSIF TG_OP = 'DELETE' THEN\n{on_delete}"
        "  END IF;\n  RETURN NULL;\nEND;\n"
    )


def create_statements(table, tracks):
    """Statements that make (or make anew) the function and triggers of one table."""
    name = PREFIX + table
    yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $feed${function_body(tracks)}$feed$"
    transitions = {
        "insert": "REFERENCING NEW TABLE AS new_rows",
        "update": "REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows",
        "delete": "REFERENCING OLD TABLE AS old_rows",
    }
    for operation, referencing in transitions.items():
        yield f'DROP TRIGGER IF EXISTS {name}_{operation} ON "{table}"'
        if operation == "update" and not any(track.columns for track in tracks):
            continue
        yield (
            f'CREATE TRIGGER {name}_{operation} AFTER {operation.upper()} ON "{table}" {referencing} '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def drop_statement(table):
    """Removes the function of a table with its triggers."""
    return f"DROP FUNCTION IF EXISTS {PREFIX}{table}() CASCADE"
