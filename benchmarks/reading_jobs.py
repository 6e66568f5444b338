"""The jobs that `benchmarks.reading` measures, each in a process of its own that imports no more than it needs.

python -m benchmarks.reading_jobs whole bulletin.pdf        says the most memory that it had, in MB
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def nothing(path: Path) -> None:
    """The interpreter alone."""


def pdfplumber_words(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def words(path: Path) -> None:
    """Words with boxes in reading order."""
    from encounters.extraction.lines import reading_order
    from encounters.reading import pdfium

    with pdfium.opened(path) as document:
        reading_order([document.read(number) for number in range(1, document.page_count + 1)])


def flat(path: Path) -> None:
    """Words with boxes, a page at a time, as the child process of a reading does."""
    from encounters.reading import readers

    with readers.opened(path) as document:
        for number in range(1, document.page_count + 1):
            document.read(number)


def second(path: Path) -> None:
    """The second reader, without PDFium."""
    from encounters.reading import plumber

    with plumber.opened(path) as document:
        for number in range(1, document.page_count + 1):
            document.read(number)


def whole(path: Path) -> None:
    """From the file to the document of the contract: read in a child process, order, segment, parse, code, check."""
    import json

    from encounters.extraction import extract
    from encounters.extraction.contract import dump
    from encounters.reading import sandbox

    with sandbox.read(path) as reading:
        pages = list(reading)
    json.dumps(dump(extract(pages, filename=path.name), sha256="0" * 64, filename=path.name))


def picture(path: Path) -> None:
    """The first page at 110 dots per inch, as a PNG."""
    from encounters.reading import images

    images.render(path, 1, dpi=110.0)


def pdftoppm(path: Path) -> None:
    import subprocess

    subprocess.run(["pdftoppm", "-png", "-r", "110", "-f", "1", "-l", "1", path, path.with_suffix("")], check=True)


JOBS: Mapping[str, Callable[[Path], None]] = {
    job.__name__: job for job in (nothing, pdfplumber_words, words, flat, second, whole, picture, pdftoppm)
}


def peak() -> float:
    """The most memory that this process had, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]))
    print(peak())
