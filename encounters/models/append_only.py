"""Tables whose rows are never changed or deleted: triggers of the database refuse it, on both engines.

A migration calls `protect(table)` for each. Every trigger's name holds `append_only`, so that a test
that empties the whole database can find and lift them.
"""

from functools import partial

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""


def protect(table: str) -> migrations.RunPython:
    """A migration's operation: from here on, rows of `table` are only added."""
    return migrations.RunPython(partial(_add, table), partial(_remove, table))


def lift(table: str) -> migrations.RunPython:
    """A migration's operation that undoes `protect`, for as long as it takes to change the table's columns."""
    return migrations.RunPython(partial(_remove, table), partial(_add, table))


def _add(table: str, _apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)  # a % in it is its own
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _remove(table: str, _apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {table}_append_only_{verb}")
