"""PDFs written by hand, object by object, so that any part of one can be wrong.

simple()                        one page that shows `TEXT`
simple(box=b"0 0 -9 -9")        the same with another media box
pages(bad)                      `TEXT` on the first and the third page, and a bad page between them
"""

import random
import zlib
from collections.abc import Sequence

TEXT = "On January 3, 2020, the Knox County Jail 287(g) Program encountered a citizen of Honduras"
SHOWN = TEXT.replace("(", r"\(").replace(")", r"\)").encode()
WORDS = b"BT /F1 11 Tf 40 700 Td (" + SHOWN + b") Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def body(objects: Sequence[bytes], *, before: bytes = b"") -> tuple[bytes, list[int]]:
    """Numbered objects (from 1) behind a header, and where each begins."""
    out = bytearray(before + b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return bytes(out), offsets


def document(objects: Sequence[bytes], *, root: int = 1, before: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects (from 1) with a correct cross-reference table."""
    out, offsets = body(objects, before=before)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    ends = b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, len(out))
    return out + table + ends


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def noise(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - any bytes do


def packed(piece: bytes, repeats: int, *, times: int = 1, extra: bytes = b"") -> bytes:
    """A stream of a repeated piece, packed `times` times over."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(piece) for _ in range(repeats)) + packer.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [" + b" /FlateDecode" * times + b" ]" + extra)


def page(contents: int = 4, *, box: bytes = b"0 0 612 792", extra: bytes = b"", resources: bytes = b"") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>"
        % (box, contents, resources, extra)
    )


def simple(contents: bytes = b"", *, font: bytes = FONT, more: Sequence[bytes] = (), **traits: bytes) -> bytes:
    """One page that shows `TEXT`, and whatever else `contents` draws; `more` are the objects from 6 on."""
    return document([CATALOG, ONE_PAGE, page(**traits), stream(WORDS + contents), font, *more])


def bare(contents: bytes, *, font: bytes = FONT, more: Sequence[bytes] = (), **traits: bytes) -> bytes:
    """One page of these contents: an object, such as a stream."""
    return document([CATALOG, ONE_PAGE, page(**traits), contents, font, *more])


def pages(bad: bytes, *more: bytes) -> bytes:
    """Two pages that show `TEXT`, and between them the page object `bad`; `more` are the objects from 7 on."""
    tree = b"<< /Type /Pages /Kids [3 0 R 6 0 R 3 0 R] /Count 3 >>"
    return document([CATALOG, tree, page(), stream(WORDS), FONT, bad, *more])


def with_object_stream(*, break_table: bool = False, break_offsets: bool = False, claim: int | None = None) -> bytes:
    """`TEXT` in a file of PDF 1.5: its catalog, page and font packed in one stream, its table in another."""
    inside = (CATALOG, ONE_PAGE, page(), FONT)
    numbers = (1, 2, 3, 5)
    places, at = [], 0
    for number, content in zip(numbers, inside, strict=True):
        places.append(b"%d %d" % (number, at + (7 if break_offsets else 0)))
        at += len(content) + 1
    head = b" ".join(places) + b" "
    content = zlib.compress(head + b" ".join(inside))
    kept = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (claim or len(inside), len(head))
    out = bytearray(b"%PDF-1.7\n")
    starts = {}
    for number, value in ((4, stream(WORDS)), (6, stream(content, kept))):
        starts[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    starts[7] = len(out)
    rows = [b"\0\0\0\0\0\0"]
    rows += [_row(number, numbers, starts) for number in range(1, 8)]
    table = b"not packed at all" if break_table else zlib.compress(b"".join(rows))
    traits = b"/Type /XRef /Size 8 /Root 1 0 R /W [1 4 1] /Filter /FlateDecode"
    out += b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(table, traits), starts[7])
    return bytes(out)


def _row(number: int, packed_numbers: Sequence[int], starts: dict[int, int]) -> bytes:
    if number in packed_numbers:
        return b"\x02" + (6).to_bytes(4) + bytes((packed_numbers.index(number),))
    return b"\x01" + starts[number].to_bytes(4) + b"\0"
