"""The category of a charge, as printed.

    code("breaking and entering")   -> OffenseCode("burglary", 0.97)
    code("charges")                 -> OffenseCode(None, ...)        it cannot be told

`docs/offense-coder.md` says what the coder was trained on and how good it is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from . import offense_model, tables

LEAST_CONFIDENCE = 0.3
"""Below this probability the category cannot be told."""


@dataclass(frozen=True, slots=True)
class Category:
    """An offense category: `group` is the reporting group, `nibrs` the FBI's code where one fits the whole category."""

    code: str
    label: str
    group: str
    nibrs: str | None
    scope: str


@dataclass(frozen=True, slots=True)
class OffenseCode:
    """`confidence` is the probability that a reader gives the same category, or, where it is None, that of the best."""

    category: str | None
    confidence: float


def _categories() -> dict[str, Category]:
    table = json.loads((tables.DATA / "offense_categories.json").read_text(encoding="utf-8"))
    return {
        row["code"]: Category(row["code"], row["label"], row["group"], row["nibrs"], row["scope"])
        for row in table["categories"]
    }


CATEGORIES: Mapping[str, Category] = _categories()
"""Every category by its code, in the order of the codebook."""


@lru_cache(maxsize=4096)
def code(text: str) -> OffenseCode:
    """The category of one charge, without its basis and count."""
    ranked = offense_model.load().probabilities(text)
    if not ranked:
        return OffenseCode(None, 0.0)
    category, probability = ranked[0]
    return OffenseCode(category if probability >= LEAST_CONFIDENCE else None, round(probability, 3))
