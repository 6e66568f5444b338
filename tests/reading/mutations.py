"""Bulletins with something wrong in them: what a bad disk, a bad program or a bad mind does to a PDF.

    damaged = draw(mutated(golden_bulletins))
    damaged.pdf         the bytes
    damaged.story       ("2020-01-word: the key /Length of object 4 is lost", ...)

A file is first taken apart into its objects, streams unpacked, so that a change hits what a reader parses and not
only a checksum; then objects, streams, numbers, keys and references change, and at last perhaps the bytes of the file.
"""

import random
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from .hostile.build import body

OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\n?endstream", re.DOTALL)
ROOT = re.compile(rb"/Root\s+(\d+)\s+0\s+R")
NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
KEY = re.compile(rb"/[A-Za-z]\w*")
REFERENCE = re.compile(rb"(\d+)(\s+0\s+R)")
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2",
    b"255",
    b"65536",
    b"2147483648",
    b"-2147483649",
    b"99999999999999999999",
    b"0.00001",
)
NUMBERS += (b"1e38", b"-3.5e38", b"nan", b"--5", b"1.2.3")
TOKENS = (
    b"[",
    b"]",
    b"<<",
    b">>",
    b"(",
    b")",
    b"<",
    b"/",
    b"%",
    b"\\",
    b"\0",
    b"null",
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"BI",
)
TOKENS += (b" 0 0 0 0 0 0 cm ", b"/F1 1e9 Tf", b"90 rg", b"1 0 0 -1 0 0 Tm", b"ID \xff", b"endstream", b"endobj", b"Do")
MOST = 6
"""Changes to one file."""


@dataclass
class Part:
    """An object: its value, and the contents of its stream where it has one."""

    value: bytes
    contents: bytes | None = None

    def __bytes__(self) -> bytes:
        if self.contents is None:
            return self.value
        return b"%s\nstream\n%s\nendstream" % (self.value, self.contents)


@dataclass
class Opened:
    """A file in its parts, by number."""

    parts: list[Part]
    root: int

    def written(self) -> bytes:
        """The file again, with a correct table."""
        out, offsets = body([bytes(part) for part in self.parts])
        size = len(offsets) + 1
        rows = b"".join(b"%010d 00000 n \n" % at for at in offsets)
        table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
        ends = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, self.root, len(out))
        return out + table + ends


def opened(pdf: bytes) -> Opened:
    """The parts of a PDF without object streams, its packed streams unpacked."""
    found = {int(number): _part(value) for number, value in OBJECT.findall(pdf)}
    root = ROOT.search(pdf)
    assert root
    return Opened([found.get(number, Part(b"null")) for number in range(1, max(found) + 1)], int(root[1]))


def _part(value: bytes) -> Part:
    inside = STREAM.search(value)
    if inside is None:
        return Part(value.strip())
    head, contents = value[: inside.start()].strip(), inside[1]
    if head.count(b"/FlateDecode") == 1 and b"ASCII85" not in head:
        contents = zlib.decompressobj().decompress(contents)
        head = re.sub(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?", b"", head)
        head = re.sub(rb"/Length\s+\d+(\s+0\s+R)?", b"/Length %d" % len(contents), head)
    return Part(head, contents)


@dataclass(frozen=True)
class Mutated:
    """A changed file, and what was changed in it."""

    pdf: bytes = field(repr=False)
    story: tuple[str, ...]


@st.composite
def mutated(draw: st.DrawFn, bulletins: Mapping[str, bytes]) -> Mutated:
    """A bulletin with 1 to `MOST` changes, of its parts or of its bytes."""
    name = draw(st.sampled_from(sorted(bulletins)))
    rng = draw(st.randoms(use_true_random=False))
    file = opened(bulletins[name])
    changes = draw(st.lists(st.sampled_from(IN_PARTS), max_size=MOST))
    story = [name, *(f"{change.__name__} {_changed(change, file, rng)}" for change in changes)]
    pdf = file.written()
    for rough in draw(st.lists(st.sampled_from(IN_BYTES), min_size=len(story) == 1, max_size=2)):
        pdf = rough(pdf, rng) if pdf else pdf
        story.append(rough.__name__)
    return Mutated(pdf, tuple(story))


def _changed(change: "Callable[[Part, Opened, random.Random], None]", file: Opened, rng: random.Random) -> int:
    """Change one part; its number."""
    at = rng.randrange(len(file.parts))
    change(file.parts[at], file, rng)
    return at + 1


def flip(part: Part, file: Opened, rng: random.Random) -> None:
    if part.contents and rng.random() < 0.7:
        part.contents = flipped(part.contents, rng)
    else:
        part.value = flipped(part.value, rng)


def swap(part: Part, file: Opened, rng: random.Random) -> None:
    other = rng.choice(file.parts)
    part.value, other.value, part.contents, other.contents = other.value, part.value, other.contents, part.contents


def copy(part: Part, file: Opened, rng: random.Random) -> None:
    other = rng.choice(file.parts)
    part.value, part.contents = other.value, other.contents


def cut(part: Part, file: Opened, rng: random.Random) -> None:
    if part.contents is not None:
        part.contents = part.contents[: rng.randrange(len(part.contents) + 1)]


def lose(part: Part, file: Opened, rng: random.Random) -> None:
    part.value, part.contents = b"null", None


def renumber(part: Part, file: Opened, rng: random.Random) -> None:
    if part.contents and rng.random() < 0.6:
        part.contents = exchanged(NUMBER, part.contents, NUMBERS, rng)
    else:
        part.value = exchanged(NUMBER, part.value, NUMBERS, rng)


def lose_key(part: Part, file: Opened, rng: random.Random) -> None:
    part.value = exchanged(KEY, part.value, (b"/Lost", b"", b"/Kids", b"/Parent", b"/Length", b"/FlateDecode"), rng)


def refer(part: Part, file: Opened, rng: random.Random) -> None:
    other = b"%d 0 R" % rng.randrange(len(file.parts) + 2)
    part.value = exchanged(REFERENCE, part.value, (other,), rng)


def insert(part: Part, file: Opened, rng: random.Random) -> None:
    if part.contents and rng.random() < 0.8:
        part.contents = inserted(part.contents, rng)
    else:
        part.value = inserted(part.value, rng)


def repeat(part: Part, file: Opened, rng: random.Random) -> None:
    """A stretch of a stream, up to a thousand times."""
    if part.contents:
        start = rng.randrange(len(part.contents))
        stretch = part.contents[start : start + rng.randrange(1, 200)]
        part.contents = part.contents[:start] + stretch * rng.choice((2, 20, 1_000)) + part.contents[start:]


IN_PARTS = (flip, swap, copy, cut, lose, renumber, renumber, renumber, lose_key, lose_key, refer, refer, insert, repeat)


def flipped(text: bytes, rng: random.Random) -> bytes:
    """A few bytes made others."""
    out = bytearray(text)
    for _ in range(min(len(out), rng.choice((1, 1, 3, 20)))):
        out[rng.randrange(len(out))] = rng.choice((0, 0xFF, 0x20, 0x28, rng.randrange(256)))
    return bytes(out)


def exchanged(what: re.Pattern[bytes], text: bytes, values: tuple[bytes, ...], rng: random.Random) -> bytes:
    """One match made something else."""
    matches = list(what.finditer(text))
    if not matches:
        return text
    start, end = rng.choice(matches).span()
    return text[:start] + rng.choice(values) + text[end:]


def inserted(text: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(text) + 1)
    return text[:at] + b" " + rng.choice(TOKENS) + b" " + text[at:]


def truncated(pdf: bytes, rng: random.Random) -> bytes:
    return pdf[: rng.randrange(len(pdf) + 1)]


def beheaded(pdf: bytes, rng: random.Random) -> bytes:
    return pdf[:9] + pdf[9 + rng.randrange(2_000) :]


def holed(pdf: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(pdf))
    return pdf[:start] + pdf[start + rng.randrange(2_000) :]


def doubled(pdf: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(pdf))
    return pdf[: start + rng.randrange(2_000)] + pdf[start:]


def blanked(pdf: bytes, rng: random.Random) -> bytes:
    """A block of zeros, as a file system leaves."""
    start = rng.randrange(len(pdf))
    block = pdf[start : start + 512]
    return pdf[:start] + bytes(len(block)) + pdf[start + len(block) :]


IN_BYTES = (flipped, truncated, beheaded, holed, doubled, blanked)
