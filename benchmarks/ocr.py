"""How fast and how well scans are recognised, beside Tesseract as it is usually called.

    python -m benchmarks.ocr                      the table of docs/performance.md
    python -m benchmarks.ocr --pages 8 --form two-columns

Pages are made by `tests/synthetic` and scanned there: clean at 300 dots per inch, and noisy at 150 (tilted, grainy,
unevenly lit, hard compressed). "plain" is what the usual wrapper does: the picture of the page as a PNG, `--psm 3`.
Both run on one thread; CPU is user and system, of this process and the programs that it starts. The word error rate
is the least number of words to change, add or leave out, for each word of the print; "folded" takes typographic
quotes and dashes for the plain ones.
"""

import argparse
import io
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from encounters.extraction.layout import PageLayout
from encounters.extraction.lines import reading_order
from encounters.reading import images, ocr, pdfium
from tests.synthetic import layouts, narratives, scans

NOISY = replace(scans.POOR, blur=1.0, shade=0.3)
"""As hard as a scan on which plain Tesseract loses a word in five."""
QUALITIES = {"clean, 300 dpi": scans.CLEAN, "noisy, 150 dpi": NOISY}
PLAIN = str.maketrans("’‘“”–—", "''\"\"--")
FORM = layouts.Layout(size=12.0, footer="")
ENCOUNTERS = 40

type Recognise = Callable[[pdfium.Document, int, float], list[str]]
"""The words of a page of a document that was scanned at so many dots per inch, in reading order."""


@dataclass(frozen=True)
class Sheet:
    """A scanned page as a file of its own, and the words that are printed on it."""

    path: Path
    dpi: float
    words: list[str]


@dataclass(frozen=True)
class Read:
    """What came of one page: CPU seconds, and shares of the printed words that are wrong."""

    seconds: float
    wrong: float
    wrong_folded: float


def plain(document: pdfium.Document, number: int, dpi: float) -> list[str]:
    """Tesseract on the picture as it was scanned, written as a PNG file first."""
    with tempfile.TemporaryDirectory(prefix="bulletin-desk-ocr-") as folder:
        picture = Path(folder) / "page.png"
        images.draw(document, number, dpi=dpi).save(picture)
        command = [ocr.tesseract(), str(picture), "stdout", "-l", "eng", "--psm", "3"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout.decode().split()


def ours(document: pdfium.Document, number: int, _dpi: float) -> list[str]:
    """The reader of scans, which looks at the page at its own resolution."""
    return in_order(ocr.read(document, number))


WAYS: dict[str, Recognise] = {"plain": plain, "ours": ours}


def in_order(page: PageLayout) -> list[str]:
    return [word.text for line in reading_order([page]) for word in line.words]


def sheets(count: int, quality: scans.Quality, layout: layouts.Layout, folder: Path) -> Iterator[Sheet]:
    """Full pages of as many bulletins, never the last page of one."""
    for seed in range(count):
        composed = narratives.bulletin(seed, encounters=ENCOUNTERS)
        printed = layouts.render(layouts.Bulletin(composed.sections), layout, seed)
        text, scan = folder / f"{seed}-text.pdf", folder / f"{seed}-{quality.dpi}.pdf"
        text.write_bytes(page_of(printed.pdf, 1))
        scan.write_bytes(scans.scanned(text.read_bytes(), seed=seed, quality=quality))
        with pdfium.opened(text) as document:
            yield Sheet(scan, quality.dpi, in_order(document.read(1)))


def page_of(pdf: bytes, index: int) -> bytes:
    import pypdfium2

    source, out, buffer = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new(), io.BytesIO()
    out.import_pages(source, [index])
    out.save(buffer)
    return buffer.getvalue()


def read(sheet: Sheet, recognise: Recognise) -> Read:
    before = os.times()
    with pdfium.opened(sheet.path) as document:
        found = recognise(document, 1, sheet.dpi)
    seconds = sum(os.times()[:4]) - sum(before[:4])
    folded = [word.translate(PLAIN) for word in sheet.words], [word.translate(PLAIN) for word in found]
    return Read(seconds, wrong(sheet.words, found), wrong(*folded))


def wrong(printed: Sequence[str], found: Sequence[str]) -> float:
    """Words to change, add or leave out, for each printed word."""
    before = list(range(len(found) + 1))
    for number, word in enumerate(printed, start=1):
        row = [number]
        for place, other in enumerate(found):
            row.append(min(before[place + 1] + 1, row[place] + 1, before[place] + (word != other)))
        before = row
    return before[-1] / len(printed)


def table(count: int, form: str) -> Iterator[str]:
    layout = layouts.LAYOUTS[form] if form else FORM
    yield "| pages | words a page | way | CPU s a page | word error rate | folded |"
    yield "| --- | --- | --- | --- | --- | --- |"
    with tempfile.TemporaryDirectory(prefix="bulletin-desk-ocr-") as folder:
        for name, quality in QUALITIES.items():
            made = list(sheets(count, quality, layout, Path(folder)))
            words = mean(len(sheet.words) for sheet in made)
            results: dict[str, list[Read]] = {way: [] for way in WAYS}
            for sheet in made:
                for way in random.sample(sorted(WAYS), len(WAYS)):
                    results[way].append(read(sheet, WAYS[way]))
            for way, found in results.items():
                seconds, errors, folded = (
                    mean(getattr(one, what) for one in found) for what in ("seconds", "wrong", "wrong_folded")
                )
                yield f"| {name} | {words:.0f} | {way} | {seconds:.2f} | {errors:.1%} | {folded:.1%} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=6, help="of each quality")
    parser.add_argument("--form", default="", choices=sorted(layouts.LAYOUTS), help="default: one column, 12 points")
    options = parser.parse_args()
    for line in table(options.pages, options.form):
        print(line, flush=True)


if __name__ == "__main__":
    main()
