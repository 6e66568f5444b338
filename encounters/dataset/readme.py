"""`README.md` of a release: what it is, its limits, its files, how to cite and how to check it."""

from collections.abc import Iterable, Iterator

from .about import LIMITS, TITLE, Edition, citation
from .codebook import bullets, markdown_table
from .columns import TABLES
from .manifest import Counts, what_it_holds

OTHER_FILES = {
    "README.md": "What the release is, its limits, how to cite and to check it.",
    "codebook.md": "Every table, column and code.",
    "datapackage.json": "The same for programs: a Frictionless Data Package.",
    "CITATION.cff": "How to cite it, for programs.",
    "manifest.json": "Counts, versions, size and SHA-256 of every file.",
    "SHA256SUMS": "The sums once more, for sha256sum.",
}


def readme(edition: Edition, counts: Counts) -> str:
    return "\n".join(_lines(edition, counts))


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
        yield from ("", "## What changed", "")
        yield f"Records, since release {edition.previous.version} (which stays as it was): {edition.previous.words}."
    yield ""


def file_descriptions(archive: str = "") -> dict[str, str]:
    """What each file is, in the order in which people look for them; with the archive first, where it is named."""
    packed = {archive: "All files in one archive."} if archive else {}
    as_csv = {f"{table.name}.csv": table.description for table in TABLES}
    as_json = {f"{table.name}.jsonl": f"{table.title} as JSON Lines." for table in TABLES}
    return packed | as_csv | as_json | OTHER_FILES


def _files(counts: Counts) -> Iterable[str]:
    rows = {f"{table.name}{form}": counts.tables[table.name] for form in (".csv", ".jsonl") for table in TABLES}
    described = file_descriptions().items()
    return markdown_table(
        ("File", "Rows", "What"),
        [[f"`{name}`", f"{rows[name]:,}" if name in rows else "", what] for name, what in described],
    )
