"""The jobs that `benchmarks.reading` measures, each in a process of its own that imports no more than it needs.

python -m benchmarks.reading_jobs whole bulletin.pdf        says the most memory that it had, in MB

A job that draws pages also says the CPU seconds that one took: what starting a process costs is no part of drawing.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

DRAWN = 20
"""Pages that are drawn."""
DOTS = 110.0
"""Per inch."""
WIDTH = 960
"""Pixels of a page on the desk."""


def nothing(path: Path) -> None:
    """The interpreter alone."""


def pdfplumber_words(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def words(path: Path) -> None:
    """Words with boxes in reading order, as a child process reads them and `extract` begins with them."""
    from encounters.extraction import garbage
    from encounters.extraction.lines import reading_order
    from encounters.reading import pdfium

    with garbage.seldom(), pdfium.opened(path) as document:
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


def picture(path: Path) -> float:
    """Pages at 110 dots per inch as PNGs: the file opened anew, the page loaded, drawn and encoded, for each."""
    from encounters.reading import images

    before = time.process_time()
    for number in range(1, DRAWN + 1):
        images.render(path, number, dpi=DOTS)
    return (time.process_time() - before) / DRAWN


def desk_picture(path: Path) -> float:
    """Pages as the desk asks for them: WebP from the child process that stays, what it says taken apart here."""
    from encounters.reading.painter import Painter

    def drawn(count: int) -> float:
        before, children = time.process_time(), _of_children()
        painter = Painter()
        for number in range(1, count + 1):
            painter.render(path, number, width=WIDTH)
        painter.rest()
        return time.process_time() - before + _of_children() - children

    first = drawn(1)
    return (drawn(DRAWN + 1) - first) / DRAWN


def pdftoppm(path: Path) -> float:
    """Pages at 110 dots per inch, each by a process of its own, as it was called for each."""
    import subprocess

    before = _of_children()
    for number in map(str, range(1, DRAWN + 1)):
        command = [
            "pdftoppm",
            "-png",
            "-r",
            f"{DOTS:g}",
            "-f",
            number,
            "-l",
            number,
            str(path),
            str(path.with_suffix("")),
        ]
        subprocess.run(command, check=True)
    return (_of_children() - before) / DRAWN


def _of_children() -> float:
    """CPU seconds of the child processes that have ended."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


JOBS: Mapping[str, Callable[[Path], float | None]] = {
    job.__name__: job
    for job in (nothing, pdfplumber_words, words, flat, second, whole, picture, desk_picture, pdftoppm)
}


def peak() -> float:
    """The most memory that this process had, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    each = JOBS[sys.argv[1]](Path(sys.argv[2]))
    print(peak(), each if each is not None else "", flush=True)
    os._exit(0)  # as the child process of a reading ends; no job pays for the taking apart of its interpreter
