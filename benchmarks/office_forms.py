"""Made bulletins as a word processor prints them: found, invented and every value, over forms with traits at random.

    python -m benchmarks.office_forms                           30 bulletins with held-out charges
    python -m benchmarks.office_forms --bulletins 60 --seed 9000 --differences 20
    python -m benchmarks.office_forms --keep FOLDER             and leave the documents and PDFs there

A third typesetter beside `tests/synthetic/layouts.py` and Chromium: LibreOffice Writer breaks lines, hyphenates,
justifies and parts pages by itself, and sets tables, lists, notes, drop capitals and line numbers. The forms are in
`tests/synthetic/office_traits.py`. Needs LibreOffice (Debian and Ubuntu: apt-get install libreoffice-writer-nogui).
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction import TEMPLATES, pages_of
from benchmarks.scoring import Score
from encounters.extraction import extract
from encounters.extraction.contract import dump_encounter
from tests.synthetic import layouts, narratives, office
from tests.synthetic.office_traits import OfficeForm, any_form

MISSING = "LibreOffice is needed and not installed (Debian and Ubuntu: apt-get install libreoffice-writer-nogui)."
AT_ONCE = 25
"""Documents that one run of the word processor prints."""
SECONDS = 600


def written(seed: int, folder: Path, *, plain: bool) -> tuple[str, OfficeForm, list[dict[str, Any]]]:
    """Write one document; its name, form and gold come back."""
    rng = random.Random(seed)  # noqa: S311 - a test bulletin, no secret
    template = rng.choice(TEMPLATES)
    composed = narratives.bulletin(seed, template=template, encounters=rng.randint(5, 18), held_out=True)
    form = any_form(rng, plain=plain)
    text = office.document(layouts.Bulletin(composed.sections, title=composed.title), form)
    name = f"{seed}-{template}"
    (folder / f"{name}.fodt").write_text(text, encoding="utf-8")
    return name, form, composed.gold["encounters"]


def printed(program: str, folder: Path, names: Sequence[str]) -> None:
    """Have the word processor print the documents of a folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for start in range(0, len(names), AT_ONCE):
        files = [str(folder / f"{name}.fodt") for name in names[start : start + AT_ONCE]]
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


def scored(folder: Path, gold: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, Score, int]]:
    """Name, score and number of unexplained stretches of each bulletin."""
    for name, records in gold.items():
        found = extract(pages_of(folder / f"{name}.pdf"))
        score = Score()
        score.add(name, records, [dump_encounter(record) for record in found.encounters])
        yield name, score, len(found.unexplained)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulletins", type=int, default=30)
    parser.add_argument("--seed", type=int, default=6000, help="of the first bulletin; the others follow")
    parser.add_argument("--plain", action="store_true", help="text in columns under headings, nothing stranger")
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="print the first N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        seeds = range(options.seed, options.seed + options.bulletins)
        made = [written(seed, folder.resolve(), plain=options.plain) for seed in seeds]
        printed(program, folder.resolve(), [name for name, _, _ in made])
        _report(folder, made, options.differences)


def _report(folder: Path, made: Sequence[tuple[str, OfficeForm, list[dict[str, Any]]]], most: int) -> None:
    total, unexplained, differences = Score(), 0, []
    for (name, form, _), (_, score, strange) in zip(
        made, scored(folder, {name: gold for name, _, gold in made}), strict=True
    ):
        total += score
        unexplained += strange
        if score.differences:
            differences += [f"{name}: {form}", *(f"   {line}" for line in score.differences)]
    print(f"{len(made)} bulletins, {total.expected} encounters, {unexplained} stretches unexplained")
    for key, share in total.figures().items():
        print(f"{key:<28}{share:.4f}")
    for line in differences[:most]:
        print(line)


if __name__ == "__main__":
    main()
