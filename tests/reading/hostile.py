"""Files that were made to hurt a reader, or that bad luck made so, built from nothing.

    HOSTILE["stream bomb"]()    the bytes of a PDF whose page unpacks to 2 GB

Each comes with what may become of it: `reads`, or codes of the contract. None is stored; all are small.
"""

import io
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

TEXT = "On January 3, 2020, the Knox County Jail 287(g) Program encountered a citizen of Honduras"
READS = "reads"
"""The words of `TEXT` are found."""
OTHER = "other"
"""Other words are found."""
BLANK = "blank"
"""It is read, and has no words."""


@dataclass(frozen=True)
class Hostile:
    """A file, and every outcome that is right for it: `READS`, `BLANK` or an error code."""

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[str]
    warns: str = ""  # the document warning that a reading must bring


def document(objects: Sequence[bytes], *, root: int = 1, before: bytes = b"") -> bytes:
    """A PDF of numbered objects (from 1) with a correct cross-reference table."""
    out = bytearray(before + b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def packed(piece: bytes, repeats: int, *, times: int = 1) -> bytes:
    """A stream of a repeated piece, packed `times` times over."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(piece) for _ in range(repeats)) + packer.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [" + b" /FlateDecode" * times + b" ]")


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
WORDS = b"BT /F1 11 Tf 40 700 Td (" + TEXT.replace("(", r"\(").replace(")", r"\)").encode() + b") Tj ET"


def page(contents: int = 4, *, box: bytes = b"0 0 612 792", extra: bytes = b"", resources: bytes = b"") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>"
        % (box, contents, resources, extra)
    )


def simple(contents: bytes = b"", **traits: bytes) -> bytes:
    """One page that shows `TEXT`, and whatever else `contents` draws."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return document([CATALOG, pages, page(**traits), stream(WORDS + contents), FONT])


def encrypted(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword=owner, canCopy=0, strength=128))
    canvas.drawString(40, 700, TEXT)
    canvas.save()
    return out.getvalue()


def wrong_table() -> bytes:
    start, _, end = simple().rpartition(b"startxref\n")
    return start + b"startxref\n99999" + end[end.index(b"\n") :]


def scrambled_offsets() -> bytes:
    return simple().replace(b"00000 n", b"00000 n", 1).replace(b"0000000009", b"0000000777")


def cyclic_tree() -> bytes:
    return document([CATALOG, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", page(), stream(WORDS), FONT])


def page_as_its_own_child() -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return document([CATALOG, pages, b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>", stream(WORDS), FONT])


def deep_tree(depth: int = 5_000) -> bytes:
    objects = [CATALOG]
    objects += [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % number for number in range(3, depth + 3)]
    leaf = len(objects) + 1
    contents = b"<< /Type /Page /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>"
    return document([*objects, contents % (leaf + 1, leaf + 2), stream(WORDS), FONT])


def deep_arrays(depth: int = 200_000) -> bytes:
    return simple(extra=b"/Deep " + b"[" * depth + b"]" * depth)


def deep_operators(depth: int = 300_000) -> bytes:
    return simple(b" q" * depth + b" Q" * depth)


def no_pages() -> bytes:
    return document([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"])


def many_claimed() -> bytes:
    return document([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page(), stream(WORDS), FONT])


def many_pages(count: int = 20_000) -> bytes:
    kids = b" ".join([b"3 0 R"] * count)
    return document([CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), page(), stream(WORDS), FONT])


def bomb(times: int = 1) -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return document([CATALOG, pages, page(), packed(b" " * 1_000_000, 1_000, times=times), FONT])


def glyphs(count: int = 8_000_000) -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    line = b"BT /F1 1 Tf %s ET " % b" ".join(b"1 0 0 1 %d %d Tm (a b c d e ) Tj" % (x, x % 700) for x in range(600))
    return document([CATALOG, pages, page(), packed(line, count // 6_000), FONT])


def laughing_forms(width: int = 10, depth: int = 12) -> bytes:
    """Forms that each draw the next one ten times: 10 to the 12th pictures from 2 KB."""
    objects = [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects += [page(resources=b"/XObject << /X 6 0 R >>"), stream(WORDS + b" /X Do"), FONT]
    for level in range(depth):
        following = b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + level) if level < depth - 1 else b""
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + following
        objects.append(stream(b"/X Do " * width if level < depth - 1 else b"0 0 1 1 re f", form))
    return document(objects)


def form_in_itself() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return document(
        [
            CATALOG,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page(resources=b"/XObject << /X 6 0 R >>"),
            stream(WORDS + b" /X Do"),
            FONT,
            stream(b"/X Do", form),
        ]
    )


def image_bomb(side: int = 60_000) -> bytes:
    """A black picture of 3.6 thousand million pixels, in 60 KB."""
    row = zlib.compressobj(9)
    pixels = b"".join(row.compress(bytes(side // 8)) for _ in range(side)) + row.flush()
    image = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 " % (side, side)
    return document(
        [
            CATALOG,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page(resources=b"/XObject << /X 6 0 R >>"),
            stream(b"612 0 0 792 0 0 cm /X Do"),
            FONT,
            stream(pixels, image + b"/ColorSpace /DeviceGray /Filter /FlateDecode"),
        ]
    )


def running_script() -> bytes:
    script = b"<< /S /JavaScript /JS (while \\(true\\) { app.alert\\('x'\\); }) >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s /AA << /WC %s >> /Names << /EmbeddedFiles 6 0 R >> >>"
    names = b"<< /Names [(virus.exe) << /Type /Filespec /F (virus.exe) /EF << /F 7 0 R >> >>] >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return document(
        [
            catalog % (script, script),
            pages,
            page(extra=b"/AA << /O %s >>" % script),
            stream(WORDS),
            FONT,
            names,
            stream(b"MZ", b"/Type /EmbeddedFile"),
        ]
    )


def glyph_in_itself() -> bytes:
    """A font whose letter is drawn by showing that letter."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    content = stream(b"BT /F1 9 Tf 40 700 Td (aaaa) Tj ET")
    return document([CATALOG, pages, page(), content, font, stream(b"BT /F1 1 Tf (a) Tj ET")])


def one_bad_page() -> bytes:
    """Two pages, the second of which unpacks without end."""
    pages = b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>"
    return document([CATALOG, pages, page(), stream(WORDS), FONT, page(7), packed(b"1 0 0 1 0 0 cm " * 60_000, 1_000)])


def previous_tables_in_a_ring() -> bytes:
    content = simple()
    start = content.rindex(b"startxref\n") + len(b"startxref\n")
    offset = content[start:].split()[0]
    return content.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Prev %s >>" % offset)


def noise(seed: int = 5) -> bytes:
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(50_000)  # noqa: S311 - any bytes do


def _case(name: str, make: Callable[[], bytes], *outcomes: str, warns: str = "") -> Hostile:
    return Hostile(name, make, frozenset(outcomes), warns)


HOSTILE = (
    _case("nothing", bytes, "empty_file"),
    _case("text", lambda: b"This is no PDF.\n" * 100, "not_a_pdf"),
    _case("page of the web", lambda: b"<!doctype html><title>404</title>" + b" " * 2000, "not_a_pdf"),
    _case("header only", lambda: b"%PDF-1.7\n", "damaged_pdf"),
    _case("header and noise", noise, "damaged_pdf"),
    _case("cut in the middle", lambda: simple()[: len(simple()) // 2], "damaged_pdf", "no_pages", BLANK),
    _case("cut before its end", lambda: simple()[:-9], READS),
    _case("cut before its table", lambda: simple()[:-120], "damaged_pdf"),
    _case("junk before", lambda: b"\r\nX-Mail: yes\r\n" * 20 + simple(), READS),
    _case("junk behind", lambda: simple() + b"\n\0junk" * 1_000_000, READS),
    _case("wrong table", wrong_table, READS, warns="damaged_pdf"),
    _case("wrong offsets", scrambled_offsets, READS),
    _case("tables in a ring", previous_tables_in_a_ring, READS),
    _case("user's password", lambda: encrypted("secret", "owner"), "encrypted_pdf"),
    _case("owner's password only", lambda: encrypted("", "owner"), READS),
    _case("no pages", no_pages, "no_pages", "damaged_pdf"),
    _case("cyclic tree", cyclic_tree, READS, "damaged_pdf", "no_pages"),
    _case("tree without leaves", page_as_its_own_child, "damaged_pdf", "no_pages", "unreadable"),
    _case("deep tree", deep_tree, READS, "damaged_pdf", "no_pages", "unreadable"),
    _case("deep arrays", deep_arrays, READS, "damaged_pdf", "unreadable"),
    _case("deep operators", deep_operators, READS),
    _case("claims many pages", many_claimed, READS, "too_many_pages", "damaged_pdf"),
    _case("many pages", many_pages, "too_many_pages"),
    _case("stream bomb", bomb, BLANK, "memory_limit", "time_limit", "unreadable"),
    _case("nested stream bomb", lambda: bomb(3), BLANK, "memory_limit", "time_limit", "unreadable"),
    _case("glyph bomb", glyphs, OTHER, "memory_limit", "time_limit", "unreadable"),
    _case("laughing forms", laughing_forms, READS, "time_limit", "memory_limit", "unreadable"),
    _case("form in itself", form_in_itself, READS),
    _case("glyph in itself", glyph_in_itself, OTHER, BLANK, "unreadable"),
    _case("image bomb", image_bomb, BLANK, "memory_limit", "time_limit", "unreadable"),
    _case("huge page", lambda: simple(box=b"0 0 20000000 20000000"), READS, "unreadable"),
    _case("page without size", lambda: simple(box=b"0 0 0 0"), READS, "unreadable", BLANK),
    _case("page inside out", lambda: simple(box=b"612 792 0 0"), READS),
    _case("script and attachment", running_script, READS),
    _case("one bad page", one_bad_page, READS),
)
