"""The record as a form. Fields are named by the contract; `values` gives what it then says, as JSON values."""

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.forms import formset_factory
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from encounters.extraction.codes import EntryManner, EventType, ImmigrationStatus, OffenseBasis, ProgramModel
from encounters.extraction.coding import countries, offenses, states
from encounters.extraction.contract import dump_encounter
from encounters.extraction.records import EncounterRecord
from encounters.models.choices import choices
from review.highlights import hue
from review.wording import with_names

NOT_SAID = [("", "not said")]
DATE = {"placeholder": "YYYY-MM-DD", "size": 11, "autocomplete": "off"}
PLAIN = {"autocomplete": "off"}


@lru_cache(maxsize=64)
def escaped(options: tuple[tuple[Any, Any], ...]) -> tuple[tuple[str, str, str], ...]:
    """Each option's code, and its tag before and behind the place where it says that it is chosen."""
    return tuple(
        (str(code), f'<option value="{escape(code)}"', f">{escape(label)}</option>") for code, label in options
    )


class Select(forms.Select):
    """A select that is written in one go: Django renders a template for every option, and a record has 600."""

    def render(self, name: str, value: Any, attrs: Any = None, *_: Any, **__: Any) -> SafeString:
        chosen = set(self.format_value(value))
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        tags = escaped(tuple(self.choices))
        options = "".join(f"{start}{' selected' if code in chosen else ''}{end}" for code, start, end in tags)
        return mark_safe(f"<select{attributes}>{options}</select>")  # noqa: S308 - every text in it is escaped


def iso_date(**options: Any) -> forms.DateField:
    return forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE),
        error_messages={"invalid": "Write the date as 2020-01-31, or leave it empty."},
        **options,
    )


def one_of(options: list[tuple[str, str]], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, label=label, choices=NOT_SAID + options, widget=Select)


def text(label: str, size: int) -> forms.CharField:
    shown = {**PLAIN, "placeholder": label.lower()}
    return forms.CharField(required=False, label=label, max_length=size, widget=forms.TextInput(attrs=shown))


class RecordForm(forms.Form):
    """Every value of an encounter but its lists. `version` is the encounter's at the time the page was made."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    encountered_on = iso_date(label="Date")
    agency = text("Agency", 300)
    state = one_of(with_names(states.NAMES), "State")
    program_model = one_of(choices(ProgramModel), "Program model")
    facility = text("Facility", 300)
    citizenship = one_of(with_names(countries.names()), "Citizenship")
    citizenship_text = text("Citizenship as printed", 200)
    detainer_placed = forms.BooleanField(required=False, label="detainer")
    warrant_placed = forms.BooleanField(required=False, label="warrant")
    entry_manner = one_of(choices(EntryManner), "Manner of entry")
    entry_date = forms.RegexField(
        r"^\d{4}(-\d{2}(-\d{2})?)?$",
        required=False,
        label="Date of entry",
        widget=forms.TextInput(attrs={**DATE, "placeholder": "YYYY-MM-DD"}),
        error_messages={"invalid": "Write 2020-01-31, 2020-01 or 2020, or leave it empty."},
    )
    entry_place = text("Place of entry", 300)
    previously_removed = forms.BooleanField(required=False, label="removed before")
    immigration_status = one_of(choices(ImmigrationStatus), "Status")
    heading_state = one_of(with_names(states.NAMES), "State heading")
    narrative = forms.CharField(label="Narrative", widget=forms.Textarea(attrs={"rows": 5}))
    reason = forms.CharField(
        required=False, label="Why you changed it", max_length=500, widget=forms.TextInput(attrs=PLAIN)
    )

    evidence = forms.JSONField(required=False, widget=forms.HiddenInput(attrs={"id": "evidence"}))
    """Boxes of words that the person selected on the page, by key; those of a list by the row of the form."""

    NOT_VALUES = ("version", "reason", "evidence")

    def clean_evidence(self) -> dict[str, Any]:
        """By key of a value that a page can show; the shape of the boxes is the contract's to judge."""
        selected = self.cleaned_data["evidence"] or {}
        if not isinstance(selected, dict) or not all(map(hue, selected)):
            raise forms.ValidationError("These are no boxes of words.")
        return selected

    def values(self) -> dict[str, Any]:
        """The cleaned values in the form of the contract: null for what is not said, dates in ISO form."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name not in self.NOT_VALUES}
        cleaned["encountered_on"] = cleaned["encountered_on"].isoformat() if cleaned["encountered_on"] else None
        return {name: None if value == "" else value for name, value in cleaned.items()}


class OffenseForm(forms.Form):
    text = forms.CharField(label="Charge", widget=forms.TextInput(attrs=PLAIN))
    basis = forms.ChoiceField(label="Basis", choices=choices(OffenseBasis), initial=OffenseBasis.CHARGED, widget=Select)
    counts = forms.IntegerField(
        required=False, min_value=1, label="Counts", widget=forms.NumberInput(attrs={"placeholder": "counts", "min": 1})
    )
    category = forms.ChoiceField(
        required=False,
        label="Category",
        choices=[("", "no category"), *((code, category.label) for code, category in offenses.CATEGORIES.items())],
        widget=Select,
    )


class EventForm(forms.Form):
    type = forms.ChoiceField(label="Event", choices=choices(EventType), widget=Select)
    on = iso_date(label="Date")
    actor = text("Actor", 300)

    def has_changed(self) -> bool:
        """An untouched extra row is no event, although its type shows a choice."""
        return bool(set(self.changed_data) - {"type"}) or (bool(self.initial) and "type" in self.changed_data)


OffenseFormSet = formset_factory(OffenseForm, extra=1, can_delete=True, max_num=60)
EventFormSet = formset_factory(EventForm, extra=1, can_delete=True, max_num=60)


class WholeRecord:
    """The three forms of one record, as one thing to validate and read."""

    def __init__(self, record: EncounterRecord, *, version: int, data: Mapping[str, Any] | None = None) -> None:
        initial = dump_encounter(record)
        self.main = RecordForm(data, initial={**initial, "version": version, "evidence": {}})
        self.offenses = OffenseFormSet(data, initial=initial["offenses"], prefix="offenses")
        self.events = EventFormSet(data, initial=initial["events"], prefix="events")

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), self.offenses.is_valid(), self.events.is_valid()])

    @property
    def reason(self) -> str:
        return str(self.main.cleaned_data["reason"])

    def values(self) -> dict[str, Any]:
        """Everything the forms say, in the form of the contract. Call after `is_valid`."""
        offenses, events = _kept(self.offenses), _kept(self.events)
        values = self.main.values() | {
            "offenses": [_item(form) for form in offenses.values()],
            "events": [_item(form) for form in events.values()],
        }
        selected = dict(self.main.cleaned_data["evidence"])
        for name, kept in (("offenses", offenses), ("events", events)):
            for place, row in enumerate(kept):
                if f"{name}.{row}" in selected:
                    selected[f"{name}.{place}"] = selected.pop(f"{name}.{row}")
        return values | ({"evidence": selected} if selected else {})


def _kept(formset: Any) -> dict[int, forms.Form]:
    """The rows that are items of the record, by their place in the form."""
    return {
        row: form
        for row, form in enumerate(formset.forms)
        if (form.has_changed() or form.initial) and not form.cleaned_data.get("DELETE")
    }


def _item(form: forms.Form) -> dict[str, Any]:
    values = {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
    return {n: v.isoformat() if isinstance(v, datetime.date) else None if v == "" else v for n, v in values.items()}
