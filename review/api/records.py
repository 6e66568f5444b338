"""The JSON of an encounter on the desk: the record as its current revision has it, and who holds it."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone
from rest_framework import serializers

from encounters.api.filters import ID, LARGEST
from encounters.api.records import StrictSerializer, ValuesSerializer, WordsField
from encounters.api.records import text as one_line
from encounters.api.vocabularies import ENCOUNTER_STATUSES
from encounters.extraction.contract import ENCOUNTER_KEYS
from encounters.models import Encounter, Revision

type AnyField = serializers.Field[Any, Any, Any, Any]

ABOUT = ("id", "record_id", "bulletin", "status", "revision", "claimed_by", "claimed_until")


def shown() -> QuerySet[Encounter]:
    """Encounters with what `EncounterSerializer` shows and nothing else, in three queries for any number."""
    return (
        Encounter.objects.select_related("current_revision")
        .defer("current_revision__spans", "current_revision__agency_match")
        .annotate(claim_now=FilteredRelation("claim", condition=Q(claim__until__gt=timezone.now())))
        .annotate(claimed_by=F("claim_now__by__username"), claimed_until=F("claim_now__until"))
        .prefetch_related("current_revision__offenses", "current_revision__events")
    )


class WarningSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    message = serializers.CharField(help_text="What a reviewer should look at.")


class EncounterSerializer(ValuesSerializer):
    """Read only: every key of the extraction contract, and those of `ABOUT`."""

    id = serializers.CharField(source="encounter.pk")
    record_id = serializers.CharField(source="encounter.record_id", help_text="The record's public name, for ever.")
    bulletin = serializers.CharField(source="encounter.bulletin_id")
    status = serializers.ChoiceField(choices=ENCOUNTER_STATUSES, source="encounter.status")
    revision = serializers.IntegerField(source="number", help_text="The number of the revision that is shown.")
    claimed_by = serializers.CharField(
        source="encounter.claimed_by", allow_null=True, help_text="Who has it open now; null if nobody."
    )
    claimed_until = serializers.DateTimeField(source="encounter.claimed_until", allow_null=True)

    sequence = serializers.IntegerField(source="encounter.sequence")
    page_first = serializers.IntegerField()
    page_last = serializers.IntegerField()
    narrative = serializers.CharField()
    confidence = serializers.DictField(
        child=serializers.FloatField(), help_text="By field, the probability that a reviewer leaves the value."
    )
    warnings = WarningSerializer(many=True)

    def get_fields(self) -> dict[str, AnyField]:
        fields = super().get_fields()
        return {name: fields[name] for name in (*ABOUT, *ENCOUNTER_KEYS)}

    def to_representation(self, encounter: Encounter) -> dict[str, Any]:
        revision = encounter.current
        revision.encounter = encounter
        return super().to_representation(revision)


class CorrectionSerializer(ValuesSerializer):
    """The values that change, and why."""

    reason = serializers.CharField(max_length=2000, help_text="Why; it is kept with the revision.")

    def get_fields(self) -> dict[str, AnyField]:
        return _optional(super().get_fields(), but={"reason"})


class MissedRecordSerializer(ValuesSerializer):
    """A record that the extractor missed. What is left out is what the text does not say."""

    bulletin = WordsField(ID)
    reason = serializers.CharField(max_length=2000, allow_blank=True)
    page_first = serializers.IntegerField(min_value=1, max_value=LARGEST)
    page_last = serializers.IntegerField(min_value=1, max_value=LARGEST)
    narrative = one_line(longest=20_000, allow_null=False)

    def get_fields(self) -> dict[str, AnyField]:
        return _optional(super().get_fields(), but={"bulletin", "page_first", "page_last", "narrative", "evidence"})


def _optional(fields: dict[str, AnyField], *, but: set[str]) -> dict[str, AnyField]:
    for name, field in fields.items():
        field.required = name in but
    return fields


class NoteSerializer(StrictSerializer):
    note = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", help_text="Why; needed to reject and to return."
    )


class RevisionSerializer(serializers.Serializer[Revision]):
    """One revision; `context["changes"]` has by number what it changed."""

    number = serializers.IntegerField()
    by = serializers.CharField(
        source="by.username", default=None, allow_null=True, help_text="Null where the extractor wrote it."
    )
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    extractor_version = serializers.CharField(help_text="Empty where a person wrote it.")
    changes = serializers.SerializerMethodField()

    def get_changes(self, revision: Revision) -> dict[str, list[Any]]:
        """By field, the value before and the value after; items of lists as `offenses.1`, null where there is none."""
        changes: dict[str, list[Any]] = self.context["changes"][revision.number]
        return changes
