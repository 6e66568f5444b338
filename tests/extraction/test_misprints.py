"""Slips of the typist in the words of the templates: each narrative says the same as the one without slips."""

import re
from collections.abc import Callable

import pytest

from benchmarks import scoring
from encounters.extraction import openings, read_narrative
from encounters.extraction.contract import dump_encounter
from encounters.extraction.fields.folded import fold
from encounters.extraction.narrative import Narrative
from tests.extraction import narratives

PLAIN = (
    "On October 3, 2025, a 287(g) Task Force Model Officer with the Nixon Police Department, TX, encountered a citizen"
    " of Mexico. The subject was charged with theft and assault. An immigration detainer and warrant were placed on the"
    " subject. The subject entered the United States on an unknown date and location without inspection."
)
SLIPS = (
    ("October 3", "october 3"),
    ("October 3", "Ocotber 3"),
    ("October 3", "October3"),
    ("287(g)", "287g"),
    ("encountered a", "encounterd a"),
    ("encountered a", "encounter a"),
    ("encountered a", "encountereda"),
    ("encountered a citizen", "encountered citizen"),
    ("a citizen of Mexico", "a Citizen of Mexico"),
    ("a citizen of Mexico", "a citizenof Mexico"),
    ("a citizen of Mexico", "a citizen Mexico"),
    ("was charged with", "was charge with"),
    ("was charged with", "was Charged with"),
    ("charged with theft", "charged withtheft"),
    ("charged with theft", "chargedwith theft"),
    (". The subject was", ". the subject was"),
    (". An immigration", ", An immigration"),
    (". An immigration", ". an immigration"),
    ("immigration detainer", "Immigration Detainer"),
    ("immigration detainer", "immigrationdetainer"),
    ("immigration detainer", "immigraton detainer"),
    ("warrant were", "Warrant were"),
    ("the subject. The", "the subject, The"),
    ("The subject entered", "The Subject entered"),
    ("United States", "Untied States"),
    ("without inspection", "withoutinspection"),
    ("without inspection", "with out inspection"),
)
KEYS = (
    "encountered_on agency program_model citizenship citizenship_text offenses detainer_placed warrant_placed"
    " entry_manner previously_removed state"
).split()


def said(text: str) -> dict:
    record = dump_encounter(read_narrative(Narrative.of_text(text), heading_state="TX"))
    return {key: record[key] for key in KEYS}


@pytest.mark.parametrize(("printed", "slip"), SLIPS)
def test_a_slip_changes_nothing_that_is_said(printed: str, slip: str) -> None:
    text = PLAIN.replace(printed, slip, 1)
    assert text != PLAIN
    assert said(text) == said(PLAIN)
    assert openings.opens(text)


@pytest.mark.parametrize(
    "text", ["a convicted offender charged within the hour", "charged without bail", "the United States"]
)
def test_whole_words_stay_whole(text: str) -> None:
    assert fold(text).text == text


WRITTEN: dict[str, Callable[[str], str]] = {
    "no serial comma": lambda text: re.sub(r", and (?=[^.]*? (?:and placed|An immigration))", " and ", text, count=1),
    "a comma before the placement": lambda text: text.replace(" and placed", ", and placed").replace(",, ", ", "),
    "straight quotes and hyphens": lambda text: text.replace("’", "'").replace("–", "-"),
    "long dashes": lambda text: text.replace("–", "—"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "no stop at the end": lambda text: text.rstrip("."),
    "stops lost": lambda text: text.replace(". The subject", " The subject").replace(". An imm", " An imm"),
    "no space behind stops": lambda text: text.replace(". The subject", ".The subject").replace(". An imm", ".An imm"),
    "a space before commas": lambda text: text.replace(", ", " , "),
    "a space before apostrophes": lambda text: text.replace("’s ", " ’s "),
    "a space behind apostrophes": lambda text: text.replace("’s ", "’ s "),
    "abbreviated country": lambda text: text.replace("the United States", "the U.S."),
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("name", ["tenth", "eleventh", "twelfth", "thirteenth"])
def test_how_it_is_typed_changes_nothing_that_is_said(name: str, written: str) -> None:
    score = scoring.Score()
    for number, case in enumerate(narratives.cases(name), start=1):
        plain, varied = (
            dump_encounter(read_narrative(Narrative.of_text(text), heading_state=case.gold["heading_state"]))
            for text in (case.gold["narrative"], WRITTEN[written](case.gold["narrative"]))
        )
        unlabelled = [offense | {"category": None} for offense in plain["offenses"]]
        score.add(f"{name} {number}", [plain | {"offenses": unlabelled}], [varied | {"narrative": plain["narrative"]}])
    assert score.differences == []
