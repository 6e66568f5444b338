"""What words that a person selected mean for a field."""

import pytest

from encounters.extraction.coded import coded


@pytest.mark.parametrize(
    ("field", "printed", "values"),
    [
        ("encountered_on", "January 3, 2020,", {"encountered_on": "2020-01-03"}),
        ("citizenship", "Honduras", {"citizenship_text": "Honduras", "citizenship": "HND"}),
        ("text", "cocaine possession", {"text": "cocaine possession", "category": "drug-possession-cocaine"}),
        ("program_model", "Jail Enforcement Model Officer", {"program_model": "jail_enforcement"}),
        ("detainer_placed", "immigration detainer", {"detainer_placed": True}),
        ("warrant_placed", "detainer and warrant", {"warrant_placed": True}),
        ("entry_manner", "illegally re-entered", {"entry_manner": "illegal_reentry"}),
        ("entry_manner", "under the Visa Waiver Program", {"entry_manner": "visa_waiver"}),
        ("previously_removed", "having been previously removed", {"previously_removed": True}),
        ("immigration_status", "failed to depart", {"immigration_status": "overstay"}),
        ("immigration_status", "lawful permanent resident", {"immigration_status": "permanent_resident"}),
        (
            "type",
            "On January 8, 2020, ERO Boston arrested the subject at-large.",
            {"type": "ice_arrest", "on": "2020-01-08", "actor": "ERO Boston"},
        ),
        ("type", "ERO Boston arrested the subject", {"type": "ice_arrest", "on": None, "actor": "ERO Boston"}),
    ],
)
def test_words_mean_a_value(field, printed, values):
    assert coded(field, printed) == values


@pytest.mark.parametrize("field", ["encountered_on", "state", "program_model", "entry_manner", "immigration_status"])
def test_words_may_say_nothing_for_a_field(field):
    assert coded(field, "in the county jail") == {}


@pytest.mark.parametrize("field", ["type", "warrant_placed", "previously_removed", "counts", "nothing", ""])
def test_a_field_may_have_no_meaning_for_words(field):
    assert coded(field, "Bristol County") == {}


def test_no_words_mean_nothing():
    assert coded("agency", " , ") == {}
