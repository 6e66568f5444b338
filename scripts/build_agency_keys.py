"""Writes the columns `key` and `loose_key` of `data/agencies.csv` anew, after a change of the list or of the keys.

    python scripts/build_agency_keys.py

Working them out for every agency takes longer than reading a bulletin, so they lie in the table.
"""

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from encounters.extraction.coding import tables
from encounters.extraction.coding.agency_keys import key, loose_key


def keyed() -> list[dict[str, str]]:
    """The rows of the list, each with its keys."""
    return [row | {"key": key(row["name"]), "loose_key": loose_key(row["name"])} for row in tables.rows("agencies.csv")]


def main() -> None:
    rows = keyed()
    with (tables.DATA / "agencies.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
