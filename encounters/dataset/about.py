"""What a release says to people: its title, its limits, how to cite it. Page, README and codebook say the same."""

import json
from dataclasses import dataclass

TITLE = "Encounters under section 287(g), as ICE's bulletins report them"

LIMITS = (
    "A charge is not a conviction. The bulletins name offenses on different grounds, and the column basis says on "
    "which: keep it with every figure about offenses.",
    "The bulletins are a sample that the agency chose. Their number says how many encounters it reported, "
    "not how many there were, and what they have in common may be why they were chosen.",
    "The records say what the government wrote. Nobody has checked it with courts, jails or the people concerned.",
    "Where the print is silent a value is empty or false. It does not follow that the thing did not happen.",
    "The bulletins name none of the people, and nothing here is meant to find out who they are.",
    "Software read the bulletins, and a person approved each record beside its page. Mistakes remain; this release "
    "does not measure how many. The column evidence leads back to the printed words, which decide.",
)


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the release before: numbers of records, those that were split or merged not counted twice."""

    version: str
    added: int
    changed: int
    withdrawn: int
    split: int
    merged: int

    @property
    def words(self) -> str:
        """`7 added, 2 changed, 0 withdrawn, 1 split, 0 merged`."""
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.withdrawn:,} withdrawn, "
            f"{self.split:,} split, {self.merged:,} merged"
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """What names a release. `published_at` is the moment its records were pinned: UTC, ISO 8601."""

    version: str
    published_at: str
    note: str
    previous: Since | None
    publisher: str
    software: str

    @property
    def folder(self) -> str:
        """What its files lie in when they are one archive."""
        return f"287g-encounters-{self.version}"

    @property
    def archive(self) -> str:
        return f"{self.folder}.zip"

    @property
    def published_on(self) -> str:
        return self.published_at[:10]


def citation(edition: Edition) -> str:
    """One sentence for a footnote."""
    year = edition.published_at[:4]
    return f"{edition.publisher} ({year}). {TITLE}. Release {edition.version} of {edition.published_on}. Data set."


def citation_file(edition: Edition) -> str:
    """`CITATION.cff`, for tools that read the Citation File Format. JSON's texts are YAML's."""
    return f"""\
cff-version: 1.2.0
message: "To cite this release, use what follows."
type: dataset
title: {json.dumps(TITLE, ensure_ascii=False)}
authors:
  - name: {json.dumps(edition.publisher, ensure_ascii=False)}
version: {edition.version}
date-released: {edition.published_on}
"""
