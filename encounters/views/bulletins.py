"""The bulletins: all of them with how far each is, and one with everything that was found in it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db.models import Count, Max
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from encounters import policies
from encounters.actions import accounting
from encounters.extraction.catalogue import CATALOGUE
from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin, Encounter
from encounters.models.tally import counted
from encounters.reading.check import megabytes

from . import painting, uploads
from .access import MemberRequest, members_only

ROWS = 50
ENCOUNTERS = 100
PAGES = 24
FILTERS: dict[str, tuple[str, Sequence[BulletinStatus]]] = {
    "": ("All", tuple(BulletinStatus)),
    "under_way": ("Under way", (BulletinStatus.RECEIVED, BulletinStatus.EXTRACTING)),
    "extracted": ("Extracted", (BulletinStatus.EXTRACTED,)),
    "failed": ("Failed", (BulletinStatus.FAILED,)),
}
LISTED = (
    "filename", "title", "source_url", "created_at", "created_by__username", "page_count", "status", "stage",
    "progress_done", "progress_total", "error_code", "closed_at",
)  # fmt: skip
"""The columns of a row; a list never reads the large ones."""


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def bulletin_list(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        return uploads.upload(request)
    chosen = request.GET.get("status", "")
    chosen = chosen if chosen in FILTERS else ""
    rows, older = _rows(chosen, cause=request.GET.get("cause", ""), before=_number(request.GET.get("before")))
    by_status = dict(Bulletin.objects.order_by().values_list("status").annotate(number=Count("pk")))
    context = {
        "section": "bulletins",
        "rows": rows,
        "older": older,
        "facets": [
            {"key": key, "label": label, "count": sum(by_status.get(status, 0) for status in statuses)}
            for key, (label, statuses) in FILTERS.items()
        ],
        "chosen": chosen,
        "under_way": sum(by_status.get(status, 0) for status in FILTERS["under_way"][1]),
        "failures": _failures() if by_status.get(BulletinStatus.FAILED) else [],
        "may_upload": policies.is_uploader(request.user),
        "nothing_yet": not by_status,
        "upload_form": uploads.UploadForm(),
        "max_bytes": settings.MAX_UPLOAD_BYTES,
        "max_size": megabytes(settings.MAX_UPLOAD_BYTES),
    }
    return render(request, _fragment(request, "encounters/bulletin_list.html", "list"), context)


@require_safe
@members_only
def bulletin_detail(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = get_object_or_404(counted(Bulletin.objects.select_related("created_by", "closed_by")), pk=pk)
    encounters = _encounters(bulletin, after=_number(request.GET.get("after")))
    first = max(_number(request.GET.get("page")) or 1, 1)
    pages = list(bulletin.pages.filter(number__gte=first).order_by("number")[: PAGES + 1])
    sheets = [
        {"page": page, "strips": painting.strips(page), "counts": painting.counts(page.kinds)}
        for page in accounting.as_they_are(bulletin, pages[:PAGES])
    ]
    context = {
        "section": "bulletins",
        "bulletin": bulletin,
        "warnings": [warning | {"advice": _advice(warning["code"])} for warning in bulletin.warnings],
        "encounters": encounters[:ENCOUNTERS],
        "more_encounters": encounters[ENCOUNTERS - 1].sequence if len(encounters) > ENCOUNTERS else None,
        "sheets": sheets,
        "first_page": first,
        "next_page": pages[PAGES].number if len(pages) > PAGES else None,
        "may_upload": policies.is_uploader(request.user),
    }
    return render(request, _fragment(request, "encounters/bulletin_detail.html", "bulletin"), context)


@require_safe
@members_only
def bulletin_file(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was handed in, byte for byte."""
    bulletin = get_object_or_404(Bulletin.objects.only("sha256", "filename"), pk=pk)
    try:
        stored = storages["default"].open(bulletin.file_name)
    except FileNotFoundError as error:
        raise Http404(f"The file of bulletin {pk} is no longer in the storage.") from error
    response = FileResponse(stored, as_attachment=True, filename=bulletin.filename, content_type="application/pdf")
    response["ETag"] = f'"{bulletin.sha256}"'
    return response


def _rows(chosen: str, *, cause: str, before: int | None) -> tuple[list[Bulletin], int | None]:
    """One page of the list, newest first, and the number that the next page begins before."""
    bulletins = counted(Bulletin.objects.select_related("created_by").only(*LISTED))
    if chosen:
        bulletins = bulletins.filter(status__in=FILTERS[chosen][1])
    if cause:
        bulletins = bulletins.filter(status=BulletinStatus.FAILED, error_code=cause)
    if before:
        bulletins = bulletins.filter(pk__lt=before)
    found = list(bulletins.order_by("-pk")[: ROWS + 1])
    return found[:ROWS], found[ROWS - 1].pk if len(found) > ROWS else None


def _failures() -> list[dict[str, Any]]:
    """What failed, by cause: `error_code`, how many, and what to do about it."""
    by_cause = (
        Bulletin.objects.filter(status=BulletinStatus.FAILED)
        .order_by()
        .values("error_code")
        .annotate(number=Count("pk"), message=Max("error_message"))
        .order_by("-number", "error_code")
    )
    return [dict(cause) for cause in by_cause]


def _encounters(bulletin: Bulletin, *, after: int | None) -> list[Encounter]:
    """One page of its encounters and one more, in reading order."""
    encounters = bulletin.encounters.select_related("current_revision").prefetch_related("current_revision__offenses")
    columns = "sequence", "status", "state", "encountered_on", "doubt", "current_revision__agency"
    return list(encounters.filter(sequence__gt=after or 0).only(*columns).order_by("sequence")[: ENCOUNTERS + 1])


def _advice(code: str) -> str:
    """What to do about a warning of the document; nothing for a code of an older extractor."""
    return CATALOGUE[code].advice if code in CATALOGUE else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


def _fragment(request: HttpRequest, template: str, name: str) -> str:
    """The part of a page that a poll asks for, or the page."""
    return f"{template}#{name}" if "HX-Request" in request.headers else template
