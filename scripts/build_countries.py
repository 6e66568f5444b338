"""Writes `data/countries.csv` and `data/country_codes.csv` from pycountry and the tables kept by hand.

    python scripts/build_countries.py

Importing pycountry and reading its database takes longer than reading a whole bulletin, so extraction reads this
table instead. Rows written by hand (`country_names.csv`, `demonyms.csv`) win over pycountry's names where they say
something else.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pycountry

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from encounters.extraction.coding import countries, folding, tables  # noqa: E402  (the project is not an installed package)

INVERTED = re.compile(r"^(?P<name>[^,]+), (?P<kind>[A-Z].*)$")


def official_forms() -> Iterator[tuple[str, str, str]]:
    """(printed, alpha-3, kind) of every ISO 3166-1 name, "Bolivia, Plurinational State of" turned round too."""
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            if printed := getattr(country, attribute, None):
                yield printed, country.alpha_3, "name"
                yield printed.partition(" (")[0], country.alpha_3, "name"
                if turned := INVERTED.match(printed):
                    yield f"{turned['kind']} {turned['name']}", country.alpha_3, "name"


def hand_forms() -> Iterator[tuple[str, str, str]]:
    for row in tables.rows("demonyms.csv"):
        yield row["demonym"], row["alpha3"], row["kind"]
    for row in tables.rows("country_names.csv"):
        kind = row["kind"]
        if "give a warning" in row["note"]:
            kind = "ambiguous"
        elif row["note"].startswith("a region"):
            kind = "region"
        yield row["alias"], row["alpha3"], kind


def table() -> dict[str, tuple[str, str]]:
    """Folded name to (alpha-3 or "", kind). A name that ISO gives to two countries is left out."""
    forms: dict[str, tuple[str, str]] = {}
    twice = set()
    for printed, alpha3, kind in official_forms():
        key = folding.fold_country(printed)
        if forms.setdefault(key, (alpha3, kind))[0] != alpha3:
            twice.add(key)
    for key in twice:
        del forms[key]
    for printed, alpha3, kind in hand_forms():
        key, form = folding.fold_country(printed), ("" if kind == "user-assigned" else alpha3, kind)
        if kind in countries.WARNINGS or forms.get(key, ("", ""))[0] != alpha3:
            forms[key] = form
    return forms


def write(filename: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with (tables.DATA / filename).open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    forms = table()
    write("countries.csv", ("folded", "alpha3", "kind"), [(key, *forms[key]) for key in sorted(forms)])
    names = {country.alpha_3: getattr(country, "common_name", country.name) for country in pycountry.countries}
    write("country_codes.csv", ("alpha3", "name"), sorted(names.items()))


if __name__ == "__main__":
    main()
