"""An encounter: an identity, a status, and pointers to the revisions that hold its values.

`state`, `encountered_on`, `doubt` and the codes of its warnings repeat facts of the current revision, so that a
queue of a million rows is read from one index (ADR 0007). `actions.encounters` keeps them, with the pointer.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from encounters.extraction.confidence import DOUBTFUL_BELOW
from encounters.lifecycle import AWAITING, EncounterStatus, Verification

from .bulletin import Bulletin
from .choices import choices, values

if TYPE_CHECKING:
    from .revision import Revision

CONFIDENT_BELOW = round(1 - DOUBTFUL_BELOW, 4)
"""A record with less doubt than this has no field that a reviewer is told to look at."""
LOTS = 999_983
"""How many lots there are: a prime that leaves 2 when divided by 3, so that cubing shuffles the numbers below it."""

_PLACE = (F("bulletin_id") * 7919 + F("sequence")) * 104_729 % LOTS
LOT = Case(When(doubt__lt=CONFIDENT_BELOW, then=_PLACE * _PLACE * _PLACE % LOTS))


class Encounter(models.Model):
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="encounters")
    sequence = models.PositiveIntegerField()
    """Its number in reading order; one that a reviewer adds gets the next free number."""
    record_id = models.CharField(max_length=40, unique=True)
    """The public name of the record for ever: the first 12 digits of the bulletin's hash, and the sequence."""
    status = models.CharField(max_length=16, choices=choices(EncounterStatus), default=EncounterStatus.AWAITING_REVIEW)
    version = models.PositiveIntegerField(default=1)
    """Counts every write; a form or an ETag that names an older one is stale."""
    current_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    approved_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verification = models.CharField(max_length=12, blank=True, choices=choices(Verification))
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    state = models.CharField(max_length=2, blank=True)
    encountered_on = models.DateField(null=True)
    doubt = models.FloatField(default=0)
    """1 less the lowest confidence of any field: how much there is to look at."""
    lot = models.GeneratedField(expression=LOT, output_field=models.IntegerField(), db_persist=True)
    """Where a confident record stands in the draw that mixes such records among the doubtful; null for the doubtful."""
    waits = models.GeneratedField(
        expression=models.ExpressionWrapper(Q(status__in=AWAITING), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    """Whether a person still has to judge it. What waits has indexes of its own, which a decision takes it out of."""

    class Meta:
        ordering = ["bulletin_id", "sequence"]
        indexes = [
            models.Index(fields=["status", "state", "bulletin", "sequence"], name="encounter_state"),
            models.Index(fields=["status", "doubt", "id"], name="encounter_doubt"),
            models.Index(fields=["status", "bulletin", "sequence"], name="encounter_bulletin"),
            models.Index(fields=["status", "lot", "id"], name="encounter_lot"),
            models.Index(fields=["status", "created_at", "id"], name="encounter_age"),
            models.Index(fields=["bulletin", "sequence"], condition=Q(waits=True), name="waiting_reading"),
            models.Index(fields=["state", "bulletin", "sequence"], condition=Q(waits=True), name="waiting_state"),
            models.Index(fields=["state", "doubt", "id"], condition=Q(waits=True), name="waiting_state_doubt"),
            models.Index(fields=["doubt", "id"], condition=Q(waits=True), name="waiting_doubt"),
            models.Index(fields=["lot", "id"], condition=Q(waits=True), name="waiting_lot"),
            # Small, since equal entries are kept once: what waits is counted from it. SQLite counts from an index alone
            # only where it holds every column that is asked for, `waits` too.
            models.Index(fields=["state", "waits"], condition=Q(waits=True), name="waiting_count"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "sequence"], name="encounter_sequence_once"),
            models.CheckConstraint(condition=Q(status__in=values(EncounterStatus)), name="encounter_status_known"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True, approved_revision__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, approved_revision__isnull=False),
                name="encounter_approved_at_by_what",
            ),
            models.CheckConstraint(
                condition=Q(status=EncounterStatus.APPROVED, verification__in=values(Verification))
                | (~Q(status=EncounterStatus.APPROVED) & Q(verification="")),
                name="encounter_verified_iff_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status=EncounterStatus.APPROVED) | Q(approved_revision=F("current_revision")),
                name="encounter_approved_is_current",
            ),
        ]

    def __str__(self) -> str:
        return self.record_id

    @property
    def name(self) -> str:
        """`TX · 8`: what people call it, in lists and in what is said to them; it needs no other row."""
        return f"{self.state or '??'} · {self.sequence}"

    @property
    def current(self) -> "Revision":
        """The current revision, which only an encounter that is being made has not."""
        if self.current_revision is None:
            raise ValueError(f"Encounter {self.pk} has no revision yet.")
        return self.current_revision

    @property
    def status_code(self) -> EncounterStatus:
        return EncounterStatus(self.status)

    @property
    def etag(self) -> str:
        return f'"{self.pk}.{self.version}"'


class FiledWarning(models.Model):
    """A warning of an encounter's current revision, by its code: what the queue is filtered by."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="filed_warnings")
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "encounter"], name="filed_warning_once")]

    def __str__(self) -> str:
        return self.code
