"""The words of a page as SVG text that can be selected, laid over its image."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from encounters.models import Page


def words(page: Page) -> SafeString:
    """The words in the order of the file. A base line lies about a fifth above the box's bottom.

    Written here, since a template takes a hundred times as long for the thousands of words of a screen.
    """
    return mark_safe(  # noqa: S308 - the only text in it is escaped
        "".join(
            f'<text data-word="{place}" x="{x0:.1f}" y="{bottom - (bottom - top) * 0.22:.1f}" '
            f'textLength="{x1 - x0:.1f}" lengthAdjust="spacingAndGlyphs" font-size="{(bottom - top) * 0.8:.1f}">'
            f"{escape(text)} </text>"
            for place, (text, x0, top, x1, bottom, _) in enumerate(page.words)
            if x1 > x0 and bottom > top
        )
    )
