"""What cannot be decided of an offense lowers its confidence and is told to the reviewer: its borders, its category."""

import pytest

from encounters.extraction import checks, confidence, read_narrative
from encounters.extraction.coding import offenses
from encounters.extraction.narrative import Narrative
from encounters.extraction.records import EncounterRecord

TOLD = {"offense_boundary_unsure", "offense_category_unsure", "offense_uncoded"}
TEXT = (
    "On October 1, 2025, a 287(g) Task Force Model Officer with the Lee County Sheriff’s Office, FL, encountered a"
    " citizen of Honduras charged with {charges}. An immigration detainer and warrant were placed on the subject."
)


def read(charges: str) -> EncounterRecord:
    return read_narrative(Narrative.of_text(TEXT.format(charges=charges)), heading_state="FL")


def told(record: EncounterRecord) -> set[tuple[str, str]]:
    return {(w.code, w.field) for w in checks.check(record) if w.code in TOLD}


def test_a_sure_charge_is_not_warned_of() -> None:
    record = read("burglary and possession of cocaine")
    assert told(record) == set()
    assert min(record.confidence["offenses.0"], record.confidence["offenses.1"]) > 0.95


def test_a_doubtful_category_lowers_the_confidence_and_is_told() -> None:
    doubtful = [text for text in UNKNOWN if 0 < offenses.code(text).confidence < checks.CODED_UNSURELY]
    assert doubtful
    for text in doubtful:
        record = read(f"burglary and {text}")
        code = "offense_uncoded" if record.offenses[-1].category is None else "offense_category_unsure"
        assert (code, "offenses.1") in told(record)
        assert record.confidence["offenses.1"] < record.confidence["offenses.0"] - 0.1


UNKNOWN = (
    "molestation of a wishing well",
    "unlawful possession of a moon rock",
    "carrying a rooster by the feet",
    "wearing of an ox yoke",
    "driving of geese through a market",
)


def test_a_doubtful_border_is_told() -> None:
    assert ("offense_boundary_unsure", "offenses.1") in told(read("theft, quarrel of the barley and robbery"))


@pytest.mark.parametrize(
    "charges",
    [
        "second degree assault, strangulation",
        "lascivious acts with a child, solicitation",
        "third degree driving while impaired, refusal",
        "domestic violence, harassment",
    ],
)
def test_a_charge_that_may_be_a_kind_of_the_one_in_front_is_told(charges: str) -> None:
    assert {("offense_boundary_unsure", f"offenses.{number}") for number in (0, 1)} <= told(read(charges))


@pytest.mark.parametrize(
    "charges", ["assault and strangulation", "assault, two counts of strangulation", "assault, theft"]
)
def test_charges_that_cannot_be_a_kind_of_another_are_not_told(charges: str) -> None:
    assert told(read(charges)) == set()


@pytest.mark.parametrize("category", [0.5, 0.7, 0.9, 1.0])
def test_a_doubtful_border_is_seen_whatever_the_category_is_worth(category: float) -> None:
    unsure = confidence.of("offenses.0", 0.65 * category, 1.0)
    assert unsure < confidence.of("offenses.0", checks.UNSURE * category, 1.0)


def test_a_category_that_a_person_chose_is_not_doubted() -> None:
    record = read("burglary")
    record.confidence["offenses.0"] = 1.0
    assert told(record) == set()
