"""The JSON of bulletins."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin
from encounters.models.bulletin import Stage

from .vocabularies import BULLETIN_STATUSES, TEMPLATES


class WhyFailedSerializer(serializers.Serializer[Bulletin]):
    code = serializers.CharField(source="error_code", help_text="A code of the extraction contract, or `worker_lost`.")
    message = serializers.CharField(source="error_message", help_text="What is wrong with the file, and what to do.")


class ProgressSerializer(serializers.Serializer[Bulletin]):
    stage = serializers.ChoiceField(choices=Stage.choices)
    done = serializers.IntegerField(source="progress_done", help_text="Pages that have been read.")
    total = serializers.IntegerField(source="progress_total", help_text="Pages in all; 0 while that is not known.")


class TallySerializer(serializers.Serializer[Bulletin]):
    total = serializers.IntegerField(source="encounters_total")
    awaiting = serializers.IntegerField(source="encounters_awaiting", help_text="Those a person still has to judge.")
    approved = serializers.IntegerField(source="encounters_approved")
    rejected = serializers.IntegerField(source="encounters_rejected")


class BulletinSerializer(serializers.Serializer[Bulletin]):
    """A bulletin with the counts that `models.tally.counted` gives."""

    id = serializers.CharField(source="pk")
    sha256 = serializers.CharField()
    filename = serializers.CharField()
    byte_size = serializers.IntegerField()
    page_count = serializers.IntegerField(allow_null=True, help_text="Null until the file has been read.")
    title = serializers.CharField(allow_null=True, help_text="As printed, where the bulletin has a title.")
    template = serializers.ChoiceField(choices=TEMPLATES, allow_null=True)
    status = serializers.ChoiceField(choices=BULLETIN_STATUSES)
    error = serializers.SerializerMethodField(help_text="Why the bulletin failed; null unless it did.")
    progress = ProgressSerializer(source="*")
    encounters = TallySerializer(source="*")
    unexplained = serializers.IntegerField(
        source="unexplained_count", help_text="Runs of text that are no narrative, heading or known boilerplate."
    )
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField(
        source="created_by.username", default=None, allow_null=True, help_text="Null where the software brought it in."
    )
    extractor_version = serializers.CharField(help_text="Empty until the file has been read.")

    @extend_schema_field(WhyFailedSerializer(allow_null=True))
    def get_error(self, bulletin: Bulletin) -> dict[str, Any] | None:
        return WhyFailedSerializer(bulletin).data if bulletin.status == BulletinStatus.FAILED else None


class ReceivedSerializer(BulletinSerializer):
    """The answer to a bulletin that is handed in."""

    duplicate = serializers.BooleanField(help_text="The same bytes were known already; this is the first bulletin.")


class UploadSerializer(serializers.Serializer[Any]):
    """What is handed in. What may be wrong with the file itself, the action says."""

    file = serializers.FileField(allow_empty_file=True, help_text="The PDF.")
    source_url = serializers.URLField(
        max_length=2000, required=False, help_text="The address that the file was taken from."
    )
