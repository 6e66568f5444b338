"""How the project reviews: everybody can read it, editors change it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from encounters.policies import is_editor
from encounters.views.access import MemberRequest, members_only
from review import policies
from review.actions import policy as policy_actions
from review.actions.sampling import FAST
from review.models import Policy


class PolicyForm(forms.Form):
    readers = forms.TypedChoiceField(
        label="How many people must approve a record",
        coerce=int,
        choices=[(1, "one"), (2, "two: nobody gives the approval that follows their own")],
    )
    blind_share = forms.FloatField(
        label="Percent of approved records that a second person reads blind",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    reason = forms.CharField(label="Why you change it", max_length=500, widget=forms.TextInput)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: MemberRequest) -> HttpResponse:
    now_in_force = policies.in_force()
    shown = {"readers": now_in_force.readers, "blind_share": now_in_force.percent}
    form = PolicyForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        policy_actions.decide(
            readers=said["readers"],
            blind_share=said["blind_share"] / 100,
            reason=said["reason"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, "In force for the approvals from now on.")
        return redirect("policy")
    context = {
        "section": "dashboard",
        "form": form,
        "in_force": now_in_force,
        "may_change": is_editor(request.user),
        "past": Policy.objects.select_related("by"),
        "fast": FAST,
    }
    return render(request, "review/policy.html", context, status=422 if form.errors else 200)
