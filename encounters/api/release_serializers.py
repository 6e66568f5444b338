"""The JSON of releases and of what changed between two."""

from typing import Any

from rest_framework import serializers

from encounters.models import Release

from .vocabularies import RELEASE_STATUSES


class ReleaseFileSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()


class ReleaseSerializer(serializers.Serializer[Release]):
    """A release; while it is being built it has no files, and nobody without a role sees it."""

    version = serializers.CharField(help_text="Year, month and a number: `2026.11.0`.")
    status = serializers.ChoiceField(choices=RELEASE_STATUSES)
    published_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    records = serializers.SerializerMethodField()
    written = serializers.IntegerField(source="progress_done", help_text="Of the records, how many are in the files.")
    files = ReleaseFileSerializer(many=True)

    def get_records(self, release: Release) -> int:
        """What a published release holds was counted when it was written; one being built is counted now."""
        return release.progress_done if release.is_published else release.rows.count()


class PublishSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", help_text="What readers should know."
    )


class ChangedRecordSerializer(serializers.Serializer[Any]):
    record_id = serializers.CharField()
    changes = serializers.SerializerMethodField()

    def get_changes(self, change: Any) -> dict[str, list[Any]]:
        """By field, the value before and the value after."""
        return {field.field: [field.before, field.after] for field in change.fields}


class SplitRecordSerializer(serializers.Serializer[Any]):
    record_id = serializers.CharField()
    into = serializers.ListField(child=serializers.CharField())

    def to_representation(self, split: tuple[str, tuple[str, ...]]) -> dict[str, Any]:
        record_id, into = split
        return {"record_id": record_id, "into": into}


class MergedRecordsSerializer(serializers.Serializer[Any]):
    record_ids = serializers.ListField(child=serializers.CharField())
    into = serializers.CharField()

    def to_representation(self, merged: tuple[tuple[str, ...], str]) -> dict[str, Any]:
        record_ids, into = merged
        return {"record_ids": record_ids, "into": into}


class DifferenceSerializer(serializers.Serializer[Any]):
    """What changed from one release to another, by record id."""

    added = serializers.ListField(child=serializers.CharField())
    changed = ChangedRecordSerializer(many=True)
    withdrawn = serializers.ListField(child=serializers.CharField())
    split = SplitRecordSerializer(many=True)
    merged = MergedRecordsSerializer(many=True)
