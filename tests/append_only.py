"""Emptying the database between tests, though some of its tables refuse it.

PostgreSQL truncates, which no row trigger sees. On SQLite a flush deletes, so the triggers are taken
out before and put back after it.

A page that a test has closed may have a request on its way. PostgreSQL ends the flush where the two wait for each
other, and it is tried again when the request is through.
"""

from time import sleep
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

TRIES = 5
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'"


def lift_on_flush() -> None:
    operations = type(connection.ops)
    flush = operations.execute_sql_flush
    if connection.vendor == "postgresql":

        def flush_patiently(self: Any, statements: list[str]) -> None:
            for tries in range(1, TRIES + 1):
                try:
                    flush(self, statements)
                except OperationalError as error:
                    if tries == TRIES or not isinstance(error.__cause__, DeadlockDetected):
                        raise
                    sleep(0.5)
                else:
                    break

        operations.execute_sql_flush = flush_patiently
        return

    def execute_sql_flush(self: Any, statements: list[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            triggers = cursor.execute(TRIGGERS).fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(self, statements)
            for _, sql in triggers:
                cursor.execute(sql)

    operations.execute_sql_flush = execute_sql_flush
