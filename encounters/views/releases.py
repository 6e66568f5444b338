"""Releases: the public list and pages, what changed between two, and the editor's page that publishes."""

from itertools import islice
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from encounters import policies, tasks
from encounters.actions import release_preview, releases
from encounters.dataset.about import LIMITS, Since
from encounters.dataset.codes import VERIFICATION
from encounters.dataset.readme import file_descriptions
from encounters.models import Release, released

from .access import MemberRequest, members_only

SHOWN = 500
"""Records of each kind on the page of a difference; the API has them all."""


class NoteForm(forms.Form):
    note = forms.CharField(
        label="What readers should know (optional)",
        help_text="It stands on the release's page and in its README.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "releases",
        "releases": visible(request).defer("files"),
        "limits": LIMITS,
        "may_publish": policies.is_editor(request.user),
    }
    return render(request, "encounters/release_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def release_new(request: MemberRequest) -> HttpResponse:
    policies.check_editor(request.user)
    form = NoteForm(request.POST or None)
    stop = None
    if form.is_valid():
        try:
            release = releases.publish(by=request.user, note=form.cleaned_data["note"], now=timezone.now())
        except releases.NothingNew as refused:
            stop = str(refused)
        else:
            tasks.enqueue_build(release.pk)
            return redirect("release_detail", release.version)
    preview = release_preview.preview(now=timezone.now())
    context = {"section": "releases", "form": form, "preview": preview, "stop": stop or preview.stop}
    return render(request, "encounters/release_new.html", context, status=409 if stop else 200)


@require_safe
def release_detail(request: HttpRequest, version: str) -> HttpResponse:
    """The page of one release. While its files are written it asks for itself, and shows how far they are."""
    release = get_object_or_404(visible(request), version=version)
    context = {"section": "releases", "release": release, "limits": LIMITS}
    if release.is_published:
        manifest = release.manifest
        context |= {
            "files": described(release),
            "address": request.build_absolute_uri(request.path),
            "since": Since(**manifest["previous"]) if manifest["previous"] else None,
            "grades": [(VERIFICATION[grade], records) for grade, records in manifest["verification"].items()],
        }
    else:
        context["total"] = release.rows.count()
    template = "encounters/release_detail.html"
    return render(request, f"{template}#release" if "HX-Request" in request.headers else template, context)


@require_safe
def release_difference(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """What changed from one release to another, whichever is the older."""
    published = Release.objects.filter(status=Release.Status.PUBLISHED).defer("manifest", "files")
    first, second = (get_object_or_404(published, version=version) for version in (before, after))
    found = released.difference(first, second)
    context = {
        "section": "releases",
        "before": first,
        "after": second,
        "difference": found,
        "shown": SHOWN,
        "added": found.added[:SHOWN],
        "withdrawn": found.withdrawn[:SHOWN],
        "changed": [
            (change.record_id, [(c.field, words(c.before), words(c.after)) for c in change.fields])
            for change in islice(found.changed, SHOWN)
        ],
    }
    return render(request, "encounters/release_difference.html", context)


def visible(request: HttpRequest) -> QuerySet[Release]:
    """What is published is for everybody; what is still being built for those who have a role."""
    if policies.is_member(request.user):
        return Release.objects.all()
    return Release.objects.filter(status=Release.Status.PUBLISHED)


def described(release: Release) -> list[dict[str, Any]]:
    """The files with what each is and, of tables, how many rows, in the order in which people look for them."""
    entries = {entry["name"]: entry for entry in release.files}
    (archive,) = (name for name in entries if name.endswith(".zip"))
    tables = release.manifest["tables"]
    return [
        {**entries[name], "what": what, "rows": tables.get(name.partition(".")[0]), "is_archive": name == archive}
        for name, what in file_descriptions(archive).items()
    ]


def words(value: Any) -> str:
    """A value for reading: `yes`, `burglary, charged; theft, convicted`; nothing where the print is silent."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(", ".join(str(part) for part in item.values() if part is not None) for item in value)
        case _:
            return str(value)
