"""A walk through the queue as an address: `?state=TX&order=doubt&after=0.31~41!7123~9`.

The workbench carries it from record to record, so that what comes next is what the reviewer chose.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from encounters.extraction.catalogue import CATALOGUE
from encounters.extraction.coding import states
from encounters.lifecycle import EncounterStatus
from encounters.models import Bulletin, Encounter
from encounters.models.choices import choices
from encounters.models.encounter import CONFIDENT_BELOW
from review.actions.walks import Walk
from review.forms import Select
from review.mixing import Place

BULLETINS = 100
"""How many of the newest can be chosen from; a link leads to the others."""


class QueueFilters(forms.Form):
    status = forms.ChoiceField(required=False, choices=[("", "what waits"), *choices(EncounterStatus), ("any", "any")])
    state = forms.ChoiceField(required=False, choices=[("", "any"), *states.NAMES.items()], widget=Select)
    bulletin = forms.ModelChoiceField(Bulletin.objects.only("title", "filename"), required=False, widget=Select)
    doubt_min = forms.FloatField(
        required=False, min_value=0, max_value=1, label="Doubt at least",
        widget=forms.NumberInput(attrs={"step": "0.05", "placeholder": "0.20"}),
    )  # fmt: skip
    warning = forms.ChoiceField(
        required=False,
        choices=[("", "any or none"), *((code, entry.title) for code, entry in CATALOGUE.items())],
    )
    days = forms.IntegerField(
        required=False, min_value=0, max_value=10_000, label="Waits for days, at least",
        widget=forms.NumberInput(attrs={"placeholder": "0"}),
    )  # fmt: skip
    mine = forms.BooleanField(required=False, label="Only what I have open")
    order = forms.ChoiceField(
        required=False, choices=[("reading", "as printed"), ("doubt", "most doubtful first, some sure ones between")]
    )

    def offer(self, waiting: Mapping[str, int]) -> None:
        """Say how many records wait in each state, in each of the newest bulletins and the one that is chosen, and with
        how much doubt. Warnings say no number: to count them every one that was ever filed is looked at."""
        named = [
            (usps, f"{usps} · {name}" + (f" ({waiting[usps]})" if usps in waiting else ""))
            for usps, name in states.NAMES.items()
        ]
        cast(forms.ChoiceField, self.fields["state"]).choices = [("", "any"), *named]
        newest = Bulletin.objects.only("title", "filename")[:BULLETINS]
        asked = self.cleaned_data if self.is_valid() else {}
        chosen, doubt = asked.get("bulletin"), asked.get("doubt_min")
        least = CONFIDENT_BELOW if doubt is None else doubt
        self["doubt_min"].help_text = f"{intcomma(waiting_from(least))} wait with {least:.2f} or more"
        offered = {bulletin.pk: str(bulletin) for bulletin in (*newest, chosen) if bulletin}
        counts = waiting_in(offered)
        offered = {pk: f"{name} ({counts[pk]})" if pk in counts else name for pk, name in offered.items()}
        cast("forms.ModelChoiceField[Bulletin]", self.fields["bulletin"]).choices = [("", "any"), *offered.items()]


def waiting_by_state() -> dict[str, int]:
    """How many records wait in each state that has any; "" is no state."""
    rows = Encounter.objects.filter(waits=True).order_by().values_list("state")
    return dict(rows.annotate(n=Count("*")))


def waiting_in(bulletins: Iterable[int]) -> dict[int, int]:
    """How many records wait in each of some bulletins, where any do."""
    rows = Encounter.objects.filter(waits=True, bulletin__in=list(bulletins)).order_by().values_list("bulletin")
    return dict(rows.annotate(n=Count("*")))


def waiting_from(doubt: float) -> int:
    """How many records wait with at least so much doubt."""
    return Encounter.objects.filter(waits=True, doubt__gte=doubt).count()


def chosen(query: QueryDict) -> dict[str, Any]:
    """What the filters of an address ask for; nothing where one of them says nothing that can be asked."""
    filters = QueueFilters(query)
    return filters.cleaned_data if filters.is_valid() else {}


def walk_of(query: QueryDict) -> Walk:
    """The walk that an address names; the whole queue as printed where it names none."""
    filters = chosen(query) if query else {}
    try:
        place = Place.read(query.get("after", ""))
    except ValueError:  # an address that somebody typed, or a place in another order
        place = Place()
    return Walk(filters, filters.get("order") or "reading", place)


def query_of(walk: Walk, query: QueryDict) -> str:
    """The address's part behind the question mark; `query` is what the walk was read from."""
    asked = {name: value for name, value in filters_only(query).items() if value}
    place = str(walk.place) if walk.order == "doubt" else ""
    return urlencode(asked | ({"after": place} if place.strip("!") else {}))


def filters_only(query: QueryDict) -> dict[str, str]:
    """The filters and the order of an address, without a place."""
    return {name: str(query[name]) for name in QueueFilters.base_fields if query.get(name)}


def to_workbench(encounter: Encounter, query: str) -> HttpResponseRedirect:
    """Go to a record within a walk."""
    address = reverse("workbench", args=[encounter.pk])
    return redirect(f"{address}?{query}" if query else address)
