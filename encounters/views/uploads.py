"""Handing in: files by form or one by one from the page's script, the sample, and trying again what failed."""

from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Literal

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.files import File
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from encounters import policies, tasks
from encounters.actions import bulletins
from encounters.models import Bulletin
from encounters.reading.errors import UnreadableBulletin

from .access import MemberRequest, members_only

SAMPLE = "2020-01.pdf"
LEVELS = {"received": messages.SUCCESS, "duplicate": messages.WARNING, "refused": messages.ERROR}
STATUS_CODES = {"received": 201, "duplicate": 200, "refused": 400}


class UploadForm(forms.Form):
    """What goes with the files. The files themselves are checked one by one, so that a bad one stops no other."""

    source_url = forms.URLField(label="Published at (optional)", required=False, max_length=2000, assume_scheme="https")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, in words for the person who handed it in."""

    kind: Literal["received", "duplicate", "refused"]
    filename: str
    message: str
    bulletin: Bulletin | None = None

    @property
    def url(self) -> str:
        return reverse("bulletin_detail", args=[self.bulletin.pk]) if self.bulletin else ""


def hand_in(file: "File[bytes]", *, filename: str, by: User, source_url: str = "") -> Outcome:
    """Keep one file and ask a worker for it."""
    try:
        received = bulletins.receive(
            file,
            filename=filename,
            by=by,
            now=timezone.now(),
            max_bytes=settings.MAX_UPLOAD_BYTES,
            source_url=source_url,
        )
    except UnreadableBulletin as error:
        return Outcome("refused", filename, error.message)
    bulletin = received.bulletin
    if received.duplicate:
        message = f"Already here since {bulletin.created_at:%-d %B %Y}, as {bulletin.filename}. Nothing was added."
        return Outcome("duplicate", filename, message, bulletin)
    tasks.enqueue_extraction(bulletin.pk)
    return Outcome("received", filename, "Received; a worker will read it.", bulletin)


def upload(request: MemberRequest) -> HttpResponse:
    """Files of the form on the list of bulletins. A script that asks for JSON sends one and gets its outcome."""
    policies.check_uploader(request.user)
    wants_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    form = UploadForm(request.POST)
    given = request.FILES.getlist("files")
    if not form.is_valid():
        problem = "Nothing was kept: the address under “Published at” is no URL. Correct it, or leave it out."
    elif not given:
        problem = "No file was chosen. Choose one PDF or several, then press Upload."
    else:
        source_url = form.cleaned_data["source_url"]
        outcomes = [hand_in(file, filename=str(file.name), by=request.user, source_url=source_url) for file in given]
        if wants_json:
            return _as_json(outcomes[0])
        _say(request, outcomes)
        return redirect("bulletin_list")
    if wants_json:
        return JsonResponse({"outcome": "refused", "message": problem, "url": ""}, status=400)
    messages.error(request, problem)
    return redirect("bulletin_list")


@require_POST
@members_only
def sample(request: MemberRequest) -> HttpResponse:
    """Hand in the bulletin that comes with the software."""
    policies.check_uploader(request.user)
    with as_file(files("encounters") / "samples" / SAMPLE) as path, path.open("rb") as handle:
        outcome = hand_in(File(handle, name=SAMPLE), filename=SAMPLE, by=request.user)
    return redirect(outcome.url)


@require_POST
@members_only
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    """Try one failed bulletin again."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    try:
        bulletins.retry(bulletin, by=request.user, now=timezone.now())
    except bulletins.NotFailed as error:
        messages.warning(request, str(error))
    else:
        tasks.enqueue_extraction(bulletin.pk)
        messages.success(request, f"{bulletin} is back in line.")
    return redirect("bulletin_detail", pk)


@require_POST
@members_only
def retry_cause(request: MemberRequest) -> HttpResponse:
    """Try all bulletins again that failed for one cause."""
    again = bulletins.retry_all(cause=request.POST.get("cause", ""), by=request.user, now=timezone.now())
    for pk in again:
        tasks.enqueue_extraction(pk)
    messages.success(request, f"{len(again)} bulletin{'' if len(again) == 1 else 's'} back in line.")
    return redirect("bulletin_list")


def _as_json(outcome: Outcome) -> JsonResponse:
    body = {"outcome": outcome.kind, "message": outcome.message, "url": outcome.url}
    return JsonResponse(body, status=STATUS_CODES[outcome.kind])


def _say(request: MemberRequest, outcomes: list[Outcome]) -> None:
    """One message a file that needs a look, and one for all the rest."""
    received = sum(outcome.kind == "received" for outcome in outcomes)
    if received:
        messages.success(request, f"{received} file{'' if received == 1 else 's'} received.")
    for outcome in outcomes:
        if outcome.kind != "received":
            link = format_html(' <a href="{}">Open it</a>', outcome.url) if outcome.url else ""
            text = format_html("{}: {}{}", outcome.filename, outcome.message, link)
            messages.add_message(request, LEVELS[outcome.kind], text)
