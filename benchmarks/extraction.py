"""How good the extraction is on bulletins that it has never seen, in every printed form, and how fast.

    python -m benchmarks.extraction                              40 bulletins with held-out charges, layouts at random
    python -m benchmarks.extraction --bulletins 200 --seed 9000 --differences 20
    python -m benchmarks.extraction --layout two-columns --layout slips
    python -m benchmarks.extraction --scan office                as a scanner at 200 dots per inch gives them
    python -m benchmarks.extraction --speed                      against pdfplumber reading the words alone
    python -m benchmarks.extraction --confidence                 how often a value of a confidence is right
    python -m benchmarks.extraction --scan office --figure reliability.svg    the same over all fields, and drawn
    python -m benchmarks.extraction --bulletins 300 --calibrate encounters/extraction/data/calibration.json

Bulletins are made by `tests/synthetic`: texts and gold together from a seed, printed as PDFs.
"""

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pdfplumber

from benchmarks.scoring import Score, judged
from encounters.extraction import extract, reliability
from encounters.extraction.calibration import fit
from encounters.extraction.confidence import DEFAULT, Curve
from encounters.extraction.contract import dump_encounter
from encounters.extraction.layout import PageLayout, Word
from encounters.reading import plumber, readers
from tests.extraction import narratives as handwritten
from tests.synthetic import layouts, narratives, scans

OFTEN = 200
"""Judged values that a field needs for a curve of its own."""
PRIOR = 300.0
"""Imagined values at each raw confidence, see `calibration.py`."""
SURE_AT_MOST = 0.99
FITTED_SETS = ("first", "second")
"""Narratives written by hand that the curves are fitted to as well; the others show how far they can be believed."""
SCANS = {"clean": scans.CLEAN, "office": scans.OFFICE, "poor": scans.POOR}
TEMPLATES = ("program", "officer", "program", "officer", "mixed")


@dataclass(frozen=True)
class Made:
    """A synthetic bulletin as a file, and its gold."""

    name: str
    pdf: bytes
    gold: list[dict[str, Any]]


def made(seed: int, names: list[str] | None, *, held_out: bool) -> Made:
    rng = random.Random(seed)  # noqa: S311 - a test bulletin, no secret
    template = rng.choice(TEMPLATES)
    composed = narratives.bulletin(seed, template=template, encounters=rng.randint(4, 16), held_out=held_out)
    name = rng.choice(names) if names else "any"
    layout = layouts.LAYOUTS[name] if names else layouts.any_layout(rng)
    if any(record["encountered_on"] is None for record in composed.gold["encounters"]):
        layout = replace(layout, header="")  # a header may name the month, and so supply the year that the gold lacks
    printed = layouts.render(layouts.Bulletin(sections=composed.sections, title=composed.title), layout, seed)
    gold = [
        {**record, "narrative": story}
        for record, (_, story) in zip(composed.gold["encounters"], printed.stories, strict=True)
    ]
    return Made(f"{seed}-{template}-{name}", printed.pdf, gold)


def on_paper(bulletin: Made, quality: scans.Quality) -> Made:
    """The same bulletin, printed and scanned."""
    return replace(bulletin, pdf=scans.scanned(bulletin.pdf, seed=len(bulletin.gold), quality=quality))


def pages_of(path: Path) -> list[PageLayout]:
    with readers.opened(path) as document:
        return [document.read(number) for number in range(1, document.page_count + 1)]


def written(bulletins: Iterable[Made]) -> Iterator[tuple[Made, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        for bulletin in bulletins:
            path = Path(folder) / f"{bulletin.name}.pdf"
            path.write_bytes(bulletin.pdf)
            yield bulletin, path


def run(bulletins: Iterable[Made]) -> tuple[Score, dict[str, list[tuple[float, bool]]], tuple[int, int]]:
    """The score, confidence and rightness of every value by field, and (values spelled by their boxes, values)."""
    score, sure, spelled = Score(), defaultdict(list), [0, 0]
    for bulletin, path in written(bulletins):
        extracted = [dump_encounter(record) for record in extract(pages_of(path)).encounters]
        with plumber.opened(path) as second:
            words = {number: second.read(number).words for number in range(1, second.page_count + 1)}
        for gold, got in score.add(bulletin.name, bulletin.gold, extracted):
            for key, confidence, right in judged(gold, got):
                sure[key].append((confidence, right))
            for right in spells(got, words):
                spelled[0] += right
                spelled[1] += 1
    return score, sure, (spelled[0], spelled[1])


def spells(record: Mapping[str, Any], words: Mapping[int, Sequence[Word]]) -> Iterator[bool]:
    """Whether the words that another library finds in the boxes of a printed value spell it."""
    values = {key: record[key] for key in ("agency", "facility", "citizenship_text", "entry_place") if record[key]}
    values |= {f"offenses.{number}": item["text"] for number, item in enumerate(record["offenses"])}
    for key, value in values.items():
        inside = "".join(text for box in record["evidence"][key] for text in _inside(words[box["page"]], box))
        yield _letters(value) in _letters(inside)


def _inside(words: Sequence[Word], box: Mapping[str, float]) -> Iterator[str]:
    for word in sorted(words, key=lambda word: word.box.x0):
        across = max(0, min(word.box.x1, box["x1"]) - max(word.box.x0, box["x0"]))
        if across > word.box.width / 4 and box["top"] <= word.box.middle <= box["bottom"]:
            yield word.text


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def speed(bulletins: Iterable[Made]) -> None:
    """Seconds for reading, for extraction, and for pdfplumber to read the words, over the same files."""
    bulletins = list(bulletins)
    for _, path in written(bulletins[:1]):  # tables and patterns are loaded once in a process
        extract(pages_of(path))
    spent = dict.fromkeys(("read", "extract", "pdfplumber"), 0.0)
    pages = 0
    for _, path in written(bulletins):
        start = time.perf_counter()
        layouts_read = pages_of(path)
        spent["read"] += time.perf_counter() - start
        start = time.perf_counter()
        extract(layouts_read)
        spent["extract"] += time.perf_counter() - start
        start = time.perf_counter()
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
        spent["pdfplumber"] += time.perf_counter() - start
        pages += len(layouts_read)
    whole = spent["read"] + spent["extract"]
    for name, seconds in spent.items():
        print(f"{name:<12}{1000 * seconds / pages:8.2f} ms a page")
    times = spent["pdfplumber"] / whole
    print(f"{'whole':<12}{1000 * whole / pages:8.2f} ms a page, {times:.1f} times as fast as pdfplumber's words alone")


def shrunk(judged: Iterable[tuple[float, bool]]) -> Curve:
    """A curve for bulletins that are worded in more ways than ours: near the readers' own certainty, never 1."""
    return tuple((raw, min(share, SURE_AT_MOST)) for raw, share in fit(judged, prior=PRIOR))


def calibrate(bulletins: Sequence[Made], path: Path) -> None:
    """Fit a curve for every field that was judged often enough, and one for the others.

    The narratives written by hand are read in more ways than made ones, so they are judged with them.
    """
    straight = {DEFAULT: ((0.0, 0.0), (1.0, 1.0))}
    with patch("encounters.extraction.confidence.curves", return_value=straight):
        _, sure, _ = run(bulletins)
        for key, confidence, right in handwritten.judgements(FITTED_SETS):
            sure[key].append((confidence, right))
    often = {key: values for key, values in sorted(sure.items()) if len(values) >= OFTEN}
    curves = {DEFAULT: shrunk(pair for values in sure.values() for pair in values)}
    table = {
        "notes": "Points (raw confidence, share of values that were right), by field. See calibration.py.",
        "made": f"benchmarks.extraction --calibrate, {len(bulletins)} synthetic bulletins and the"
        f" {' and '.join(FITTED_SETS)} set of narratives written by hand",
        "curves": curves | {key: shrunk(values) for key, values in often.items()},
    }
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def print_confidence(sure: Mapping[str, list[tuple[float, bool]]]) -> None:
    for key, values in sorted(sure.items()):
        print(key)
        for low, high in ((0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)):
            inside = [right for confidence, right in values if low <= confidence < high]
            if inside:
                print(f"   {low:.2f}-{min(high, 1):.2f}  right {sum(inside) / len(inside):.3f} of {len(inside)}")


def draw(sure: Mapping[str, list[tuple[float, bool]]], path: Path) -> None:
    """The reliability of every field's confidence together, as a table and as a figure."""
    bins = reliability.table((key, confidence, right) for key, values in sure.items() for confidence, right in values)
    for entry in bins:
        print(
            f"{entry.low:.2f} to {entry.high:.2f}  {entry.values:6}  stated {entry.stated:.3f}  right {entry.share:.3f}"
        )
    path.write_text(reliability.figure(bins), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulletins", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5000, help="of the first bulletin; the others follow")
    parser.add_argument("--layout", action="append", choices=sorted(layouts.LAYOUTS), help="default: traits at random")
    parser.add_argument("--scan", choices=sorted(SCANS), help="as pictures of pages, without text")
    parser.add_argument("--seen", action="store_true", help="draw the charges that the grammar was made with")
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="print the first N")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--confidence", action="store_true")
    parser.add_argument("--figure", type=Path, metavar="FILE", help="write the reliability curve there, as SVG")
    parser.add_argument(
        "--calibrate", type=Path, metavar="FILE", help="write the calibration table that these bulletins give"
    )
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.bulletins)
    bulletins = [made(seed, options.layout, held_out=not options.seen) for seed in seeds]
    if options.scan:
        bulletins = [on_paper(bulletin, SCANS[options.scan]) for bulletin in bulletins]
    if options.speed:
        speed(bulletins)
        return
    if options.calibrate:
        calibrate(bulletins, options.calibrate)
        return
    score, sure, (spelled, values) = run(bulletins)
    print(f"{len(bulletins)} bulletins, {score.expected} encounters")
    for name, share in score.figures().items():
        print(f"{name:<28}{share:.4f}")
    if not options.scan:  # the second reader sees no words in pictures
        print(f"{'evidence spells the value':<28}{spelled / (values or 1):.4f}")
    if options.confidence:
        print_confidence(sure)
    if options.figure:
        draw(sure, options.figure)
    for line in score.differences[: options.differences]:
        print(line)


if __name__ == "__main__":
    main()
