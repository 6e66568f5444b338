"""Signs that a PDF is broken although a reader could make something of it."""

import re
from pathlib import Path

TAIL = 64 * 1024
START = re.compile(rb"startxref\s+(\d{1,12})")
TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


def repaired(path: Path) -> bool:
    """Whether the file's table of contents is not where its end says, so that a reader had to rebuild it."""
    with path.open("rb") as file:
        header = file.read(1024).find(b"%PDF-")
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        starts = START.findall(file.read())
        if not starts:
            return True
        for origin in {0, max(header, 0)}:  # offsets count from the header; some producers count junk before it
            file.seek(min(size, int(starts[-1]) + origin))
            if TABLE.match(file.read(64)):
                return False
    return True
