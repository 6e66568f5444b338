"""The traits of a bulletin that a word processor prints: paper, columns, letters, how headings and stories are set.

any_form(random.Random(3))                 OfficeForm(paper="letter", columns=2, story="bullet", ...)
any_form(random.Random(3), plain=True)     text in columns under headings, nothing stranger
"""

import random
from dataclasses import dataclass, replace

FONTS = (
    "Liberation Serif",
    "Liberation Sans",
    "Liberation Sans Narrow",
    "DejaVu Serif",
    "DejaVu Sans",
    "Liberation Mono",
)
PAPERS = {"letter": (8.5, 11.0), "legal": (8.5, 14.0), "a4": (8.27, 11.69), "half": (5.5, 8.5)}
RUN_IN = {"run-in": "{state} – ", "colon": "{state}: ", "bold-run-in": "{state}: "}

HEADINGS = {
    "bold": ("", 'fo:font-weight="bold"'),
    "plain": ("", ""),
    "large": ("", 'fo:font-weight="bold" fo:font-size="150%"'),
    "capitals": ("", 'fo:text-transform="uppercase" fo:font-weight="bold"'),
    "small-capitals": ("", 'fo:font-variant="small-caps"'),
    "centred": ('fo:text-align="center"', 'fo:font-weight="bold"'),
    "centred-capitals": ('fo:text-align="center"', 'fo:text-transform="uppercase"'),
    "right": ('fo:text-align="end"', 'fo:font-style="italic"'),
    "underlined": ("", 'style:text-underline-style="solid" style:text-underline-width="auto"'),
    "ruled": ('fo:border-bottom="1pt solid #000000" fo:padding="2pt"', 'fo:font-weight="bold"'),
    "band": ('fo:background-color="#1f3864" fo:padding="3pt"', 'fo:color="#ffffff" fo:font-weight="bold"'),
    "boxed": ('fo:border="0.5pt solid #000000" fo:padding="3pt" fo:text-align="center"', 'fo:font-weight="bold"'),
    "letters-apart": ("", 'fo:letter-spacing="4pt" fo:text-transform="uppercase"'),
    "italic": ("", 'fo:font-style="italic"'),
    "small": ("", 'fo:font-size="85%" fo:text-transform="uppercase"'),
    **dict.fromkeys(RUN_IN, ("", "")),
}
"""Paragraph and text properties of each way to set a state heading."""
STORIES = (
    "plain",
    "bullet",
    "number",
    "boxed",
    "cell",
    "cells",
    "side",
    "row",
    "drop-capital",
    "hanging",
    "wide-initial",
)


@dataclass(frozen=True)
class OfficeForm:
    """The traits of a form. Lengths are inches, sizes points; `story` and `heading` are names of the above."""

    paper: str = "letter"
    landscape: bool = False
    margin: float = 1.0
    columns: int = 1
    gutter: float = 0.35
    ruled: bool = False  # a rule between columns
    balanced: bool = False
    wide_introduction: bool = False
    font: str = "Liberation Serif"
    size: float = 11.0
    leading: int = 115
    align: str = "start"
    hyphenate: bool = False
    space: float = 8.0
    indent: float = 0.0
    heading: str = "bold"
    heading_words: str = "{state}"
    keep: bool = True  # a heading stays with its text
    story: str = "plain"
    header: str = ""
    footer: str = ""
    between: str = ""
    contents: bool = False
    notes: bool = False
    line_numbers: bool = False
    soft: bool = False  # soft hyphens and spaces that do not break
    closing: bool = False


HEADERS = (
    "",
    "",
    "287(g) Monthly Encounter Report",
    "U.S. Immigration and Customs Enforcement\tEncounters",
    "UNCLASSIFIED",
    "ICE | ERO | 287(g) Program",
)
FOOTERS = (
    "",
    "",
    "{page}",
    "Page {page} of {pages}",
    "ENFORCEMENT AND REMOVAL OPERATIONS (ERO)\t{page}",
    "www.ice.gov\tPage {page}",
    "- {page} -",
)


def any_form(rng: random.Random, *, plain: bool = False) -> OfficeForm:
    """A form with traits at random; `plain`: text in columns under headings, ragged or justified, nothing stranger."""
    form = _any_form(rng)
    if not plain:
        return form
    align = form.align if form.align in ("start", "justify") else "justify"
    story = form.story if form.story in ("plain", "bullet", "number", "hanging", "boxed") else "plain"
    return replace(form, align=align, story=story, contents=False, notes=False, line_numbers=False)


def _any_form(rng: random.Random) -> OfficeForm:
    story = rng.choice(("plain",) * 8 + STORIES)
    paper = rng.choice(("letter",) * 4 + tuple(PAPERS))
    landscape = paper != "half" and rng.random() < 0.2
    columns = 1 if story in ("side", "row", "cells") or paper == "half" else rng.choice((1, 1, 2, 2, 2, 3))
    heading = rng.choice(tuple(HEADINGS))
    if heading in RUN_IN and story not in ("plain", "bullet", "hanging", "boxed", "cell"):
        heading = "bold"
    space = rng.choice((0.0, 3.0, 6.0, 8.0, 12.0, 18.0))
    size = rng.choice((7.5, 9.0, 10.0, 10.5, 11.0, 11.0, 12.0, 14.0))
    if columns == 3 and not landscape:
        size = min(size, 10.0)
    return OfficeForm(
        paper=paper,
        landscape=landscape,
        margin=rng.choice((0.4, 0.6, 0.75, 1.0, 1.25)) if paper != "half" else 0.5,
        columns=columns,
        gutter=rng.choice((0.15, 0.2, 0.25, 0.35, 0.5)),
        ruled=rng.random() < 0.2,
        balanced=rng.random() < 0.4,
        wide_introduction=rng.random() < 0.4,
        font=rng.choice(FONTS),
        size=size,
        leading=rng.choice((95, 100, 105, 115, 115, 130, 150)),
        align=rng.choice(("start", "start", "justify", "justify", "center", "end") if rng.random() < 0.2 else ("start", "justify")),
        hyphenate=rng.random() < 0.4,
        space=space,
        indent=rng.choice((0.0, 0.0, 0.25)) if space else 0.25,
        heading=heading,
        heading_words=rng.choice(("{state}",) * 6 + ("{state} ({number})", "State of {state}", "{state}:")) if heading not in RUN_IN else "{state}",
        keep=rng.random() < 0.6,
        story=story,
        header=rng.choice(HEADERS),
        footer=rng.choice(FOOTERS),
        between=rng.choice(("",) * 6 + ("•", "* * *", "rule", "— — —")),
        contents=rng.random() < 0.1,
        notes=rng.random() < 0.1,
        line_numbers=rng.random() < 0.05,
        soft=rng.random() < 0.15,
        closing=rng.random() < 0.2,
    )  # fmt: skip
