"""A new end for a file that was cut off: its table of contents and trailer are gone, its pages may be whole.

    salvaged(content)       the same bytes with a catalog of the pages that are there, or None where there is none

PDFium finds the objects again by itself; it needs only to be told which of them is the root. A file that still has its
end is left as it is, and so is one that was locked: its trailer names the key.
"""

import re
from collections.abc import Iterator

TYPED = re.compile(rb"/Type\s*/(Catalog|Page)(?![A-Za-z])")
HEAD = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+$")
PAGES = re.compile(rb"/Pages\s+(\d{1,9})\s+(\d{1,5})\s+R")
LONGEST_HEAD, REACH = 24, 4_000
"""Bytes in front of `obj`, and from there to the type of what is an object of a page or a catalog."""
MOST_PAGES = 2_000
TAILS = re.compile(rb"\btrailer\b|/Type\s*/XRef\b")
LOCKED = re.compile(rb"/Filter\s*/Standard\b")
END = b"%%EOF"

type Reference = tuple[int, int]


def salvaged(content: bytes) -> bytes | None:
    """A file that can be opened, of what is left of one whose end is missing."""
    tail = max((match.start() for match in TAILS.finditer(content)), default=-1)
    if content.find(END, tail) > tail >= 0 or LOCKED.search(content):
        return None
    content = content[:tail] if tail >= 0 else content
    pages: dict[Reference, None] = {}
    catalog: tuple[Reference, bytes] | None = None
    for reference, kind, dictionary in _typed(content):
        if kind == b"Catalog":
            catalog = reference, dictionary
        elif len(pages) < MOST_PAGES:
            pages[reference] = None
    if catalog and _has_pages(content, catalog[1]):
        return _ended(content, catalog[0], b"")
    if not pages:
        return None
    root = max(number for number, _ in pages) + 1_000_000
    kids = b" ".join(b"%d %d R" % page for page in pages)
    tree = b"%d 0 obj << /Type /Pages /Kids [%b] /Count %d >> endobj\n" % (root + 1, kids, len(pages))
    return _ended(content, (root, 0), b"%d 0 obj << /Type /Catalog /Pages %d 0 R >> endobj\n" % (root, root + 1) + tree)


def _typed(content: bytes) -> Iterator[tuple[Reference, bytes, bytes]]:
    """Number, type and first bytes of the objects that are pages or catalogs."""
    for match in TYPED.finditer(content):
        start = content.rfind(b"obj", max(0, match.start() - REACH), match.start())
        head = HEAD.search(content[max(0, start - LONGEST_HEAD) : start]) if start > 0 else None
        if head:
            yield (int(head[1]), int(head[2])), match[1], content[start : match.end() + REACH]


def _has_pages(content: bytes, catalog: bytes) -> bool:
    """Whether the tree of pages that a catalog names is there."""
    named = PAGES.search(catalog)
    return named is not None and re.search(rb"(?<!\d)%b\s+%b\s+obj\b" % named.groups(), content) is not None


def _ended(content: bytes, root: Reference, more: bytes) -> bytes:
    trailer = b"trailer << /Root %d %d R >>\nstartxref\n0\n%%%%EOF\n" % root
    return content + b"\nendstream endobj\n" + more + trailer
