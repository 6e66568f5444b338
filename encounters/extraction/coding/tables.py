"""The reference tables under `data/`, read as they are: no index, no interpretation."""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def rows(filename: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV table, keyed by its header.

    A table that is missing or broken is a broken installation, so nothing is caught here.
    """
    with (DATA / filename).open(encoding="utf-8", newline="") as table:
        reader = csv.reader(table)
        header = next(reader)
        for row in reader:
            yield dict(zip(header, row, strict=True))
