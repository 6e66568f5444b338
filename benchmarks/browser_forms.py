"""The narratives written by hand, in forms that a browser prints: found, invented, and every value, form by form.

    python -m benchmarks.browser_forms                      all forms, one line each
    python -m benchmarks.browser_forms --form bullets --differences 20
    python -m benchmarks.browser_forms --keep FOLDER        and leave the PDFs there

A second typesetter beside `tests/synthetic`, with kerning, ligatures and hyphens of its own, for layouts that one
lacks: side headings in a table, bullets, numbers, notes at the foot of a page, small capitals, letters set apart,
states without a story. They are described in `tests/synthetic/browser_forms.toml`. Needs Chromium.
"""

import argparse
import html
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.extraction import pages_of
from benchmarks.scoring import Score
from encounters.extraction import extract
from encounters.extraction.contract import dump_encounter
from encounters.extraction.headings import names
from scripts.browser import chromium
from tests.extraction.narratives import Case, cases

STATES = {
    usps: name.title().replace(" Of ", " of ")
    for name, usps in names().items()
    if "." not in name and "washington" not in name
}
FILE = Path(__file__).parent.parent / "tests" / "synthetic" / "browser_forms.toml"


@dataclass(frozen=True)
class Form:
    """CSS of a form; `story` and `heading` are the markup of each, with what stands in braces replaced."""

    introduction: tuple[str, ...]
    css: str = ""
    heading: str = "<h2>{state}</h2>"
    story: str = "<p>{text}</p>"
    section: str = "{heading}{stories}"
    header: str = ""
    footer: str = ""
    between: str = ""
    empty: str = ""
    last: str = ""


def _forms() -> dict[str, Form]:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    read = {}
    for name, form in table["form"].items():
        introduction = tuple(table[form.pop("introduction", "introduction")])
        read[name] = Form(introduction=introduction, **form)
    return read


FORMS = _forms()


def markup(form: Form, stories: Iterable[Case]) -> str:
    sections = []
    for number, (usps, group) in enumerate(groupby(stories, key=lambda case: case.gold["heading_state"])):
        section = list(group)
        state = STATES[usps]
        if form.empty and number % 2 == 0:
            sections.append(form.empty.format(state="Alaska" if number % 4 else "Hawaii"))
        heading = form.heading.format(state=state, usps=usps, number=len(section))
        told = form.between.join(_story(form, case) for case in section)
        sections.append(form.section.format(heading=heading, stories=told))
    introduction = "".join(f"<p>{html.escape(text)}</p>" for text in form.introduction)
    return f"""<!doctype html><html lang=en><meta charset=utf-8><title>287(g)</title>
        <style>@page{{margin:.8in}} body{{font:11pt/1.3 sans-serif}} h2{{font-size:1.1em;break-after:auto}}
        {form.css}</style>
        <h1>287(g) Encounter Report</h1><h3>Overview</h3>{introduction}<h3>287(g) Encounters by State</h3>
        <main>{"".join(sections)}{form.last}</main></html>"""


def _story(form: Form, case: Case) -> str:
    text = html.escape(case.gold["narrative"], quote=False)
    head, _, tail = text.partition(", the ")
    bold = f"<b>{head},</b> the {tail}" if tail else text
    noted = text.replace("immigration detainer", "immigration detainer<sup>1</sup>", 1)
    return form.story.format(text=text, bold=bold, noted=noted)


def printed(form: Form, stories: Iterable[Case], path: Path) -> None:
    """Write the PDF that Chromium prints."""
    source = path.with_suffix(".html")
    margins = _running(form)
    source.write_text(markup(form, stories).replace("<style>", f"<style>{margins}", 1), encoding="utf-8")
    command = [
        chromium(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--print-to-pdf={path}",
        source.as_uri(),
    ]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)


def _running(form: Form) -> str:
    """Headers and footers as margin boxes, which Chromium prints since 131."""

    def box(place: str, text: str) -> str:
        counted = text.replace("{pages}", '" counter(pages) "').replace("{page}", '" counter(page) "')
        return f'@{place}{{content:"{counted}";font-size:9pt}}'

    return f"@page{{{box('top-center', form.header)} {box('bottom-center', form.footer)}}}"


def bulletins(size: int = 24) -> Iterator[list[Case]]:
    """All hand-written narratives, some to a bulletin, in the order of their states."""
    stories = [case for name in ("first", "second") for case in cases(name) if case.text == case.gold["narrative"]]
    dated = [case for case in stories if case.gold["encountered_on"]]
    for start in range(0, len(dated), size):
        yield sorted(dated[start : start + size], key=lambda case: STATES[case.gold["heading_state"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", action="append", choices=FORMS)
    parser.add_argument("--bulletins", type=int, default=2)
    parser.add_argument("--differences", type=int, default=0, metavar="N")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        for name in options.form or FORMS:
            _one(name, folder, list(bulletins())[: options.bulletins], options.differences)


def _one(name: str, folder: Path, made: list[list[Case]], differences: int) -> None:
    score = Score()
    unexplained = 0
    for number, stories in enumerate(made):
        path = folder / f"{name}-{number}.pdf"
        printed(FORMS[name], stories, path)
        found = extract(pages_of(path))
        unexplained += len(found.unexplained)
        gold = [case.gold for case in stories]  # the mark of a note is no part of a narrative
        score.add(f"{name}-{number}", gold, [dump_encounter(record) for record in found.encounters])
    figures = score.figures()
    least = min((value, key) for key, value in figures.items() if key.startswith("field"))
    print(
        f"{name:<22} found {figures['encounters found']:.3f}  not invented {figures['encounters not invented']:.3f}"
        f"  narrative {figures['field narrative']:.3f}  exact {figures['whole record exact']:.3f}"
        f"  least {least[1]} {least[0]:.3f}  unexplained {unexplained}"
    )
    for line in score.differences[:differences]:
        print("  ", line[:700])


if __name__ == "__main__":
    main()
