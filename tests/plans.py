"""How the database finds rows: by which index, and whether it sorts."""

import pytest
from django.db import connection

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the number of rows")
"""A test's few rows tell nothing of PostgreSQL's plans; `benchmarks.desk` measures them with 1,000,000."""


def plan_of(sql: str) -> list[str]:
    """SQLite's plan of a query, step by step."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [step[-1] for step in cursor.fetchall()]
