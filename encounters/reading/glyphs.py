"""The words of a page as pdfplumber gives them, at ten times its speed.

pdfplumber makes a dictionary of 20 entries for every character, and only then looks for words. Here pdfminer's
interpreter and fonts place the characters, as they do for pdfplumber, and words are put together at once, by its rules:

    words(pdf, page)    the boxes and texts of page.extract_words(use_text_flow=True, x_tolerance_ratio=0.15)

Raises `Unusual` for a page that is better left to pdfplumber itself; a test holds the two together.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast, override

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.pdftypes import stream_value
from pdfminer.utils import apply_matrix_rect, mult_matrix
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.text import LIGATURES

from .content import Unusual, operations

__all__ = ["GAP", "RISE", "Unusual", "words"]

GAP = 0.15
"""Space between characters that parts words, in sizes of the character before it."""
RISE = 3.0
"""Points by which the next character of a word may stand higher or lower."""


type Glyph = tuple[str, float, float, float, float, bool]
"""Text, x0, y0, x1, y1 in points from the bottom left of the media box as displayed, and whether it is upright."""


class _Face(dict[int, tuple[str, float]]):
    """What a font says of each character that was shown: its text, and its width as a share of the size."""

    def __init__(self, font: PDFFont) -> None:
        self.font, self.descent = font, font.get_descent()

    def __missing__(self, cid: int) -> tuple[str, float]:
        try:
            text = self.font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        self[cid] = LIGATURES.get(text, text), self.font.char_width(cid)
        return self[cid]


class _Device(PDFTextDevice):
    """Collects the glyphs of a page."""

    def __init__(self, manager: Any) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self.faces: dict[int, _Face] = {}

    @override
    def render_string(self, textstate: PDFTextState, seq: Any, ncs: object = None, graphicstate: object = None) -> None:
        font, size = textstate.font, textstate.fontsize
        if font is None or self.ctm is None:
            return
        if font.is_vertical():
            raise Unusual("vertical text")
        face = self.faces.get(id(font)) or self.faces.setdefault(id(font), _Face(font))
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0 if font.is_multibyte() else textstate.wordspace * scaling
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        x, y = textstate.linematrix
        low = face.descent * size + textstate.rise
        high = low + size
        upright = a * d * scaling > 0 and b * c <= 0
        straight = b == c == 0 and a > 0 and d > 0 and size > 0 and scaling > 0
        bottom, top = d * low + (y * d + f), d * high + (y * d + f)
        spaced = False
        for piece in seq:
            if not isinstance(piece, bytes):
                x -= piece * 0.001 * size * scaling
                spaced = True
                continue
            for cid in font.decode(piece):
                if spaced:
                    x += charspace
                text, width = face[cid]
                advance = width * size * scaling
                if straight and advance >= 0:
                    left = x * a + e
                    self.glyphs.append((text, left, bottom, a * advance + left, top, True))
                else:
                    place = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                    self.glyphs.append((text, *apply_matrix_rect(place, (0, low, advance, high)), upright))
                x += advance + (wordspace if cid == 32 else 0)
                spaced = True
        textstate.linematrix = (x, y)


class _Interpreter(PDFPageInterpreter):
    """Runs what places text, and passes over what draws."""

    TEXT = {
        operator.encode(): f"do_{method}"
        for operator, method in {
            **{name: name for name in "q Q cm BT ET Tc Tw Tz TL Tf Ts Td TD Tm TJ Tj Do".split()},
            "T*": "T_a",
            "'": "_q",
            '"': "_w",
        }.items()
    }

    @override
    def execute(self, streams: Sequence[object]) -> None:
        """As its parent's, which also keeps a form from drawing itself."""
        found = [stream_value(stream) for stream in streams]
        own = [stream for stream in found if stream.objid not in self.parent_stream_ids]
        self.stream_ids = {stream.objid for stream in own if stream.objid is not None}
        for operator, operands in operations(b"\n".join(stream.get_data() for stream in own)):
            method = self.TEXT.get(operator)
            if method is None:
                continue
            function = getattr(self, method)
            count = function.__code__.co_argcount - 1
            if len(operands) >= count:
                function(*operands[len(operands) - count :])

    @override
    def do_TJ(self, seq: Any) -> None:
        self.device.render_string(self.textstate, seq, self.graphicstate.ncs, cast(PDFGraphicState, None))

    @override
    def do_Tj(self, s: Any) -> None:
        self.do_TJ((s,))


def words(pdf: PDF, page: Page) -> Iterator[tuple[str, float, float, float, float]]:
    """Text, x0, top, x1, bottom of every word in the order of the file, in pdfplumber's coordinates.

    Raises `Unusual`, before the first word.
    """
    device = _Device(pdf.rsrcmgr)
    _Interpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
    left, top = page.mediabox[:2]
    high = page.height + top
    for text, x0, y0, x1, y1 in _joined(device.glyphs):
        yield text, x0 + left, high - y1, x1 + left, high - y0


def _joined(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, float, float, float, float]]:
    """Words of glyphs that follow each other, parted by spaces, gaps, and steps to another line."""
    word: list[Glyph] = []
    before_x0 = before_x1 = before_y0 = before_y1 = 0.0
    before_upright = True
    for glyph in glyphs:
        text, x0, y0, x1, y1, upright = glyph
        blank = not text or text.isspace()
        if word and (
            blank
            or x0 < before_x0
            or x0 > before_x1 + GAP * (before_y1 - before_y0)
            or abs(y1 - before_y1) > RISE
            or upright is not before_upright
        ):
            yield _around(word)
            word = []
        if not blank:
            word.append(glyph)
            before_x0, before_y0, before_x1, before_y1, before_upright = x0, y0, x1, y1, upright
    if word:
        yield _around(word)


def _around(word: Sequence[Glyph]) -> tuple[str, float, float, float, float]:
    texts, lefts, bottoms, rights, tops, _ = zip(*word, strict=True)
    return "".join(texts), min(lefts), min(bottoms), max(rights), max(tops)
