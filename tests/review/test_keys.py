"""The keys of the workbench."""

import pytest

from review import keys

USUAL = keys.bindings({})


def test_no_two_actions_share_a_usual_key():
    for page in keys.PAGES:
        used = [action.key for action in keys.of(page)]
        assert len(set(used)) == len(used)
    assert {action.page for action in keys.ACTIONS} == set(keys.PAGES)
    assert not set(USUAL.values()) & keys.RESERVED


def test_only_what_differs_is_kept():
    assert keys.check({**USUAL, "approve": "G"}) == {"approve": "g"}
    assert keys.bindings({"approve": "g"})["approve"] == "g"


def test_two_actions_may_swap_their_keys():
    assert keys.check({**USUAL, "approve": "x", "wrong": "a"}) == {"approve": "x", "wrong": "a"}


def test_two_pages_may_use_one_key_for_two_things():
    assert keys.check({**USUAL, "words_encounter": "a", "approve": "m"}) == {"approve": "m", "words_encounter": "a"}
    with pytest.raises(keys.KeyTaken, match="boilerplate"):
        keys.check({**USUAL, "words_aside": "b"})


@pytest.mark.parametrize("key", ["x", "1", "ab", " 8"])
def test_a_key_that_is_taken_reserved_or_long_is_refused(key):
    with pytest.raises(keys.KeyTaken):
        keys.check({**USUAL, "approve": key})
