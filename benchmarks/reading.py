"""How fast pages are read, drawn and extracted, and in how much memory, against pdfplumber on the same files.

    python -m benchmarks.reading                     the table of docs/performance.md
    python -m benchmarks.reading --rounds 5 --only words --only whole

Every figure is the CPU seconds (user and system, children included) of a fresh process, interpreter and imports
included; the jobs (`reading_jobs.py`) take turns round by round, and the median of the rounds counts. Modules are
compiled to byte code before, as they are where the program is installed. Only of pictures it is the CPU of one page,
opened, drawn and encoded in a process that runs already. Memory is the most that a process had. The bulletins are made
by `tests/synthetic`, every story with its own words: 530 words a page in one column, 700 in two.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

ENCOUNTERS = 100
"""In one of the bulletins that the files are put together from."""
DIFFERENT = 50
"""Pages that differ from each other; a longer file repeats them."""


PICTURES = ("picture", "desk_picture", "pdftoppm")
"""Jobs whose figures are those of one page."""


@dataclass(frozen=True)
class Row:
    """A line of the table: a job on a file, and the job that it is compared with."""

    job: str
    file: str
    pages: int
    against: str | None = None
    target: str = ""

    def is_base_of(self, row: "Row") -> bool:
        return (self.job, self.file, self.pages) == (row.against, row.file, row.pages)


ROWS = (
    Row("pdfplumber_words", "one-column", 50),
    Row("words", "one-column", 50, "pdfplumber_words", "20 times"),
    Row("second", "one-column", 50, "pdfplumber_words", "8 times"),
    Row("whole", "one-column", 50, "pdfplumber_words", "8 times"),
    Row("pdfplumber_words", "two-columns", 50),
    Row("words", "two-columns", 50, "pdfplumber_words", "20 times"),
    Row("second", "two-columns", 50, "pdfplumber_words", "8 times"),
    Row("whole", "two-columns", 50, "pdfplumber_words", "8 times"),
    Row("flat", "one-column", 50),
    Row("flat", "one-column", 500, None, "60 MB"),
    Row("nothing", "one-column", 3),
    Row("pdfplumber_words", "one-column", 3),
    Row("words", "one-column", 3, "pdfplumber_words"),
    Row("whole", "one-column", 3, "pdfplumber_words"),
    Row("picture", "one-column", 50, "pdftoppm", "20 ms"),
    Row("desk_picture", "one-column", 50, "pdftoppm"),
    Row("pdftoppm", "one-column", 50),
)


@dataclass(frozen=True)
class Spent:
    """CPU seconds, and MB at the most."""

    seconds: float
    megabytes: float


def run(job: str, path: Path) -> Spent:
    """A job in a fresh process, which says its own peak, and what a page took where it measures that itself."""
    command = [sys.executable, "-m", "benchmarks.reading_jobs", job, str(path)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(path.parent), "PYTHONDONTWRITEBYTECODE": ""}
    out = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert out.stdout
    megabytes, *each = map(float, out.stdout.read().split() or (0,))
    _, status, usage = os.wait4(out.pid, 0)
    out.returncode = os.waitstatus_to_exitcode(status)
    out.stdout.close()
    if out.returncode:
        raise SystemExit(f"{job} failed on {path.name}")
    return Spent(each[0] if each else usage.ru_utime + usage.ru_stime, megabytes)


def files(rows: list[Row], folder: Path) -> dict[tuple[str, int], Path]:
    """A bulletin for each form and length, made once."""
    made = {}
    for row in rows:
        key = (row.file, row.pages)
        if key not in made:
            made[key] = folder / f"{row.file}-{row.pages}.pdf"
            made[key].write_bytes(bulletin(*key))
    return made


def bulletin(form: str, pages: int) -> bytes:
    """A made bulletin in a form, of so many pages: `DIFFERENT` different ones at the most, over and over."""
    import pypdfium2

    from tests.synthetic import layouts, narratives

    out = pypdfium2.PdfDocument.new()
    for seed in count():
        composed = narratives.bulletin(seed, encounters=ENCOUNTERS)
        printed = layouts.render(layouts.Bulletin(composed.sections), layouts.LAYOUTS[form], seed)
        source = pypdfium2.PdfDocument(printed.pdf)
        out.import_pages(source, range(min(len(source), pages - len(out), DIFFERENT - len(out))))
        if len(out) in (pages, DIFFERENT):
            break
    for _ in range(pages // len(out) - 1):
        out.import_pages(out, range(DIFFERENT))
    buffer = io.BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def measured(rows: list[Row], rounds: int) -> dict[Row, Spent]:
    with tempfile.TemporaryDirectory(prefix="bulletin-desk-reading-") as folder:
        made = files(rows, Path(folder))
        spent: dict[Row, list[Spent]] = defaultdict(list)
        for row in {row.job: row for row in rows}.values():
            run(row.job, made[row.file, row.pages])  # compiles its modules
        for _ in range(rounds):
            for row in rows:
                spent[row].append(run(row.job, made[row.file, row.pages]))
    return {
        row: Spent(median(one.seconds for one in each), max(one.megabytes for one in each))
        for row, each in spent.items()
    }


def table(figures: Mapping[Row, Spent]) -> Iterator[str]:
    yield "| job | file | pages | CPU ms | pages/s | MB | times as fast | target |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for row, spent in figures.items():
        base = next((other for key, other in figures.items() if key.is_base_of(row)), None)
        times = f"{base.seconds / spent.seconds:.1f} {row.against}" if base else ""
        pages = 1 if row.job in PICTURES else row.pages
        yield (
            f"| {row.job} | {row.file} | {pages} | {1000 * spent.seconds:,.0f} | {pages / spent.seconds:,.1f} "
            f"| {spent.megabytes:.0f} | {times} | {row.target} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--only", action="append", metavar="JOB", help="jobs to measure, and what they are compared with"
    )
    options = parser.parse_args()
    only = set(options.only or (row.job for row in ROWS))
    bases = {row.against for row in ROWS if row.job in only}
    wanted = [row for row in ROWS if row.job in only | bases]
    for line in table(measured(wanted, options.rounds)):
        print(line)


if __name__ == "__main__":
    main()
