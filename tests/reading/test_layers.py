"""The text layer that somebody else's recognition left on a scan is read where it lies on the print, and only there."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from encounters.extraction.layout import PageLayout
from encounters.reading import images, layers, ocr, readers
from encounters.reading.pdfium import opened
from tests.reading.hostile import CATALOG, FONT, document, stream

STORY = (
    "On May {}, 2020, the Knox County Sheriff’s Office 287(g) Program encountered a citizen of",
    "Mexico charged with theft and placed an immigration detainer and warrant on the subject. The",
    "subject entered the United States on an unknown date and location without inspection.",
)
LINES = [line.format(number) for number in range(1, 11) for line in STORY]


def text(canvas: Canvas, lines: list[str], *, right: float = 0.0, down: float = 0.0, mode: int = 0) -> None:
    for number, line in enumerate(lines):
        put = canvas.beginText(72 + right, 720 - down - 14 * number)
        put.setFont("Helvetica", 11)
        put.setTextRenderMode(mode)
        put.textLine(line)
        canvas.drawText(put)


def picture() -> Image.Image:
    printed = io.BytesIO()
    canvas = Canvas(printed, LETTER)
    text(canvas, LINES)
    canvas.save()
    page = pdfium.PdfDocument(printed.getvalue())[0].render(scale=200 / 72, grayscale=True).to_pil()
    return page.convert("L").filter(ImageFilter.GaussianBlur(0.6))


def scan(folder: Path, lines: list[str], *, right: float = 0.0, down: float = 0.0, under: bool = False) -> Path:
    """A picture of a page with its text as a layer, unseen; `under` the picture, or on it without ink."""
    path = folder / "scan.pdf"
    canvas = Canvas(str(path), LETTER)
    if under:
        text(canvas, lines, right=right, down=down)
    canvas.drawImage(ImageReader(picture()), 0, 0, *LETTER)
    if not under:
        text(canvas, lines, right=right, down=down, mode=3)
    canvas.save()
    return path


def read(path: Path) -> PageLayout:
    with readers.opened(path) as document:
        return document.read(1)


@pytest.mark.parametrize("under", [False, True])
def test_a_layer_that_lies_on_the_print_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, under: bool
) -> None:
    monkeypatch.setattr(ocr, "read", lambda *_: pytest.fail("recognised anew"))
    layout = read(scan(tmp_path, LINES, under=under))
    assert layout.source == "pdfium"
    assert [word.text for word in layout.words] == " ".join(LINES).split()


@pytest.mark.parametrize(
    ("lines", "right", "down", "doubt"),
    [
        (LINES, 0.0, 2.0, None),
        (LINES, 0.0, 7.0, "misplaced"),
        (LINES, 0.0, 20.0, "misplaced"),
        (LINES, 0.0, 28.0, "misplaced"),
        (LINES, 60.0, 0.0, "misplaced"),
        (LINES[:15], 0.0, 0.0, "incomplete"),
        (LINES[:26], 0.0, 0.0, None),
    ],
)
def test_what_a_picture_says_of_its_layer(
    tmp_path: Path, lines: list[str], right: float, down: float, doubt: str | None
) -> None:
    with opened(scan(tmp_path, lines, right=right, down=down)) as made:
        assert layers.doubt(images.draw(made, 1, dpi=layers.DPI), made.read(1)) == doubt


@pytest.mark.parametrize(("lines", "right", "down"), [(LINES, 20.0, 35.0), (LINES[:15], 0.0, 0.0)])
def test_a_layer_that_lies_elsewhere_is_recognised_anew(
    tmp_path: Path, lines: list[str], right: float, down: float
) -> None:
    layout = read(scan(tmp_path, lines, right=right, down=down))
    assert layout.source == "ocr"
    assert abs(layout.words[0].box.x0 - 72) < 3
    assert len(layout.words) == len(" ".join(LINES).split())


def test_a_layer_is_kept_where_recognition_finds_no_more_in_a_page_with_other_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(tmp_path, LINES[:21])
    with readers.opened(path) as document:
        whole = document.read(1)
    assert whole.source == "ocr"
    less = whole.words[: len(whole.words) * 2 // 3]
    monkeypatch.setattr(ocr, "read", lambda *_: PageLayout(1, whole.width, whole.height, less, "ocr"))
    assert read(path).source == "pdfium"


def in_private_codes(folder: Path, lines: list[str], whole: list[str]) -> Path:
    """A text whose font says of each letter of `lines` that it is one of its own making, as if it were no letter."""
    codes = b"<< /Length %d >>\nstream\n%s\nendstream"
    ranges = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <21> <7E> <E021> endbfrange"
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def %s endcmap end end" % ranges
    own = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
    show = b"".join(
        b"BT /F%d 11 Tf 72 %d Td (%s) Tj ET\n"
        % (2 if line in lines else 1, 720 - 14 * number, line.translate({40: "\\(", 41: "\\)", 8217: "'"}).encode())
        for number, line in enumerate(whole)
    )
    path = folder / "codes.pdf"
    path.write_bytes(
        document(
            [
                CATALOG,
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
                b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
                stream(show),
                FONT,
                own,
                codes % (len(cmap), cmap),
            ]
        )
    )
    return path


@pytest.mark.parametrize("share", [1, 5])
def test_a_text_in_private_codes_is_recognised(tmp_path: Path, share: int) -> None:
    layout = read(in_private_codes(tmp_path, LINES[::share], LINES))
    assert layout.source == "ocr"
    assert [word.text for word in layout.words] == " ".join(LINES).replace("’", "'").split()


def test_a_layer_stays_where_nothing_can_recognise_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    layout = read(scan(tmp_path, LINES, down=20.0))
    assert layout.source == "pdfium"
    assert len(layout.words) == len(" ".join(LINES).split())
