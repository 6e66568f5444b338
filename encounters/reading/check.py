"""What can be told about a file before anybody keeps or parses it: empty, too large, no PDF."""

from typing import BinaryIO, Protocol

from .errors import unreadable

HEADER_WITHIN = 1024
"""Bytes in which the header stands; some producers and mail gateways put junk before it."""


class Seekable(Protocol):
    """A file that can be read and rewound: an open binary file, or an upload."""

    def read(self, size: int, /) -> bytes: ...

    def seek(self, offset: int, /) -> object: ...


def check_file(file: Seekable | BinaryIO, *, size: int | None, max_bytes: int) -> None:
    """Raise `UnreadableBulletin` (`empty_file`, `too_large`, `not_a_pdf`) for a file that no reader would take.

    `size` and `max_bytes` are bytes. The file is left at its beginning.
    """
    if size is not None and size > max_bytes:
        raise unreadable("too_large", limit=megabytes(max_bytes))
    file.seek(0)
    check_header(file.read(HEADER_WITHIN))
    file.seek(0)


def check_header(header: bytes) -> None:
    """Raise `UnreadableBulletin` (`empty_file`, `not_a_pdf`) by the first `HEADER_WITHIN` bytes of a file."""
    if not header:
        raise unreadable("empty_file")
    if b"%PDF-" not in header:
        raise unreadable("not_a_pdf")


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"
