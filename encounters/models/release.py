"""A release: a numbered, frozen edition of the dataset. It pins revisions, never rows."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from encounters.lifecycle import Verification

from .choices import choices, values
from .encounter import Encounter
from .revision import Revision


class Release(models.Model):
    class Status(models.TextChoices):
        BUILDING = "building", "being built"
        PUBLISHED = "published", "published"

    version = models.CharField(max_length=20, unique=True)
    """Year, month and a number: `2026.11.0`."""
    status = models.CharField(max_length=12, choices=Status, default=Status.BUILDING)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    """When its build was last seen at work; an old one is taken up again."""
    progress_done = models.PositiveIntegerField(default=0)
    """Records written so far, of `rows`."""
    build_error = models.TextField(blank=True)
    """Why the last try to build it failed, in words; empty while it goes well."""
    manifest = models.JSONField(default=dict)
    """Counts, checksums, versions: the `manifest.json` among its files."""
    files = models.JSONField(default=list)
    """Everything that can be downloaded, the manifest and the archive too: `[{"name", "bytes", "sha256"}]`."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="published", published_at__isnull=False)
                | Q(status="building", published_at__isnull=True),
                name="release_published_at_iff_published",
            )
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def folder(self) -> Path:
        """Where its files lie on this machine, once it is published."""
        return Path(storages["default"].path(f"releases/{self.version}"))


class ReleaseRow(models.Model):
    """One approved revision in one release, with who approved it and when."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="rows")
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verification = models.CharField(max_length=12, choices=choices(Verification))
    """The grade of the record when it was pinned; a later reading may raise it for the next release."""

    class Meta:
        ordering = ["encounter_id"]
        constraints = [
            models.UniqueConstraint(fields=["release", "encounter"], name="release_encounter_once"),
            models.CheckConstraint(
                condition=Q(verification__in=values(Verification)), name="release_row_verification_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.encounter_id}"
