"""A bulletin of two pages with what extraction misses, read by the extractor itself.

Page 1: a heading, two encounters of which the second swallowed a third, and text that nobody can explain.
Page 2: an encounter without the words by which encounters are found, and one more.
"""

import hashlib
from itertools import count

from encounters.actions import bulletins, drafts
from encounters.extraction import extract
from encounters.extraction.layout import PageLayout
from encounters.models import Bulletin, Encounter, Mark
from tests.factories import NOW, print_lines

numbers = count(1)
OF_WORDS = [kind for kind in Mark.Kind if kind != Mark.Kind.READ_BY_EYE]
"""What words can be marked as."""

KNOX = (
    "On January 3, 2020, the Knox County Sheriff’s Office 287(g) Program encountered a citizen of Mexico charged with "
    "cocaine possession and placed an immigration detainer and warrant on the subject. The subject entered the United "
    "States on an unknown date and location without inspection."
)
COBB = (
    "On January 5, 2020, the Cobb County Sheriff’s Office 287(g) Program encountered a citizen of Honduras convicted "
    "of public intoxication and placed an immigration detainer and warrant on the subject."
)
SWALLOWED = (
    "Two days later, January 7, 2020, a citizen of Peru charged with burglary was met at the jail and an immigration "
    "detainer and warrant were placed on the subject."
)
FIGURES = "Figures for this quarter are shown in Annex Four."
MISSED = "Floyd deputies spoke on January 9, 2020 with somebody from Peru about larceny."
HALL = (
    "On January 11, 2020, the Hall County Sheriff’s Office 287(g) Program encountered a citizen of Cuba charged with "
    "larceny and placed an immigration detainer and warrant on the subject."
)


def print_page(number: int, *paragraphs: str) -> PageLayout:
    """Paragraphs one under the other, with white between them."""
    top, words = 80.0, []
    for paragraph in paragraphs:
        lines = print_lines(paragraph, top=top, page=number)
        words += [word for line in lines for word in line.words]
        top += 14 * len(lines) + 24
    return PageLayout(number, 612.0, 792.0, tuple(words))


PAGES = (
    ("Tennessee", KNOX, "Georgia", f"{COBB} {SWALLOWED}", FIGURES),
    (MISSED, HALL),
)


def read_bulletin(*pages: tuple[str, ...]) -> Bulletin:
    """A bulletin whose pages hold these paragraphs, extracted."""
    sha256 = hashlib.sha256(f"missed {next(numbers)}".encode()).hexdigest()
    bulletin = Bulletin.objects.create(sha256=sha256, filename="2020-01.pdf", byte_size=1000, created_at=NOW)
    held = bulletins.start(bulletin.pk, now=NOW)
    layouts = [print_page(number, *paragraphs) for number, paragraphs in enumerate(pages or PAGES, start=1)]
    extraction = extract(layouts)
    bulletins.finish(held, extraction, now=NOW)
    drafts.save(held, extraction, layouts, now=NOW)
    return Bulletin.objects.get(pk=bulletin.pk)


def record(bulletin: Bulletin, sequence: int) -> Encounter:
    return bulletin.encounters.select_related("current_revision", "bulletin").get(sequence=sequence)


def words_of(bulletin: Bulletin, text: str) -> list[tuple[int, int]]:
    """The places of the words that spell `text` on a page."""
    wanted = text.split()
    for page in bulletin.pages.order_by("number"):
        printed = [word[0] for word in page.words]
        for start in range(len(printed)):
            if printed[start : start + len(wanted)] == wanted:
                return [(page.number, start + offset) for offset in range(len(wanted))]
    raise AssertionError(f"no page says {text!r}")
