"""A person's own desk: keys, saved filters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from encounters.views.access import MemberRequest, members_only
from review import keys
from review.actions import preferences


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def choose_keys(request: MemberRequest) -> HttpResponse:
    chosen = preferences.keys_of(request.user)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        chosen = {name: request.POST.get(name, key) for name, key in chosen.items()}
        try:
            preferences.choose_keys(request.user, {} if "usual" in request.POST else chosen)
        except keys.KeyTaken as error:
            wrong = {error.name: str(error)}
        else:
            messages.success(request, "Saved. The desk uses these keys from now on.")
            return redirect("keys")
    pages = [
        (title, [(action, chosen[action.name], wrong.get(action.name, "")) for action in keys.of(page)])
        for page, title in keys.PAGES.items()
    ]
    context = {"section": "queue", "pages": pages, "wrong": bool(wrong)}
    return render(request, "review/keys.html", context, status=422 if wrong else 200)


@members_only
@require_POST
def save_filter(request: MemberRequest) -> HttpResponse:
    query = request.POST.get("query", "")
    if preferences.save_filter(request.user, name=request.POST.get("name", ""), query=query) is None:
        messages.error(request, "Give the filter a name first.")
    return redirect(f"{reverse('queue')}?{query}")


@members_only
@require_POST
def forget_filter(request: MemberRequest, pk: int) -> HttpResponse:
    preferences.forget_filter(request.user, pk=pk)
    return redirect("queue")
