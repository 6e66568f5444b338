"""The category of a charge, as printed.

    code("breaking and entering")                 -> OffenseCode("burglary", 0.99)
    code("cocaine possession")                    -> OffenseCode("drug-possession-cocaine", 0.99)
    code("xyzzy")                                 -> OffenseCode(None, 0.2)          it cannot be told

Rules decide what the codebook fixes (`offense_rules.py`), a trained model the rest (`offense_model.py`).
`docs/offense-coder.md` says what they were made from and how good they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from . import charge_features, offense_model, offense_rules, tables
from .charge_terms import terms
from .charge_words import words

LEAST_CONFIDENCE = 0.35
"""Below this the category cannot be told. A wrong code costs a reviewer more than an empty one."""
UNTOLD = 0.5
"""How often a reader leaves a category empty that could not be told."""


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
    """`confidence` is the probability that a reader gives this category; where it is None, that of the likeliest."""

    category: str | None
    confidence: float

    @property
    def certainty(self) -> float:
        """The probability that a reader leaves the category as it is, also where there is none."""
        return UNTOLD if self.category is None else self.confidence


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
    found = words(text)
    if not found:
        return OffenseCode(None, 0.0)
    model = offense_model.load()
    meant = terms(found)
    likeliest, probability = model.best(charge_features.features(found, meant))
    ruled = offense_rules.category(meant)
    if ruled is not None:
        return OffenseCode(ruled, model.agreed if ruled == likeliest else model.alone)
    confidence = round(model.calibrated(probability), 3)
    return OffenseCode(likeliest if confidence >= LEAST_CONFIDENCE else None, confidence)
