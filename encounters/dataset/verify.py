"""A release checked from outside, with nothing but its own files: no database, no network.

    problems(Path("287g-encounters-2026.11.0"))      -> []                                  all is well
    problems(zipfile.Path("287g-....zip", "287g-.../"))   an archive, without unpacking it
    -> ["offenses.csv, line 7: basis: 'guilty' is none of its codes", ...]

Columns, types and codes are those that the release's own `datapackage.json` declares, so that a release
can be checked by a later version of the software.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import islice, zip_longest
from typing import Any

from .cells import csv_text
from .release import MANIFEST, SUMS
from .row_checks import RowCheck
from .schema import CellType

LONGEST_CELL = 2**31 - 1
MOST_PROBLEMS = 100
"""Enough to see what is wrong."""


def problems(folder: Traversable) -> list[str]:
    """What is wrong with the release in `folder`, in words; the first `MOST_PROBLEMS` of it."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        manifest = _json(folder, MANIFEST)
        package = _json(folder, "datapackage.json")
        return list(islice(_problems(folder, manifest, package), MOST_PROBLEMS))
    except (FileNotFoundError, KeyError) as error:
        return [f"no release: {error}"]
    except (ValueError, csv.Error) as error:
        return [f"cannot be read: {error}"]


def _problems(folder: Traversable, manifest: dict[str, Any], package: dict[str, Any]) -> Iterator[str]:
    yield from _sums(folder, manifest)
    record_ids: set[str] = set()
    for resource in package["resources"]:
        if resource["type"] == "table":
            yield from _table(folder, resource, manifest["tables"][resource["name"]], record_ids)


def _json(folder: Traversable, name: str) -> dict[str, Any]:
    document = json.loads((folder / name).read_text(encoding="utf-8"))
    if not isinstance(document, dict):
        raise ValueError(f"{name} is no object")
    return document


def _sums(folder: Traversable, manifest: dict[str, Any]) -> Iterator[str]:
    """Every listed file is there with its sum, and no other is."""
    there = {entry.name for entry in folder.iterdir() if not entry.name.endswith(".zip")}
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    if sums.keys() != {*listed, MANIFEST} or listed.items() - sums.items():
        yield f"{SUMS}: does not list what {MANIFEST} lists"
    for name, published in (sums | listed).items():
        if name not in there:
            yield f"{name}: missing"
            continue
        with (folder / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != published:
            yield f"{name}: not the file that was published (SHA-256 {digest})"
    for name in sorted(there - sums.keys() - listed.keys() - {SUMS}):
        yield f"{name}: no part of the release"


def _table(folder: Traversable, resource: dict[str, Any], rows: int, record_ids: set[str]) -> Iterator[str]:
    """Header, rows, keys and number of one table, and that both of its forms say the same."""
    check = RowCheck(resource["schema"], record_ids)
    csv_name, json_name = resource["path"], f"{resource['name']}.jsonl"
    count = 0
    with (
        (folder / csv_name).open("rb") as csv_bytes,
        (folder / json_name).open("rb") as json_bytes,
    ):
        lines = csv.reader(io.TextIOWrapper(csv_bytes, encoding="utf-8", newline=""))
        if next(lines, []) != check.names:
            yield f"{csv_name}: its columns are not those of datapackage.json"
            return
        for count, (row, line) in enumerate(zip_longest(lines, json_bytes), 1):
            for problem in check.problems(row) if row is not None else ["missing"]:
                yield f"{csv_name}, row {count}: {problem}"
            if not _same(row, line, check):
                yield f"{json_name}, line {count}: does not say what {csv_name} says"
    if count != rows:
        yield f"{csv_name}: {count} rows, and manifest.json counts {rows}"


def _same(row: list[str] | None, line: bytes | None, check: RowCheck) -> bool:
    if row is None or line is None:
        return False
    values = json.loads(line)
    return row == [csv_text(CellType(type_))(values.get(name)) for name, type_ in check.types.items()]
