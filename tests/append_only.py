"""Emptying the database between tests, though some of its tables refuse it.

PostgreSQL truncates, which no row trigger sees. On SQLite a flush deletes, so the triggers are taken
out before and put back after it.
"""

from typing import Any

from django.db import connection, transaction

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'"


def lift_on_flush() -> None:
    if connection.vendor != "sqlite":
        return
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def execute_sql_flush(self: Any, statements: list[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            triggers = cursor.execute(TRIGGERS).fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(self, statements)
            for _, sql in triggers:
                cursor.execute(sql)

    operations.execute_sql_flush = execute_sql_flush
