"""What stands before a story on its line: the number or mark of a list, the heading of its state.

run_in("Georgia – On July 1, 2020, the Cobb County")  -> ("GA", 2): the heading is the first two words
"""

import re

from .headings import LONGEST, state_of

LISTED = re.compile(
    r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,6}|[IVX]{1,6})[.)]|[#№]\d{1,3}[.:]?|[•‧▪◦●■►»*–—\ufffd\uf000-\uf0ff-]"
    r"|(?:Case|Encounter|Example|Narrative|No\.|Number)\s(?:No\.\s|[#№]\s?)?\d{1,3}\s?[.:–—-]?"
)
"""The number or mark of a story in a list: "12.", "(3)", "b)", "iv.", "Case 7:", "•", also without a name."""
MOST_LISTED = 4
"""Words of such a mark: "Case No. 7 –"."""
OPENINGS = frozenset({"On", "In", "The"})
DASH = re.compile(r"[:–—-]+")


def run_in(text: str) -> tuple[str, int] | None:
    """The state and the number of words of a heading on the line of its story, or None.

    The printed forms: "Georgia – On July 1", "Oklahoma: On", "South Carolina— On", "TEXAS. On", "• Ohio: On".
    """
    words = text.split(maxsplit=LONGEST + 2)
    first = 1 if words and LISTED.fullmatch(words[0]) else 0
    for count, following in enumerate(words[first + 1 : LONGEST + 1], start=first + 1):
        if following not in OPENINGS:
            continue
        head = words[first:count]
        name = [word for word in head if not DASH.fullmatch(word)]
        marked = len(name) < len(head) or head[-1][-1:] in ":.–—-"
        usps = state_of(" ".join(name).rstrip(":.–—-"))
        if usps and (marked or following == "On"):
            return usps, count
    return None
