"""Rules that decide a charge before the trained coder is asked: `data/offense_rules.csv`.

    category(("possess", "cocaine", "distribute"))  -> "drug-trafficking-cocaine"
    category(("tamper",))                            -> None

A rule names the terms a charge must use and those it must not (`charge_terms.py`); the first that fits decides. The
table is for what the codebook fixes and a model can only approach: one offense heads the charge whatever follows
("burglary with assault"), a drug and an act make a category, and 200 dollars part grand from petty larceny.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from . import tables


@dataclass(frozen=True, slots=True)
class Rule:
    category: str
    needs: frozenset[str]
    without: frozenset[str]
    example: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which they are tried."""
    return tuple(
        Rule(row["category"], frozenset(row["needs"].split()), frozenset(row["without"].split()), row["example"])
        for row in tables.rows("offense_rules.csv")
    )


def category(terms: Iterable[str]) -> str | None:
    """The category that the first fitting rule gives a charge of these terms."""
    used = frozenset(terms)
    return next((rule.category for rule in rules() if rule.needs <= used and not rule.without & used), None)
