"""A bulletin: one PDF file, known by the SHA-256 of its bytes, and how far its extraction is."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from encounters.extraction.codes import Template
from encounters.lifecycle import BulletinStatus

from .choices import choices, values


class Stage(models.TextChoices):
    """What is being done with a bulletin that is `extracting`, in words for its uploader."""

    WAITING = "waiting", "waiting for a worker"
    READING = "reading", "reading pages"
    EXTRACTING = "extracting", "finding encounters"
    SAVING = "saving", "saving records"
    DONE = "done", "done"


class Bulletin(models.Model):
    sha256 = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=255)
    byte_size = models.PositiveBigIntegerField()
    source_url = models.URLField(max_length=2000, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    status = models.CharField(max_length=16, choices=choices(BulletinStatus), default=BulletinStatus.RECEIVED)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    """Renewed by the worker page by page; an old one means that the worker is lost."""
    sent_at = models.DateTimeField(null=True, blank=True)
    """When a worker was last asked for it; the broker may have lost the message."""
    finished_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.WAITING)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)

    page_count = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=500, null=True, blank=True)
    template = models.CharField(max_length=16, null=True, blank=True, choices=choices(Template))
    ocr = models.BooleanField(default=False)
    extractor_version = models.CharField(max_length=40, blank=True)
    unexplained = models.JSONField(default=list, blank=True)
    """`[{"page", "text", "boxes"}]`: text that is still no narrative, heading or boilerplate; `actions.accounting`
    takes out what people explain."""
    warnings = models.JSONField(default=list, blank=True)

    closed_at = models.DateTimeField(null=True, blank=True)
    """When a person said that nothing more is to be done: every word explained, every record decided."""
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["status", "created_at"], name="bulletin_status_created"),
            models.Index(fields=["-created_at", "-id"], name="bulletin_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=values(BulletinStatus)), name="bulletin_status_known"),
            models.CheckConstraint(
                condition=(Q(status=BulletinStatus.FAILED) & ~Q(error_code=""))
                | (~Q(status=BulletinStatus.FAILED) & Q(error_code="")),
                name="bulletin_error_iff_failed",
            ),
            models.CheckConstraint(
                condition=Q(status=BulletinStatus.EXTRACTING, heartbeat_at__isnull=False)
                | ~Q(status=BulletinStatus.EXTRACTING),
                name="bulletin_extracting_has_heartbeat",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="bulletin_closed_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.filename

    @property
    def file_name(self) -> str:
        """Where storage keeps the bytes: by their hash, so that one file is stored once."""
        return f"bulletins/{self.sha256[:2]}/{self.sha256}.pdf"

    @property
    def path(self) -> str:
        """The file's path on this machine, for the reader's child process."""
        return storages["default"].path(self.file_name)

    @property
    def is_under_way(self) -> bool:
        return self.status in (BulletinStatus.RECEIVED, BulletinStatus.EXTRACTING)
