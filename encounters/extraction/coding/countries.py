"""A printed country to its ISO 3166-1 alpha-3 code.

    code("Honduras")              -> CountryCode("HND", 0.99)
    code("the Bahamas")           -> CountryCode("BHS", 0.99)
    code("Guatemela")             -> CountryCode("GTM", 0.93)     a slip of print that the table knows
    code("Hondurxs")              -> CountryCode("HND", 0.75)     one that it does not
    code("Soviet Union")          -> CountryCode(None, 0.95, "country_without_code")
    code("Kosovo")                -> CountryCode(None, 0.95, "country_without_code")
    code("Atlantis")              -> CountryCode(None, 0.5, "country_unknown")
    code("Korea")                 -> CountryCode("KOR", 0.8, "country_ambiguous")

Names of nationality ("Honduran") are understood too. `data/countries.csv` is made by `scripts/build_countries.py`.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from . import tables
from .folding import fold_country, one_edit_apart

CONFIDENCE = {
    "name": 0.99,
    "alias": 0.98,
    "demonym": 0.97,
    "renamed": 0.95,
    "misspelling": 0.93,
    "part": 0.9,
    "ambiguous": 0.8,
    "user-assigned": 0.95,
    "dissolved": 0.95,
    "region": 0.9,
    "none": 0.9,
}
"""How sure a code is by the kind of name; for a name without a code, how sure that there is none."""

WARNINGS = {
    "ambiguous": "country_ambiguous",
    "user-assigned": "country_without_code",
    "dissolved": "country_without_code",
    "region": "country_without_code",
    "none": "country_unknown",
}

ONE_EDIT_CONFIDENCE = 0.75
UNKNOWN_CONFIDENCE = 0.5
SHORTEST_CORRECTED = 5
"""Characters. Below this, one edit turns one country into another: Iran and Iraq, Mali and Bali."""


@dataclass(frozen=True, slots=True)
class CountryCode:
    """`alpha3` is None where there is no code; `warning` is a code of the catalogue."""

    alpha3: str | None
    confidence: float
    warning: str | None = None


@lru_cache(maxsize=1024)
def code(printed: str) -> CountryCode:
    """The code of a country as printed, with or without "the", in any case, with or without accents."""
    forms = _forms()
    key = fold_country(printed)
    if key not in forms:
        return _corrected(key)
    alpha3, kind = forms[key]
    return CountryCode(alpha3 or None, CONFIDENCE[kind], WARNINGS.get(kind))


def name(alpha3: str) -> str:
    """The common English name of a code. Raises KeyError for a code that ISO 3166-1 does not have."""
    return names()[alpha3]


@cache
def names() -> dict[str, str]:
    """Every alpha-3 code with its common English name, by code."""
    return {row["alpha3"]: row["name"] for row in tables.rows("country_codes.csv")}


@cache
def _forms() -> dict[str, tuple[str, str]]:
    return {row["folded"]: (row["alpha3"], row["kind"]) for row in tables.rows("countries.csv")}


def _corrected(key: str) -> CountryCode:
    """The one country whose name is a single slip away, if there is exactly one."""
    forms = _forms()
    if len(key) >= SHORTEST_CORRECTED:
        codes = {forms[near][0] for near in one_edit_apart(key, forms)} - {""}
        if len(codes) == 1:
            return CountryCode(codes.pop(), ONE_EDIT_CONFIDENCE)
    return CountryCode(None, UNKNOWN_CONFIDENCE, "country_unknown")
