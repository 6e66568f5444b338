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


COMPANY = ("{}", "burglary, {}, and robbery", "driving while intoxicated and {}", "{} and cocaine possession")


@pytest.mark.parametrize("form", COMPANY)
def test_a_charge_with_links_in_it_stays_whole(form: str) -> None:
    charges = [
        line for line in (TABLES / "whole_charges.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"
    ]
    assert [charge for charge in charges if charge not in cut(form.format(charge))] == []


SHORT = (
    "DUI; speeding; theft; stalking; eluding; fleeing; resisting; hit and run; failure to appear; following too closely"
)


def test_short_charges_are_parted_in_any_order() -> None:
    charges = SHORT.split("; ")
    triples = [(a, b, c) for a in charges for b in charges for c in charges if len({a, b, c}) == 3]
    joined = [found for found in (", ".join(t[:2]) + " and " + t[2] for t in triples) if len(cut(found)) != 3]
    assert [found for found in joined if not ALIKE.search(found)] == []


ALIKE = re.compile(r"(?:eluding|fleeing|resisting)(?:,| and) (?:eluding|fleeing|resisting)")
"""Acts of one series, which may share an object that is not printed."""
