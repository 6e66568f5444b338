"""The first page: for a stranger what this is, for a colleague the work that waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from encounters import policies
from encounters.models import Release


def home(request: HttpRequest) -> HttpResponse:
    if policies.is_reviewer(request.user):
        return redirect("queue")
    if policies.is_member(request.user):
        return redirect("bulletin_list")
    newest = Release.objects.filter(status=Release.Status.PUBLISHED).first()
    return render(request, "encounters/home.html", {"newest": newest})
