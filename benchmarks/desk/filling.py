"""Fills the database of the settings with so many encounters, as the desk itself would have left them.

    python -m benchmarks.desk.filling 1000000

A shelf of bulletins (`shelf.py`) is typeset, extracted and reviewed by the product's own actions. Then the database
copies the rows of the shelf, ids and all that points to them moved on, until there are enough: every constraint is
checked as ever, and all that a table repeats of another agrees. The bulletins' files are one file under many names.
"""

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, ForeignKey, GeneratedField, Max, Model

HOURS = 7
"""By which each copy came before the one before it."""
AT_ONCE = 50
"""Copies of the shelf in one transaction."""


def fill(encounters: int) -> None:
    from encounters.models import Encounter

    from . import shelf

    if Encounter.objects.count() == 0:
        start = time.perf_counter()
        shelf.make()
        say(f"a shelf of {Encounter.objects.count()} encounters", start)
    tables = copied()
    strides = {model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in tables}
    there, shelved = Encounter.objects.count(), shelf.ENCOUNTERS
    if there == shelved < encounters:
        start = time.perf_counter()
        prepare()
        copies = range(1, encounters // shelved)
        for first in range(copies.start, copies.stop, AT_ONCE):
            copy(tables, strides, first, min(first + AT_ONCE, copies.stop) - 1)
        link_files()
        settle(tables)
        say(f"{Encounter.objects.count():,} encounters", start)
    assert Encounter.objects.count() >= encounters, "a shelf of another size, or a filling that was broken off"


def say(what: str, start: float) -> None:
    sys.stderr.write(f"{what} in {time.perf_counter() - start:.0f} s\n")


# --- Copying ------------------------------------------------------------------------------------------
def copied() -> list[type[Model]]:
    """Every table of the record and of the desk that the shelf has rows in, what is pointed at first."""
    from encounters import models as record
    from review import models as desk

    return [
        record.Bulletin, record.Page, record.Encounter, record.Revision, record.Offense, record.Event,
        record.FiledWarning, record.AuditEntry, desk.Decision, desk.SecondReading,
    ]  # fmt: skip


def prepare() -> None:
    """SQLite lacks a hash, and may write without waiting for the disk: a filling that fails is begun anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            connection.connection.create_function("sha256", 1, lambda text: hashlib.sha256(text.encode()).hexdigest())
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -500000")


def copy(tables: list[type[Model]], strides: dict[type[Model], int], first: int, last: int) -> None:
    """Copies `first` to `last` of the shelf, which is what was there before them all."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model in tables:
            cursor.execute(copying(model, strides), [first, last, strides[model]])


def copying(model: type[Model], strides: dict[type[Model], int]) -> str:
    """`INSERT ... SELECT` of the rows of the shelf for each copy `n`; its parameters are first, last, last id."""
    table, names, values = model._meta.db_table, [], []
    for field in model._meta.concrete_fields:
        if not isinstance(field, GeneratedField):
            names.append(f'"{field.column}"')
            values.append(value(field, strides))
    join = ""
    if table == "encounters_encounter":
        moved = strides[tables_by_name(strides)["encounters_bulletin"]]
        join = f"JOIN encounters_bulletin AS b ON b.id = t.bulletin_id + n * {moved}"
    return (
        "WITH RECURSIVE copies(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM copies WHERE n < %s) "  # noqa: S608
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
        f"FROM copies CROSS JOIN {table} AS t {join} WHERE t.id <= %s ORDER BY n, t.id"
    )


def tables_by_name(strides: dict[type[Model], int]) -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in strides}


def value(field: "Field[Any, Any]", strides: dict[type[Model], int]) -> str:
    """What a copy has in a column: what the shelf has, moved on."""
    column = f't."{field.column}"'
    owner = field.model
    if field.primary_key:
        return f"{column} + n * {strides[owner]}"
    if isinstance(field, ForeignKey) and field.related_model in strides:
        return f"{column} + n * {strides[field.related_model]}"
    table = owner._meta.db_table
    if (table, field.column) in OWN:
        return OWN[table, field.column][connection.vendor].replace("REVISIONS", str(stride(strides, "revision")))
    if (table, field.column) == ("encounters_auditentry", "subject_id"):
        bulletins, encounters = stride(strides, "bulletin"), stride(strides, "encounter")
        return f"{column} + n * CASE t.subject WHEN 'bulletin' THEN {bulletins} ELSE {encounters} END"
    return column


def stride(strides: dict[type[Model], int], name: str) -> int:
    return strides[tables_by_name(strides)[f"encounters_{name}"]]


EARLIER = {
    "sqlite": f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', t.created_at, (-n * {HOURS}) || ' hours')",
    "postgresql": f"t.created_at - n * interval '{HOURS} hours'",
}
NAMED = "substr(b.sha256, 1, 12) || substr(t.record_id, 13)"
HASHED = {
    "sqlite": "sha256(t.sha256 || '-' || n)",
    "postgresql": "encode(sha256(convert_to(t.sha256 || '-' || n, 'UTF8')), 'hex')",
}
POINTED = {
    "sqlite": "CASE WHEN json_extract(t.data, '$.revision') IS NULL THEN t.data ELSE "
    "json_set(t.data, '$.revision', json_extract(t.data, '$.revision') + n * REVISIONS) END",
    "postgresql": "CASE WHEN t.data ? 'revision' THEN jsonb_set(t.data, '{revision}', "
    "to_jsonb((t.data->>'revision')::bigint + n * REVISIONS)) ELSE t.data END",
}
OWN = {
    ("encounters_bulletin", "sha256"): HASHED,
    ("encounters_bulletin", "created_at"): EARLIER,
    ("encounters_encounter", "created_at"): EARLIER,
    ("encounters_encounter", "record_id"): {"sqlite": NAMED, "postgresql": NAMED},
    ("encounters_auditentry", "data"): POINTED,
}
"""Columns of which each copy has its own, by database; `n` is the number of the copy."""


# --- What is left -------------------------------------------------------------------------------------
def link_files() -> None:
    """Every bulletin's file: the file of the shelf that it is a copy of, under its own name."""
    from encounters.models import Bulletin

    from . import shelf

    first = [Path(bulletin.path) for bulletin in Bulletin.objects.order_by("pk")[: shelf.BULLETINS]]
    for place, bulletin in enumerate(Bulletin.objects.only("sha256").order_by("pk").iterator()):
        path = Path(bulletin.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.link(first[place % shelf.BULLETINS], path)


def settle(tables: list[type[Model]]) -> None:
    """The next ids, and on PostgreSQL what its own housekeeping does within minutes."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    import django

    django.setup()
    assert settings.DATABASES
    fill(int(sys.argv[1]))
