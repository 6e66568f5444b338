"""What is painted on a page: words of a kind that stand side by side are one strip."""

from encounters.models import Page
from encounters.views.painting import Strip, counts, strips


def page(*words: tuple[str, float, float]) -> Page:
    """Words as (kind, x, top), each 30 points wide and 10 high."""
    return Page(
        words=[["w", x, top, x + 30, top + 10, 1.0] for _, x, top in words], kinds=[kind for kind, _, _ in words]
    )


def test_neighbours_of_one_kind_are_one_strip():
    painted = strips(page(("narrative", 72, 100), ("narrative", 105, 100), ("narrative", 138, 101)))
    assert painted == [Strip("narrative", 72, 100, 168, 111)]


def test_a_new_kind_line_or_column_begins_a_strip():
    painted = strips(page(("heading", 72, 80), ("narrative", 105, 80), ("narrative", 72, 100), ("narrative", 320, 100)))
    assert [(strip.kind, strip.x) for strip in painted] == [
        ("heading", 72),
        ("narrative", 105),
        ("narrative", 72),
        ("narrative", 320),
    ]


def test_every_kind_is_counted():
    assert counts(["narrative", "narrative", "unexplained"]) == {
        "narrative": 2,
        "heading": 0,
        "boilerplate": 0,
        "unexplained": 1,
    }
