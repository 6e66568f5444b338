"""The words of a page as SVG text that can be selected, laid over its image."""

from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from encounters.extraction.layout import Box, PageLayout
from encounters.extraction.lines import reading_order
from encounters.extraction.narrative import Narrative


def words(layout: PageLayout, starts: Mapping[Box, int]) -> SafeString:
    """The words as they are read, so that what is selected is one passage in print of two columns too.

    `starts` has where a word of the narrative begins in its text. A base line lies about a fifth above the box's
    bottom. Written here, since a template takes a hundred times as long for the thousands of words of a screen.
    """
    order = (place for line in reading_order([layout]) for place in line.places)
    return mark_safe(  # noqa: S308 - the only text in it is escaped
        "".join(_word(place, layout.words[place].text, layout.words[place].box, starts) for place in order)
    )


def _word(place: int, text: str, box: Box, starts: Mapping[Box, int]) -> str:
    if box.width <= 0 or box.height <= 0:
        return ""
    at = f' data-at="{starts[box]}"' if box in starts else ""
    return (
        f'<text data-word="{place}"{at} x="{box.x0:.1f}" y="{box.bottom - box.height * 0.22:.1f}" '
        f'textLength="{box.width:.1f}" lengthAdjust="spacingAndGlyphs" font-size="{box.height * 0.8:.1f}">'
        f"{escape(text)} </text>"
    )


def starts(narrative: Narrative) -> dict[Box, int]:
    """Where each word of a narrative begins in its text, by the place of the word on its page."""
    return {word.box: start for word, start in zip(narrative.words, narrative.starts, strict=True)}
