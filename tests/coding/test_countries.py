"""Printed countries to ISO 3166-1 alpha-3 codes."""

import csv
import importlib.util
from pathlib import Path

import pytest

from encounters.extraction.coding import countries, tables

BUILDER = Path(__file__).resolve().parents[2] / "scripts" / "build_countries.py"


@pytest.mark.parametrize(
    ("printed", "alpha3"),
    [
        ("Honduras", "HND"),
        ("HONDURAS", "HND"),
        ("the Bahamas", "BHS"),
        ("Bahamas, The", "BHS"),
        ("Côte d’Ivoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"),
        ("Trinidad and Tobago", "TTO"),
        ("Trinidad & Tobago", "TTO"),
        ("St. Lucia", "LCA"),
        ("Saint Lucia", "LCA"),
        ("U.K.", "GBR"),
        ("Burma", "MMR"),
        ("Bolivia, Plurinational State of", "BOL"),
        ("Venezuela", "VEN"),
        ("Russia", "RUS"),
        ("Laos", "LAO"),
        ("Niger", "NER"),
        ("Dominica", "DMA"),
        ("Honduran", "HND"),
        ("Salvadoran", "SLV"),
    ],
)
def test_a_printed_country_has_its_code(printed, alpha3):
    code = countries.code(printed)
    assert (code.alpha3, code.warning) == (alpha3, None)
    assert code.confidence >= 0.9


@pytest.mark.parametrize(
    ("printed", "alpha3"), [("Hondurxs", "HND"), ("EI Salvador", "SLV"), ("Brazll", "BRA"), ("Mexic o", "MEX")]
)
def test_one_slip_of_print_is_read_with_doubt(printed, alpha3):
    assert countries.code(printed) == countries.CountryCode(alpha3, countries.ONE_EDIT_CONFIDENCE)


@pytest.mark.parametrize(
    ("printed", "warning"),
    [
        ("Kosovo", "country_without_code"),
        ("Soviet Union", "country_without_code"),
        ("the former Yugoslavia", "country_without_code"),
        ("West Indies", "country_without_code"),
        ("Unknown", "country_unknown"),
        ("Atlantis", "country_unknown"),
        ("lrax", "country_unknown"),
        ("Xambia", "country_unknown"),
        ("", "country_unknown"),
    ],
)
def test_a_country_without_a_code_warns(printed, warning):
    code = countries.code(printed)
    assert (code.alpha3, code.warning) == (None, warning)


@pytest.mark.parametrize(
    ("printed", "alpha3"), [("Korea", "KOR"), ("Congo", "COG"), ("Puerto Rico", "PRI"), ("Dominican", "DOM")]
)
def test_an_ambiguous_country_is_coded_and_warns(printed, alpha3):
    code = countries.code(printed)
    assert (code.alpha3, code.warning) == (alpha3, "country_ambiguous")


def test_every_code_has_a_name_that_leads_back_to_it():
    for alpha3, name in countries.names().items():
        assert countries.name(alpha3) == name
        if alpha3 not in {"COD"}:  # ISO's "Congo, The Democratic Republic of the" has its own row below
            assert countries.code(name).alpha3 == alpha3
    assert countries.code("Congo, The Democratic Republic of the").alpha3 == "COD"


def test_the_table_is_what_its_sources_give():
    spec = importlib.util.spec_from_file_location("build_countries", BUILDER)
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    with (tables.DATA / "countries.csv").open(encoding="utf-8", newline="") as table:
        written = {row["folded"]: (row["alpha3"], row["kind"]) for row in csv.DictReader(table)}
    assert written == builder.table()
