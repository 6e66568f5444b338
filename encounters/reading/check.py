"""What can be said of a file before it is read: that it is empty, too large, or no PDF."""

from typing import IO

from .errors import UnreadableBulletin

HEADER_WITHIN = 1024
"""Readers accept `%PDF-` anywhere in the first kilobyte: mail gateways put junk before it."""


def check_file(file: IO[bytes], *, size: int, max_bytes: int) -> None:
    """Raise `UnreadableBulletin` where reading cannot help. Leaves the file at its start."""
    if size == 0:
        raise UnreadableBulletin("empty_file", "The file is empty. Download or export it again.")
    if size > max_bytes:
        raise UnreadableBulletin(
            "too_large",
            f"The file has {size / 1e6:.1f} MB and at most {max_bytes / 1e6:.0f} MB are taken. "
            "Split it, or ask the operator to raise MAX_UPLOAD_MB.",
        )
    file.seek(0)
    head = file.read(HEADER_WITHIN)
    file.seek(0)
    if b"%PDF-" not in head:
        raise UnreadableBulletin(
            "not_a_pdf", "The file is not a PDF. Hand in the bulletin as ICE publishes it, in PDF."
        )
