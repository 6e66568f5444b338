"""A revision: an immutable full copy of an encounter's values. The extractor writes number 1, people the rest.

Columns are named as the keys of the extraction contract. Triggers of the database refuse to change
or delete a row, so a release that points at a revision holds for ever.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from encounters.extraction.codes import EntryManner, EventType, ImmigrationStatus, OffenseBasis, ProgramModel
from encounters.extraction.contract import dump_encounter
from encounters.extraction.layout import Box
from encounters.extraction.records import AgencyMatch, EncounterRecord, EventRecord, ExtractionWarning, OffenseRecord

from .choices import choices
from .encounter import Encounter


class Revision(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    extractor_version = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)

    page_first = models.PositiveIntegerField()
    page_last = models.PositiveIntegerField()
    narrative = models.TextField()
    heading_state = models.CharField(max_length=2, null=True)
    state = models.CharField(max_length=2, null=True)
    encountered_on = models.DateField(null=True)
    agency = models.CharField(max_length=300, null=True)
    program_model = models.CharField(max_length=32, null=True, choices=choices(ProgramModel))
    facility = models.CharField(max_length=300, null=True)
    citizenship = models.CharField(max_length=3, null=True)
    citizenship_text = models.CharField(max_length=200, null=True)
    detainer_placed = models.BooleanField(default=False)
    warrant_placed = models.BooleanField(default=False)
    entry_manner = models.CharField(max_length=32, null=True, choices=choices(EntryManner))
    entry_date = models.CharField(max_length=10, null=True)
    entry_place = models.CharField(max_length=300, null=True)
    previously_removed = models.BooleanField(default=False)
    immigration_status = models.CharField(max_length=32, null=True, choices=choices(ImmigrationStatus))

    evidence = models.JSONField(default=dict)
    spans = models.JSONField(default=dict)
    confidence = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    agency_match = models.JSONField(null=True)
    """The agency of the reference list that the printed one means; see `records.AgencyMatch`."""

    class Meta:
        ordering = ["encounter_id", "number"]
        indexes = [models.Index(fields=["id"], condition=Q(number__gt=1), name="revision_corrected")]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "number"], name="revision_number_once"),
            models.CheckConstraint(
                condition=(Q(by__isnull=True) & ~Q(extractor_version="")) | Q(by__isnull=False, extractor_version=""),
                name="revision_by_person_or_extractor",
            ),
            models.CheckConstraint(condition=Q(page_first__lte=models.F("page_last")), name="revision_pages_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.encounter_id}, revision {self.number}"

    @property
    def values(self) -> dict[str, Any]:
        """The same in the form of the contract."""
        return dump_encounter(self.record)

    @cached_property
    def record(self) -> EncounterRecord:
        """The values as the extraction's own record, children included: read once, since neither ever changes."""
        columns = {name: getattr(self, name) for name in COLUMNS}
        return EncounterRecord(
            sequence=self.encounter.sequence,
            **columns,
            offenses=tuple(
                OffenseRecord(o.text, OffenseBasis(o.basis), o.counts, o.category) for o in self.offenses.all()
            ),
            events=tuple(EventRecord(EventType(e.type), e.on, e.actor) for e in self.events.all()),
            evidence={key: tuple(Box(**box) for box in boxes) for key, boxes in self.evidence.items()},
            confidence=self.confidence,
            warnings=tuple(ExtractionWarning(**warning) for warning in self.warnings),
            spans={key: tuple((start, end) for start, end in spans) for key, spans in self.spans.items()},
            agency_match=AgencyMatch(**self.agency_match) if self.agency_match else None,
        )


COLUMNS = (
    "page_first", "page_last", "narrative", "heading_state", "state", "encountered_on", "agency", "program_model",
    "facility", "citizenship", "citizenship_text", "detainer_placed", "warrant_placed", "entry_manner", "entry_date",
    "entry_place", "previously_removed", "immigration_status",
)  # fmt: skip
"""The scalar values of a record, in the order of the contract; a column of the same name holds each."""
