"""Small files that unpack, repeat or ask for more than any machine has."""

import zlib

from .build import CATALOG, FONT, ONE_PAGE, WORDS, bare, document, packed, page, pages, simple, stream

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "


def many_pages(count: int = 20_000) -> bytes:
    kids = b" ".join([b"3 0 R"] * count)
    return document([CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), page(), stream(WORDS), FONT])


def unpacking(megabytes: int = 1_000, *, times: int = 1) -> bytes:
    return bare(packed(b" " * 1_000_000, megabytes, times=times))


def glyphs(count: int = 8_000_000) -> bytes:
    line = b"BT /F1 1 Tf %s ET " % b" ".join(b"1 0 0 1 %d %d Tm (a b c d e ) Tj" % (x, x % 700) for x in range(600))
    return bare(packed(line, count // 6_000))


def one_word(count: int = 3_000_000) -> bytes:
    return bare(packed(b"BT /F1 1 Tf 40 700 Td (%s) Tj ET " % (b"a" * 1_000), count // 1_000))


def operators(count: int = 20_000_000) -> bytes:
    return bare(packed(b"1 0 0 1 0 0 cm " * 1_000, count // 1_000))


def paths(count: int = 5_000_000) -> bytes:
    """Lines drawn one by one: every one is an object of the page."""
    return bare(packed(b"0 0 m 9 9 l S " * 1_000, count // 1_000))


def repeated_contents(times: int = 200_000) -> bytes:
    """A page whose contents are one stream of 20 KB, named again and again: 4 GB from 2 MB."""
    many = b"[%s]" % (b"6 0 R " * times)
    return document([CATALOG, ONE_PAGE, page(4), many, FONT, packed(b" " * 20_000, 1)])


def laughing_forms(width: int = 10, depth: int = 12) -> bytes:
    """Forms that each draw the next one ten times: 10 to the 12th pictures from 2 KB."""
    forms = []
    for level in range(depth):
        following = b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + level) if level < depth - 1 else b""
        forms.append(stream(b"/X Do " * width if level < depth - 1 else b"0 0 1 1 re f", FORM + following))
    return simple(b" /X Do", resources=b"/XObject << /X 6 0 R >>", more=forms)


def deep_forms(depth: int = 2_000) -> bytes:
    """Forms within forms within forms, the innermost of which shows a word."""
    forms = [stream(b"/X Do", FORM + b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + n)) for n in range(depth)]
    return simple(b" /X Do", resources=b"/XObject << /X 6 0 R >>", more=[*forms, stream(b"0 0 1 1 re f", FORM)])


def form_in_itself() -> bytes:
    form = stream(b"/X Do", FORM + b"/Resources << /XObject << /X 6 0 R >> >>")
    return simple(b" /X Do", resources=b"/XObject << /X 6 0 R >>", more=[form])


def pattern_in_itself(before: bytes = b"") -> bytes:
    """A tiling that is filled with itself, as small tiles as can be; painted over the page `before` that."""
    tiling = (
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001 "
        b"/Resources << /Pattern << /P 6 0 R >> >>"
    )
    fill = b" /Pattern cs /P scn 0 0 612 792 re f"
    return simple(before + fill, resources=b"/Pattern << /P 6 0 R >>", more=[stream(fill, tiling)])


def mask_in_itself() -> bytes:
    group = b"/Group << /S /Transparency >> /Resources << /ExtGState << /G 7 0 R >> >>"
    form = stream(b"/G gs 0 0 9 9 re f", FORM + group)
    state = b"<< /Type /ExtGState /SMask << /S /Alpha /G 6 0 R >> >>"
    return simple(b" /G gs 0 0 9 9 re f", resources=b"/ExtGState << /G 7 0 R >>", more=[form, state])


def glyph_in_itself() -> bytes:
    """A font whose letter is drawn by showing that letter."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    shown = stream(b"BT /F1 9 Tf 40 700 Td (aaaa) Tj ET")
    return bare(shown, font=font, more=[stream(b"BT /F1 1 Tf (a) Tj ET")])


def many_fonts(count: int = 20_000) -> bytes:
    """As many fonts as words."""
    names = b" ".join(b"/G%d 6 0 R" % number for number in range(count))
    shown = b"BT %s ET" % b" ".join(b"/G%d 5 Tf (a) Tj" % number for number in range(count))
    return simple(b" " + shown, resources=b"/X << >> >> /Resources << /Font << /F1 5 0 R %s >>" % names, more=[FONT])


def endless_characters() -> bytes:
    """A font whose character map has four thousand million entries, and one that includes itself."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /M usecmap 1 begincodespacerange <00000000> <FFFFFFFF> "
        b"endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return simple(font=font, more=[stream(cmap, b"/CMapName /M /UseCMap 6 0 R")])


def picture(side: int, pixels: bytes, traits: bytes, *, shown: int = 1) -> bytes:
    """A page of a picture that claims to be `side` pixels square, shown again and again."""
    image = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 " % (side, side)
    contents = stream(b"q 612 0 0 792 0 0 cm /X Do Q " * shown)
    return bare(contents, resources=b"/XObject << /X 6 0 R >>", more=[stream(pixels, image + traits)])


def black(side: int) -> bytes:
    row = zlib.compressobj(9)
    return b"".join(row.compress(bytes(side // 8)) for _ in range(side)) + row.flush()


def pixels(side: int = 60_000) -> bytes:
    """A black picture of 3.6 thousand million pixels, in 60 KB."""
    return picture(side, black(side), b"/ColorSpace /DeviceGray /Filter /FlateDecode")


def picture_again_and_again(times: int = 100_000) -> bytes:
    return picture(400, black(400), b"/ColorSpace /DeviceGray /Filter /FlateDecode", shown=times)


def bad_page_between(contents: bytes) -> bytes:
    """`TEXT` on two pages, and a page of `contents` between them."""
    return pages(page(7), contents)


def pages_of_pictures(count: int, *, side: int = 400) -> bytes:
    """Pages that each show a picture without any words."""
    image = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 " % (side, side)
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count)
    contents = stream(b"400 0 0 500 100 100 cm /X Do")
    shown = stream(black(side), image + b"/ColorSpace /DeviceGray /Filter /FlateDecode")
    return document([CATALOG, tree, page(resources=b"/XObject << /X 6 0 R >>"), contents, FONT, shown])


def sized(count: int = 40) -> bytes:
    """`TEXT` on pages of ever greater sizes."""
    boxes = [b"0 0 %d 792" % (9 * number) for number in range(60, 60 + count)]
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + len(boxes)))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(boxes))
    return document([CATALOG, tree, stream(WORDS), FONT, *(_sized(box) for box in boxes)])


def _sized(box: bytes) -> bytes:
    resources = b"/Resources << /Font << /F1 4 0 R >> >>"
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 3 0 R %s >>" % (box, resources)
