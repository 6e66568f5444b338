"""Lists of charges written by hand, and how many of their charges the grammar cuts out exactly."""

import re
from pathlib import Path

import pytest

from encounters.extraction.fields.offenses import grammar, pieces

TABLES = Path(__file__).resolve().parents[1] / "tables"
SEPARATOR = re.compile(r"[\s,;]+(?:and|or|&|as well as)?\s*$")


def lists(name: str) -> list[tuple[str, list[str]]]:
    """The lists as printed, and the charges of each."""
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    marked = [line for line in lines if line and not line.startswith("#")]
    return [(line.replace("|", ""), [SEPARATOR.sub("", part) for part in line.split("|")]) for line in marked]


def cut(printed: str) -> list[str]:
    return [printed[c.start : c.end] for c in grammar.parse(pieces.cut(printed, 0, len(printed)))]


@pytest.mark.parametrize(("name", "least"), [("lists_of_charges", 0.98), ("lists_of_statutes", 0.88)])
def test_charges_are_cut_where_they_end(name: str, least: float) -> None:
    hits = expected = found = 0
    wrong = []
    for printed, charges in lists(name):
        got = cut(printed)
        hits, expected, found = hits + len(set(got) & set(charges)), expected + len(charges), found + len(got)
        if got != charges:
            wrong.append(f"{charges} {got}")
    assert 2 * hits / (expected + found) >= least, "\n".join(wrong)
