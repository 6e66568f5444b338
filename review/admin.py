"""The desk in the admin: decisions to look at, claims to release."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from encounters.admin.readonly import ReadOnlyAdmin

from .actions import claims
from .models import Claim, Decision, Policy


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("encounter", "kind", "by", "at", "note")
    list_filter = ("kind",)
    list_select_related = ("encounter", "by")
    search_fields = ("encounter__record_id__exact",)
    search_help_text = "The record’s whole id"


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    """How the project reviews; decided at the desk, with a reason."""

    list_display = ("at", "readers", "blind_share", "by", "reason")
    list_select_related = ("by",)


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    """Who has a record open. It is free by itself at the time shown."""

    list_display = ("encounter", "by", "until")
    list_select_related = ("encounter", "by")
    search_fields = ("encounter__record_id__startswith", "by__username")
    actions = ("release",)

    def has_release_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("review.delete_claim")

    @admin.action(description="Release for others", permissions=["release"])
    def release(self, request: HttpRequest, chosen: QuerySet[Claim]) -> None:
        released = 0
        for claim in chosen.select_related("encounter", "by"):
            claims.release(claim.encounter, by=claim.by)
            released += 1
        self.message_user(request, f"{released} released.", messages.SUCCESS)
