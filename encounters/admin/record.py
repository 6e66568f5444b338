"""The record in the admin: bulletins, encounters, revisions, releases, audit entries."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from encounters import policies, tasks
from encounters.actions import bulletins
from encounters.extraction.coding import states
from encounters.models import AuditEntry, Bulletin, Encounter, Release, Revision
from encounters.reading.errors import REASONS
from encounters.views.access import MemberRequest

from .readonly import ReadOnlyAdmin, admin_link, link

SUBJECTS: dict[str, type[Model]] = {"bulletin": Bulletin, "encounter": Encounter, "release": Release}


class FixedFilter(admin.SimpleListFilter):
    """Choices that are written down: to ask a large table which it has would read all of it."""

    parameter_name: str
    choices_: Iterable[tuple[str, str]]

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        return list(self.choices_)

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class StateFilter(FixedFilter):
    title = parameter_name = "state"
    choices_ = [(code, f"{code} {name}") for code, name in sorted(states.NAMES.items())]


class CauseFilter(FixedFilter):
    title = "why it failed"
    parameter_name = "error_code"
    choices_ = [(code, code) for code in sorted([*REASONS, bulletins.WORKER_LOST])]


class SubjectFilter(FixedFilter):
    title = parameter_name = "subject"
    choices_ = [(name, name) for name in SUBJECTS]


@admin.register(Bulletin)
class BulletinAdmin(ReadOnlyAdmin):
    list_display = ("filename", "status", "error_code", "page_count", "created_at", "created_by", "page")
    list_filter = ("status", CauseFilter, "template", "ocr")
    list_select_related = ("created_by",)
    search_fields = ("filename", "title", "sha256__startswith")
    search_help_text = "Title, file name, or the beginning of the SHA-256"
    actions = ("retry",)
    readonly_fields = ("page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bulletin]:
        return super().get_queryset(request).defer("unexplained", "warnings")

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return policies.is_uploader(request.user)

    @admin.display(description="on the site")
    def page(self, bulletin: Bulletin) -> SafeString:
        return link("bulletin_detail", "open", bulletin.pk)

    @admin.action(description="Retry those that failed", permissions=["retry"])
    def retry(self, request: MemberRequest, chosen: QuerySet[Bulletin]) -> None:
        again = 0
        for bulletin in chosen:
            try:
                bulletins.retry(bulletin, by=request.user, now=timezone.now())
            except bulletins.NotFailed:
                continue
            tasks.enqueue_extraction(bulletin.pk)
            again += 1
        left = chosen.count() - again
        said = f"{again} back in line." + (f" {left} had not failed and were left as they are." if left else "")
        self.message_user(request, said, messages.SUCCESS if again else messages.WARNING)


@admin.register(Encounter)
class EncounterAdmin(ReadOnlyAdmin):
    list_display = ("record_id", "status", "state", "encountered_on", "doubt", "updated_at", "workbench")
    list_filter = ("status", StateFilter)
    search_fields = ("record_id__startswith",)
    search_help_text = "Beginning of the record’s id"
    readonly_fields = ("workbench", "revisions")

    @admin.display(description="on the site")
    def workbench(self, encounter: Encounter) -> SafeString:
        return link("workbench", "open", encounter.pk)

    @admin.display(description="revisions")
    def revisions(self, encounter: Encounter) -> SafeString:
        lines = ((admin_link(revision, f"{revision.number}"),) for revision in encounter.revisions.only("number"))
        return format_html_join(", ", "{}", lines)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("encounter", "number", "at", "by", "extractor_version", "reason")
    list_select_related = ("encounter", "by")
    search_fields = ("encounter__record_id__exact",)
    search_help_text = "The record’s whole id"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        large = ("narrative", "evidence", "spans", "confidence", "warnings", "agency_match")
        return super().get_queryset(request).defer(*large)


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ("version", "status", "created_at", "created_by", "published_at", "page")
    list_filter = ("status",)
    list_select_related = ("created_by",)
    search_fields = ("version", "note")
    readonly_fields = ("page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return super().get_queryset(request).defer("manifest")

    @admin.display(description="on the site")
    def page(self, release: Release) -> SafeString:
        return link("release_detail", "open", release.version)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "action", "of", "data")
    list_filter = (SubjectFilter,)
    list_select_related = ("by",)
    search_fields = ("subject_id__exact",)
    search_help_text = "Number of the bulletin, encounter or release"

    @admin.display(description="subject")
    def of(self, entry: AuditEntry) -> SafeString | str:
        model = SUBJECTS.get(entry.subject)
        text = f"{entry.subject} {entry.subject_id}"
        return admin_link(model(pk=entry.subject_id), text) if model else text
