"""The same bulletin in many printed forms.

    bulletin = Bulletin(introduction=(...), sections=(("Arkansas", ("On January 3, 2020, ...",)),))
    printed = render(bulletin, LAYOUTS["two-column-justified"], seed=1)
    printed.pdf         the file
    printed.stories     (("Arkansas", "On January 3, 2020, ..."),): what a reader should find, slips included

Every form is deterministic by its seed. `any_layout(rng)` mixes the traits of forms at random, so that readers are
held to more than the forms with names.
"""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4, LEGAL, LETTER, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .typeset import Block, SetLine, Setter, SetWord, Style

FAMILIES = {
    "Times": ("Times-Roman", "Times-Bold"),
    "Helvetica": ("Helvetica", "Helvetica-Bold"),
    "Courier": ("Courier", "Courier-Bold"),
    "Vera": ("Vera", "VeraBd"),
}
INTRODUCTION = (
    "The U.S. Immigration and Customs Enforcement (ICE) 287(g) Program enhances the safety and security of communities "
    "by creating partnerships with state and local law enforcement agencies to identify and remove illegal aliens from "
    "the United States.",
    "Section 287(g) of the Immigration and Nationality Act authorizes the Director of ICE to enter into agreements with "
    "state and local law enforcement agencies to designate officers to perform certain immigration law enforcement "
    "functions. State and local officers who partner with ICE receive training and function under the supervision of "
    "ICE officers.",
    "The cases that follow are a sampling of criminal aliens recently identified by state or local law enforcement "
    "operating under the 287(g) Program. Each of these individuals will be processed for removal by ICE in accordance "
    "with federal law.",
)


@dataclass(frozen=True)
class Bulletin:
    """What is printed: `sections` are state headings with their narratives."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    introduction: tuple[str, ...] = INTRODUCTION
    title: str | None = None


@dataclass(frozen=True)
class Printed:
    """A file and what a reader should find in it: heading and narrative, in order."""

    pdf: bytes
    stories: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Layout:
    """The traits of a printed form. Sizes are points; `turn` is /Rotate, the content being turned back."""

    family: str = "Times"
    size: float = 11.0
    leading: float = 1.2
    paper: tuple[float, float] = LETTER
    margin: float = 72.0
    columns: int = 1
    gutter: float = 24.0
    align: str = "left"
    space: float = 10.0
    indent: float = 0.0
    hyphenate: bool = False
    header: str = ""
    footer: str = ""
    separators: tuple[str, ...] = ()
    heading: str = "bold"  # bold, plain, centred, upper, run-in, colon
    loose_headings: bool = False  # a heading may stand at the foot of a column, cut from its text
    continued: bool = False  # a page that begins within a story repeats the heading: "Texas (continued)"
    cut_by_heading: bool = False  # a story cut by a page goes on behind the next heading
    wide_introduction: bool = False
    wide_headings: bool = False
    order: str = "reading"  # reading, rows, shuffled
    spaces: bool = True
    turn: int = 0
    sideways: int = 0  # content turned without /Rotate
    offset: tuple[float, float] = (0.0, 0.0)  # where the media box begins
    crop: float = 0.0  # paper outside the crop box, on each side
    slips: frozenset[str] = field(default_factory=frozenset)  # glued, capital, doubled, blank


SEPARATORS = ("‧ ‧ •", "•", "* * *", "— — —", "_______________")
FOOTER = "ENFORCEMENT AND REMOVAL OPERATIONS (ERO)"

LAYOUTS: dict[str, Layout] = {
    "one-column": Layout(),
    "two-columns": Layout(columns=2, family="Helvetica", size=10, margin=50),
    "three-columns": Layout(columns=3, family="Times", size=9.5, margin=40, gutter=18),
    "justified": Layout(align="justify", columns=2, size=10.5, margin=54),
    "hyphenated": Layout(align="justify", columns=2, hyphenate=True, size=11, margin=54),
    "landscape": Layout(paper=landscape(LETTER), columns=2, size=12, footer="Page {page} of {pages}"),
    "turned-90": Layout(turn=90, columns=2, margin=54, footer=FOOTER + " {page}"),
    "turned-180": Layout(turn=180, family="Helvetica"),
    "turned-270": Layout(turn=270, paper=landscape(A4), columns=2),
    "on-its-side": Layout(sideways=90, columns=2, margin=54),
    "upside-down": Layout(sideways=180, margin=54),
    "on-its-other-side": Layout(sideways=270, columns=2, paper=landscape(LETTER)),
    "header-and-footer": Layout(
        header="287(g) Monthly Encounter Report – January 2020", footer=FOOTER + "          {page}"
    ),
    "separators": Layout(
        separators=SEPARATORS[:2], columns=2, family="Helvetica", size=10, margin=50, footer=FOOTER + " {page}"
    ),
    "loose-headings": Layout(loose_headings=True, columns=2, size=10, margin=54, footer="{page}"),
    "plain-headings": Layout(heading="plain", space=12, footer="- {page} -"),
    "tight": Layout(heading="bold", space=0, size=10),
    "tight-indented": Layout(space=0, indent=18, align="justify", family="Times", size=10.5),
    "centred-headings": Layout(heading="centred", columns=2, margin=54),
    "upper-headings": Layout(heading="upper", paper=A4),
    "run-in-headings": Layout(heading="run-in"),
    "colon-headings": Layout(heading="colon", columns=2, margin=54),
    "continued": Layout(continued=True, paper=LEGAL, size=12, footer="{page}"),
    "cut-by-heading": Layout(cut_by_heading=True, columns=2, margin=54, footer=FOOTER + " {page}"),
    "wide-introduction": Layout(columns=2, margin=54, wide_introduction=True, size=10),
    "wide-headings": Layout(columns=2, margin=54, wide_headings=True, size=10),
    "row-major": Layout(columns=2, margin=54, order="rows", size=10),
    "row-major-no-spaces": Layout(columns=2, margin=54, order="rows", spaces=False, align="justify"),
    "shuffled": Layout(columns=2, margin=54, order="shuffled", family="Helvetica", size=9),
    "no-spaces": Layout(spaces=False),
    "offset-media-box": Layout(offset=(200.0, -120.0)),
    "cropped": Layout(crop=60.0, turn=90, columns=2, margin=54),
    "monospaced": Layout(family="Courier", size=9.5, margin=60),
    "large": Layout(family="Helvetica", size=16, margin=60),
    "small": Layout(family="Times", size=7, margin=40, columns=2),
    "slips": Layout(family="Vera", size=9, columns=2, margin=54, slips=frozenset({"glued", "capital", "doubled"})),
    "blank-lines": Layout(slips=frozenset({"blank"})),
}


def any_layout(rng: random.Random) -> Layout:
    """A form with traits at random, as a word processor might give it."""
    columns = rng.choice((1, 1, 2, 2, 2, 3))
    margin = rng.choice((40.0, 54.0, 72.0))
    heading = rng.choice(("bold", "bold", "bold", "plain", "centred", "upper", "run-in", "colon"))
    space = rng.choice((0.0, 4.0, 8.0, 12.0, 20.0))
    slips = {slip for slip in ("glued", "capital", "doubled", "blank") if rng.random() < 0.15}
    family = rng.choice(tuple(FAMILIES))
    return Layout(
        family=family,
        size=rng.choice((8.0, 9.0, 10.0, 10.5, 11.0, 12.0)) * (0.85 if columns == 3 else 1.0),
        leading=rng.uniform(1.1, 1.6),
        paper=rng.choice((LETTER, LETTER, A4, LEGAL, landscape(LETTER))),
        margin=margin,
        columns=columns,
        gutter=rng.choice((14.0, 18.0, 24.0, 36.0)),
        align=rng.choice(("left", "left", "justify")),
        space=space,
        indent=rng.choice((0.0, 0.0, 18.0)) if space else 18.0,
        hyphenate=rng.random() < 0.25,
        header=rng.choice(
            ("", "", "287(g) Encounters, {month}", "U.S. Immigration and Customs Enforcement", "ICE | {month}")
        ),
        footer=rng.choice(
            ("", FOOTER + " {page}", "{page}", "Page {page} of {pages}", "- {page} -", "www.ice.gov   {page}")
        ),
        separators=rng.choice(((), (), SEPARATORS[:2], SEPARATORS[2:3], SEPARATORS[3:4])),
        heading=heading,
        loose_headings=rng.random() < 0.3,
        continued=rng.random() < 0.15,
        cut_by_heading=rng.random() < 0.2,
        wide_introduction=rng.random() < 0.3,
        wide_headings=rng.random() < 0.1,
        order=rng.choice(("reading", "reading", "rows", "shuffled")),
        spaces=rng.random() < 0.8,
        turn=rng.choice((0, 0, 0, 90, 180, 270)),
        offset=rng.choice(((0.0, 0.0), (0.0, 0.0), (100.0, 50.0))),
        crop=rng.choice((0.0, 0.0, 36.0)),
        slips=frozenset(slips),
    )


def render(bulletin: Bulletin, layout: Layout, seed: int = 0) -> Printed:
    """Print a bulletin."""
    rng = random.Random(seed)  # noqa: S311 - a test bulletin, no secret
    press = _Press(bulletin, layout, rng)
    lines = press.set()
    return Printed(_written(lines, layout, rng), tuple(press.stories))


class _Press:
    """Sets a bulletin and remembers what stands in it."""

    def __init__(self, bulletin: Bulletin, layout: Layout, rng: random.Random) -> None:
        self.bulletin, self.layout, self.rng = bulletin, layout, rng
        self.stories: list[tuple[str, str]] = []
        self.setter = Setter(
            *layout.paper, layout.margin, layout.columns, layout.gutter, rng=rng, on_new_page=self.page_begins
        )
        self.state = self.following = ""
        self.printed_ahead = False
        regular, bold = FAMILIES[layout.family]
        self.body = Style(
            regular, layout.size, layout.leading, layout.align, layout.space, layout.indent, layout.hyphenate
        )
        self.title = replace(
            self.body, font=bold, size=layout.size * 1.4, align="left", indent=0, space=2 * layout.space
        )
        self.heading = replace(
            self.body,
            font=regular if layout.heading == "plain" else bold,
            align="centre" if layout.heading == "centred" else "left",
            indent=0.0,
            hyphenate=False,
        )

    def set(self) -> list[SetLine]:
        if self.bulletin.title:
            self.setter.set(Block(self.bulletin.title, self.title, wide=True))
        wide = self.layout.wide_introduction
        self.setter.set(Block("Overview", self.title, wide=wide))
        for paragraph in self.bulletin.introduction:
            self.setter.set(Block(paragraph, self.body, wide=wide))
        self.setter.set(Block("287(g) Encounters by State", self.title, wide=wide), needs=3 * self.body.size)
        sections = self.bulletin.sections
        for number, (state, narratives) in enumerate(sections):
            self.state, self.following = state, ""
            if number and self.layout.separators:
                mark = self.layout.separators[number % len(self.layout.separators)]
                self.setter.set(Block(mark, replace(self.body, align="centre")))
            self.section(state, narratives, sections[number + 1][0] if number + 1 < len(sections) else "")
        return self.running(self.setter.lines)

    def section(self, state: str, narratives: Sequence[str], following: str) -> None:
        beside = self.layout.heading in ("run-in", "colon")
        if not beside and not self.printed_ahead:
            self.setter.set(self.state_heading(state), needs=0 if self.layout.loose_headings else 3 * self.body.size)
        self.printed_ahead = False
        for number, narrative in enumerate(narratives):
            text = self.slipped(narrative)
            self.stories.append((state, text))
            mark = {"run-in": f"{state} – ", "colon": f"{state}: "}.get(self.layout.heading, "")
            last = number == len(narratives) - 1
            self.following = following if last and self.layout.cut_by_heading and not beside else ""
            self.within, self.begun = True, len(self.setter.lines)
            self.setter.set(Block(mark * (number == 0) + text, self.body))
            self.within = False

    within = False
    begun = 0

    def state_heading(self, state: str) -> Block:
        upper = self.layout.heading == "upper"
        return Block(state.upper() if upper else state, self.heading, wide=self.layout.wide_headings)

    def page_begins(self, setter: Setter) -> None:
        """What a new page bears above the rest of a story: the heading that cuts it, or its own once more."""
        if not self.within or len(setter.lines) == self.begun:  # a story that begins on the page is not cut
            return
        if self.following:
            block = self.state_heading(self.following)
            self.following, self.printed_ahead = "", True
            setter.set(block)
        elif self.layout.continued and self.layout.heading in ("bold", "plain", "centred", "upper"):
            setter.set(replace(self.state_heading(self.state), text=f"{self.state} (continued)"))

    def slipped(self, narrative: str) -> str:
        """A narrative with the slips of print that the layout asks for."""
        slips = self.layout.slips
        if "glued" in slips and self.rng.random() < 0.5:
            narrative = narrative.replace(" 287(g)", "287(g)", 1)
        if "capital" in slips and self.rng.random() < 0.5:
            narrative = narrative.replace(" from the ", " fromA the ", 1).replace(
                "Program encountered", "ProgramA encountered", 1
            )
        if "doubled" in slips and self.rng.random() < 0.3:
            narrative = narrative.replace(" the ", " the the ", 1)
        return narrative

    def running(self, lines: list[SetLine]) -> list[SetLine]:
        """Lines with running headers and footers."""
        pages = max(line.page for line in lines)
        regular, _ = FAMILIES[self.layout.family]
        size = min(self.layout.size, 9.0)
        places = (
            (self.layout.header, self.layout.paper[1] - 0.5 * self.layout.margin),
            (self.layout.footer, 0.45 * self.layout.margin),
        )
        for page in range(1, pages + 1):
            for template, y in places:
                if template:
                    text = template.format(page=page, pages=pages, month="January 2020")
                    lines.append(SetLine(page, y, tuple(self.spread(text, regular, size)), regular, size))
        return lines

    def spread(self, text: str, font: str, size: float) -> Iterator[SetWord]:
        """Words at single spaces; a run of spaces pushes what follows to the right margin."""
        head, _, tail = text.partition("   ")
        x = self.layout.margin
        for word in head.split():
            yield SetWord(word, x)
            x += pdfmetrics.stringWidth(word + " ", font, size)
        tail = tail.strip()
        if tail:
            yield SetWord(tail, self.layout.paper[0] - self.layout.margin - pdfmetrics.stringWidth(tail, font, size))


def _fonts() -> None:
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, file))


_fonts()


def _written(lines: Sequence[SetLine], layout: Layout, rng: random.Random) -> bytes:
    """The lines as a PDF."""
    width, height = layout.paper
    quarters = (layout.turn or layout.sideways) // 90
    media = (height, width) if quarters % 2 else (width, height)
    turn = {
        0: (1, 0, 0, 1, 0, 0),
        1: (0, 1, -1, 0, height, 0),
        2: (-1, 0, 0, -1, width, height),
        3: (0, -1, 1, 0, 0, width),
    }
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(media[0] + 2 * layout.crop, media[1] + 2 * layout.crop), invariant=1)
    for page in range(1, max(line.page for line in lines) + 1):
        canvas.translate(layout.offset[0] + layout.crop, layout.offset[1] + layout.crop)
        canvas.transform(*turn[quarters])
        for font, size, x, y, text in _strings([line for line in lines if line.page == page], layout, rng):
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        if layout.crop:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(20, -0.6 * layout.crop, "Printer marks nobody sees")
        canvas.showPage()
    canvas.save()
    return _boxed(out.getvalue(), layout, media)


def _strings(
    lines: Sequence[SetLine], layout: Layout, rng: random.Random
) -> Iterator[tuple[str, float, float, float, str]]:
    """Font, size, x, y and text of every string to draw, in the order of the file."""
    if layout.order == "rows":
        lines = sorted(lines, key=lambda line: (-round(line.y), line.words[0].x))
    whole = layout.spaces and layout.align != "justify" and layout.order != "shuffled"
    pieces = []
    for line in lines:
        if whole and not layout.footer.count("   "):
            pieces.append((line.font, line.size, line.words[0].x, line.y, " ".join(word.text for word in line.words)))
            continue
        for number, word in enumerate(line.words):
            space = " " if layout.spaces and number < len(line.words) - 1 else ""
            pieces.append((line.font, line.size, word.x, line.y, word.text + space))
    if layout.order == "shuffled":
        rng.shuffle(pieces)
    yield from pieces


def _boxed(pdf: bytes, layout: Layout, media: tuple[float, float]) -> bytes:
    """The file with the page boxes that the layout asks for."""
    if layout.offset == (0.0, 0.0) and not layout.crop and not layout.turn:
        return pdf
    document = pdfium.PdfDocument(pdf)
    x, y = layout.offset
    for page in document:
        page.set_rotation(layout.turn)
        page.set_mediabox(x, y, x + media[0] + 2 * layout.crop, y + media[1] + 2 * layout.crop)
        if layout.crop:
            page.set_cropbox(x + layout.crop, y + layout.crop, x + layout.crop + media[0], y + layout.crop + media[1])
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
