"""`README.md` of a release: what it is, its limits, its files, how to cite and how to check it."""

from collections.abc import Iterable, Iterator

from .about import LIMITS, TITLE, Edition, citation
from .codebook import bullets, markdown_table
from .columns import TABLES
from .manifest import Counts


def readme(edition: Edition, counts: Counts) -> str:
    return "\n".join(_lines(edition, counts))


def what_it_holds(counts: Counts) -> str:
    """`8 encounters from 1 bulletin, January 1, 2020 ...`: one sentence that says how much there is."""
    period = f", from {counts.first_on} to {counts.last_on}" if counts.first_on else ""
    return (
        f"{_many(counts.tables['encounters'], 'encounter')} reported in {_many(len(counts.bulletins), 'bulletin')}"
        f"{period}, in {_many(len(counts.states), 'state')}: a sample chosen by the agency."
    )


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _lines(edition: Edition, counts: Counts) -> Iterator[str]:
    yield from (f"# {TITLE}", "", f"Release {edition.version}, published {edition.published_on}.", "")
    yield from (what_it_holds(counts), "")
    yield (
        "US Immigration and Customs Enforcement publishes bulletins on encounters under section 287(g) of the "
        "Immigration and Nationality Act. This data set has what each paragraph of them says, value by value, each "
        "with the place of its words on the printed page."
    )
    yield ""
    if edition.note:
        yield from ("## About this release", "", edition.note, "")
    yield from ("## Read this before you use it", "", *bullets(LIMITS), "")
    yield from ("## Files", "", *_files(counts), "")
    yield from ("## How to cite", "", citation(edition), "")
    yield "To cite one record, add its `record_id`. The text of the bulletins is a work of the US government."
    yield from ("", "## How to check it", "")
    yield (
        "`sha256sum --check SHA256SUMS` compares every file with what was published. Bulletin Desk's "
        "`manage.py verify_release FOLDER` also checks counts, types, codes and keys, without a network."
    )
    if edition.previous:
        yield from ("", f"The release before this one is {edition.previous}. It stays as it was.")
    yield ""


def _files(counts: Counts) -> Iterable[str]:
    tables = (
        [f"`{table.name}.csv`, `{table.name}.jsonl`", f"{counts.tables[table.name]:,}", table.description]
        for table in TABLES
    )
    others = (
        ["`codebook.md`", "", "Every table, column and code."],
        ["`datapackage.json`", "", "The same for programs (Frictionless Data Package)."],
        ["`CITATION.cff`", "", "How to cite it, for programs."],
        ["`manifest.json`", "", "Counts, versions, size and SHA-256 of every file."],
        ["`SHA256SUMS`", "", "The sums once more, for `sha256sum`."],
    )
    return markdown_table(("File", "Rows", "What"), [*tables, *others])
