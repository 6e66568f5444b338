"""A desk with an editor, and bulletins whose records can be approved and corrected at will."""

import dataclasses
import datetime
import hashlib

import pytest
from django.contrib.auth.models import Group, User

from encounters.actions import drafts, revisions
from encounters.extraction.codes import OffenseBasis
from encounters.extraction.layout import Box
from encounters.extraction.records import AgencyMatch, EncounterRecord, Extraction, OffenseRecord
from encounters.models import Bulletin, Encounter
from review.actions import decisions

NOW = datetime.datetime(2026, 11, 3, 14, 5, 6, 123456, tzinfo=datetime.UTC)
AGENCY = AgencyMatch("Knox County Sheriff's Office", "TN", "TN0470000", "Knox", "47093", 0.99)


def narrated(sequence: int) -> EncounterRecord:
    """A record as the extractor would give it."""
    return EncounterRecord(
        sequence=sequence,
        page_first=1,
        page_last=1,
        narrative=f"On January {sequence}, 2020, the Knox County Sheriff’s Office ...",
        state="TN",
        encountered_on=datetime.date(2020, 1, sequence),
        agency=AGENCY.name,
        offenses=(OffenseRecord("burglary", OffenseBasis.CHARGED, category="burglary"),),
        evidence={"narrative": (Box(1, 72.0, 100.0, 540.5, 114.0),), "offenses.0": (Box(1, 80.0, 100.0, 90.0, 114.0),)},
        confidence={"state": 0.9, "agency": 0.99},
        spans={"encountered_on": ((3, 18),)},
        agency_match=AGENCY,
    )


class Desk:
    """What people do before a release, in one word each."""

    def __init__(self) -> None:
        self.editor = self.person("editor")
        self.reviewer = self.person("reviewer")
        self.now = NOW

    def person(self, role: str, name: str | None = None) -> User:
        person = User.objects.create_user(name or role)
        person.groups.add(Group.objects.get(name=role))
        return person

    def bulletin(self, records: int, *, name: str = "2020-01.pdf") -> list[Encounter]:
        """An extracted bulletin; its records wait for review."""
        bulletin = Bulletin.objects.create(
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            filename=name,
            byte_size=1,
            created_at=self.now,
            status="extracted",
        )
        found = tuple(narrated(number) for number in range(1, records + 1))
        drafts.save(bulletin, Extraction(None, None, False, 1, encounters=found), [], now=self.now)
        return list(bulletin.encounters.order_by("sequence"))

    def correct(self, encounter: Encounter, **changed: object) -> None:
        encounter.refresh_from_db()
        after = dataclasses.replace(encounter.current_revision.record, **changed)
        revisions.add(encounter, after, by=self.reviewer, reason="misread", now=self.now, version=encounter.version)

    def approve(self, *encounters: Encounter, by: User | None = None) -> None:
        for encounter in encounters:
            encounter.refresh_from_db()
            decisions.approve(encounter, by=by or self.reviewer, now=self.now, version=encounter.version)

    def reopen(self, encounter: Encounter) -> None:
        encounter.refresh_from_db()
        decisions.reopen(encounter, by=self.reviewer, now=self.now, version=encounter.version)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    """Files of a test's own."""
    location = {"location": tmp_path / "files"}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend, "OPTIONS": location}}
    return tmp_path / "files"
