"""Words that a file has and its page does not show are not read: black boxes, white on white, text without ink."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.colors import Color, black, white, yellow
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from encounters.extraction import extract
from encounters.extraction.layout import COVERED, PageLayout
from encounters.reading import sandbox
from encounters.reading.pdfium import opened
from tests.reading.hostile import FONT, document, stream

LINES = (
    "On May 2, 2020, the Knox County Sheriff’s Office 287(g) Program encountered a citizen",
    "of Mexico charged with theft and placed an immigration detainer on the subject.",
)
LEFT, TOP, STEP, SIZE = 72.0, 500.0, 16.0, 11.0

type Paint = Callable[[Canvas], object]


def place_of(words: str) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of words of the text, in the space of the page."""
    number = next(i for i, line in enumerate(LINES) if words in line)
    canvas = Canvas(io.BytesIO())
    before = LINES[number][: LINES[number].index(words)]
    x = LEFT + canvas.stringWidth(before, "Helvetica", SIZE)
    return x - 1, TOP - STEP * number - 3, canvas.stringWidth(words, "Helvetica", SIZE) + 2, SIZE + 2


def printed(canvas: Canvas) -> None:
    canvas.setFillColor(black)
    canvas.setFont("Helvetica", SIZE)
    for number, line in enumerate(LINES):
        canvas.drawString(LEFT, TOP - STEP * number, line)


def box(words: str, colour: Color = black) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.rect(*place_of(words), stroke=0, fill=1)

    return paint


def picture(words: str) -> Paint:
    x, y, width, height = place_of(words)
    return lambda canvas: canvas.drawImage(ImageReader(Image.new("RGB", (4, 4))), x, y, width, height)


def heading(canvas: Canvas) -> None:
    """White on a band of colour."""
    canvas.setFillColor(black)
    canvas.rect(LEFT, TOP + 40, 400, 20, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont("Helvetica-Bold", SIZE)
    canvas.drawString(LEFT + 5, TOP + 46, "Texas")


def more(*, mode: int = 0, colour: Color = black) -> Paint:
    def paint(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP - 60)
        text.setFont("Helvetica", SIZE)
        text.setTextRenderMode(mode)
        text.setFillColor(colour)
        text.textLine("The subject is called Nobody.")
        canvas.drawText(text)

    return paint


def in_a_form(*paints: Paint) -> Paint:
    """All that is painted as one form, as some printers make of a page."""

    def paint(canvas: Canvas) -> None:
        canvas.beginForm("all")
        for one in paints:
            one(canvas)
        canvas.endForm()
        canvas.doForm("all")

    return paint


def rectangle_drawn_by_a_viewer(words: str) -> Paint:
    x, y, width, height = place_of(words)
    return lambda canvas: canvas.highlightAnnotation("", Rect=[x, y, x + width, y + height], Color=[0, 0, 0])


def file(folder: Path, *paints: Paint, turn: int = 0) -> Path:
    path = folder / "made.pdf"
    canvas = Canvas(str(path), LETTER)
    for paint in paints:
        paint(canvas)
    canvas.setPageRotation(turn)
    canvas.save()
    return path


def read(path: Path) -> PageLayout:
    with opened(path) as document:
        return document.read(1)


def text(layout: PageLayout) -> str:
    return " ".join(word.text for word in layout.words)


WHOLE = " ".join(LINES)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("cover", [box, picture])
def test_words_under_a_black_box_are_not_read(tmp_path: Path, cover: Callable[[str], Paint], turn: int) -> None:
    layout = read(file(tmp_path, printed, cover("citizen"), cover("Mexico charged"), turn=turn))
    told = WHOLE.replace("citizen", COVERED).replace("Mexico charged", f"{COVERED} {COVERED}")
    assert sorted(text(layout).split()) == sorted(told.split())
    assert layout.hidden == 3


def test_words_under_a_box_in_a_form_are_not_read(tmp_path: Path) -> None:
    assert text(read(file(tmp_path, in_a_form(printed, box("Mexico"))))) == WHOLE.replace("Mexico", COVERED)


@pytest.mark.parametrize("colour", [black, white])
def test_no_other_reader_reads_what_is_hidden(tmp_path: Path, colour: Color) -> None:
    """A box over the whole text, which looks like a picture of a page that needs another reader."""

    def over_all(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.rect(LEFT - 12, TOP - 60, 480, 90, stroke=0, fill=1)

    with sandbox.read(file(tmp_path, printed, over_all)) as reading:
        (layout,) = reading
    assert set(text(layout).split()) <= {COVERED}
    assert layout.hidden == len(WHOLE.split())
    assert [warning.code for warning in reading.warnings] == ["page_unreadable"]


def test_a_draft_holds_nothing_that_may_be_hidden(tmp_path: Path) -> None:
    drafts: list[PageLayout] = []
    with opened(file(tmp_path, printed, box("Mexico charged")), draft=drafts.append) as document:
        document.read(1)
    (draft,) = drafts
    assert text(draft) == WHOLE.replace("Mexico charged ", "")
    assert draft.hidden == 2


def test_words_that_leave_no_trace_are_left_out(tmp_path: Path) -> None:
    layout = read(file(tmp_path, printed, box("of Mexico", white), more(colour=white)))
    assert text(layout) == WHOLE.replace("of Mexico ", "")
    assert layout.hidden == 2 + 5


@pytest.mark.parametrize("mode", [3, 7])
def test_text_without_ink_is_not_read(tmp_path: Path, mode: int) -> None:
    layout = read(file(tmp_path, printed, more(mode=mode)))
    assert (text(layout), layout.hidden) == (WHOLE, 5)


@pytest.mark.parametrize(
    "paints",
    [
        (heading, printed),
        (box("Mexico", yellow), printed),
        (printed, box("Mexico", Color(1, 1, 0, alpha=0.4))),
        (printed, lambda canvas: canvas.rect(*place_of("Mexico"), stroke=1, fill=0)),
        (in_a_form(heading, printed),),
    ],
)
def test_what_is_seen_is_read(tmp_path: Path, paints: tuple[Paint, ...]) -> None:
    layout = read(file(tmp_path, *paints))
    assert text(layout).removeprefix("Texas ") == WHOLE
    assert ("Texas" in text(layout)) is (heading in paints or len(paints) == 1)
    assert layout.hidden == 0


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("form", [False, True])
def test_a_layer_is_read_where_it_is_shown(tmp_path: Path, *, shown: bool, form: bool) -> None:
    """A group of optional content, marked in the page or as a form of its own."""
    words, more = (
        b"BT /F1 11 Tf 72 680 Td (The subject is called Nobody.) Tj ET",
        b"BT /F1 11 Tf 72 700 Td (Texas) Tj ET ",
    )
    layers = b"/OCProperties << /OCGs [6 0 R] /D << /O%s [6 0 R] >> >>" % (b"N" if shown else b"FF")
    drawn = stream(
        words, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /OC 6 0 R /Resources << /Font << /F1 5 0 R >> >>"
    )
    made = document(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % layers,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
            b" /Properties << /L 6 0 R >> /XObject << /X 7 0 R >> >> >>",
            stream(more + (b"/X Do" if form else b"/OC /L BDC " + words + b" EMC")),
            FONT,
            b"<< /Type /OCG /Name (Notes) >>",
            drawn,
        ]
    )
    path = tmp_path / "made.pdf"
    path.write_bytes(made)
    layout = read(path)
    assert text(layout) == ("Texas The subject is called Nobody." if shown else "Texas")
    assert layout.hidden == (0 if shown else 5)


def test_nothing_of_a_withheld_country_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, heading, printed, box("Mexico"))
    with sandbox.read(path) as reading:
        extraction = extract(list(reading))
        warnings = reading.warnings
    (record,) = extraction.encounters
    assert record.narrative == WHOLE.replace("Mexico", COVERED)
    assert (record.citizenship, record.citizenship_text) == (None, None)
    assert [offense.text for offense in record.offenses] == ["theft"]
    assert ("narrative_incomplete", "narrative") in {(warning.code, warning.field) for warning in record.warnings}
    assert [(warning.code, warning.message) for warning in warnings] == [
        (
            "page_unreadable",
            "On page 1 the file has 1 word that the page does not show, under a box or without ink."
            " Nothing of this was read. Look at the page.",
        )
    ]


def test_a_box_that_was_drawn_as_a_note_hides_too(tmp_path: Path) -> None:
    path = file(tmp_path, printed)
    x, y, width, height = place_of("Mexico")
    note = (
        f"<< /Type /Annot /Subtype /Square /Rect [{x} {y} {x + width} {y + height}] /F 4 /IC [0 0 0] /C [0 0 0]"
        f" /AP << /N 900 0 R >> >>"
    )
    content = f"0 g 0 0 {width} {height} re f".encode()
    form = (
        b"900 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Length %d >>\nstream\n"
        % (width + 1, height + 1, len(content))
        + content
        + b"\nendstream\nendobj\n"
    )
    made = path.read_bytes()
    at = made.index(b"/Type /Page\n") if b"/Type /Page\n" in made else made.index(b"/Type /Page ")
    made = made[:at] + b"/Annots [ 901 0 R ] " + made[at:]
    start = made.rindex(b"xref", 0, made.rindex(b"startxref"))
    path.write_bytes(made[:start] + form + b"901 0 obj\n" + note.encode() + b"\nendobj\n" + made[start:])
    assert text(read(path)) == WHOLE.replace("Mexico", COVERED)
