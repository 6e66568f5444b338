"""Names that a person may mean while they type."""

import pytest

from encounters.extraction.coding import suggestions


@pytest.mark.parametrize(
    ("field", "text", "state", "first"),
    [
        ("agency", "knox", "TN", "Knox County Sheriff's Office"),
        ("agency", "Sheriff’s off", "MA", "Barnstable County Sheriff's Office"),
        ("actor", "bost", None, "ERO Boston"),
        ("actor", "ero  bal", None, "ERO Baltimore"),
    ],
)
def test_the_first_name_that_is_offered(field, text, state, first):
    assert suggestions.names(field, text, state=state)[0] == first


@pytest.mark.parametrize(("field", "text"), [("agency", ""), ("agency", "ounty"), ("facility", "knox"), ("", "knox")])
def test_nothing_is_offered_for_no_word_and_for_other_fields(field, text):
    assert suggestions.names(field, text, state=None) == []


def test_no_more_than_fit_on_the_screen():
    assert len(suggestions.names("agency", "county", state=None)) == suggestions.MOST
