"""What the workbench shows of a record: its pages with what is lit, its narrative, the rows of its form."""

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.forms import BoundField, Form

from encounters import policies as roles
from encounters.extraction.catalogue import CATALOGUE
from encounters.extraction.coding import countries, states
from encounters.extraction.records import EncounterRecord, ExtractionWarning
from encounters.lifecycle import AWAITING, moves
from encounters.models import Encounter
from encounters.views.access import MemberRequest
from review import highlights, keys, policies
from review.actions import claims, preferences, undo, walks
from review.actions.walks import Walk
from review.forms import WholeRecord
from review.models import Decision, SecondReading

from . import sheets
from .sheets import Sheets

ROWS = (
    ("1", "Date", "date", ("encountered_on",)),
    ("2", "Agency", "agency", ("agency", "state", "program_model", "facility")),
    ("3", "Citizenship", "citizenship", ("citizenship", "citizenship_text")),
    ("5", "Placed", "placed", ("detainer_placed", "warrant_placed")),
    ("6", "Entry", "entry", ("entry_manner", "previously_removed", "entry_date", "entry_place")),
    ("7", "Status", "status", ("immigration_status",)),
)
"""Key, label, hue and fields of each row; 4 is the offenses, 8 the events."""

INSTEAD = {"two encounters in one": "split", "half of an encounter": "merge"}
"""Reasons that call for more than a rejection: the page where the record is put right."""
REASONS = ("not an encounter", "a duplicate", "not readable", *INSTEAD)
"""Why a record is rejected, each with its digit."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form. `problems` are the sentences that say why it is doubtful."""

    key: str
    label: str
    hue: str
    fields: tuple[BoundField, ...]
    evidence: str
    printed: str
    doubt: float | None
    problems: tuple[str, ...]
    form: Form | None = None
    coded: str = ""
    asked: int = 0
    """Comments on it that wait for an answer."""


def heading(encounter: Encounter) -> str:
    """`Massachusetts · Bristol County`: where the record is from, as a reader would call it."""
    revision = encounter.current
    state = states.NAMES.get(revision.state or "", "State unknown")
    agency = (revision.agency or "agency unknown").removesuffix("'s Office").removesuffix(" Sheriff")
    return f"{state} · {agency}"


def saved_tag(request: MemberRequest, what: Encounter | SecondReading) -> str:
    """The tag of a message that says that `what` is saved: the browser's draft of it is one no more."""
    return f"saved-{request.user.pk}-{draft_name(what)}"


def draft_name(what: Encounter | SecondReading) -> str:
    """Under which name a browser keeps what somebody types into a form."""
    return f"reading-{what.pk}" if isinstance(what, SecondReading) else str(what.pk)


def keys_for(person: User) -> dict[str, Any]:
    return preferences.keys_on("bench", person)


def record_context(encounter: Encounter, record: EncounterRecord, form: WholeRecord) -> dict[str, Any]:
    """The record itself: its pages, narrative and form, without who said or decided what."""
    shown = sheets.of(encounter, record)
    return {
        "encounter": encounter,
        "bulletin": encounter.bulletin,
        "record": record,
        "form": form,
        "rows": [row(record, form, shown, *each) for each in ROWS],
        "offenses": items(record, form.offenses, shown, "offenses", "offense"),
        "events": items(record, form.events, shown, "events", "event"),
        "pages": shown.pages,
        "aligned": shown.aligned,
        "widths": sheets.WIDTHS,
        "pieces": highlights.pieces(record.narrative, record.spans),
        "doubts": len(highlights.doubtful(record)),
        "general_warnings": [advised(w) for w in record.warnings if not w.field],
        "key_actions": keys.of("bench"),
    }


def context(
    encounter: Encounter, form: WholeRecord, *, person: User, now: datetime.datetime, walk: Walk
) -> dict[str, Any]:
    """The record, and the work on it: who has it, what can be done, what comes next."""
    may_review = roles.is_reviewer(person)
    holder = claims.holder(encounter, now=now)
    step = walks.following(walk, by=person, now=now, after=encounter)
    following = step[0] if step else None
    said = list(encounter.comments.select_related("by", "settled_by").order_by("id"))
    shown = record_context(encounter, encounter.current.record, form)
    asked = Counter(comment.field for comment in said if not comment.settled_at)
    for name in ("rows", "offenses", "events"):
        shown[name] = [replace(row, asked=sum(asked[key] for key in row.evidence.split())) for row in shown[name]]
    return shown | {
        "section": "queue",
        "revision": encounter.current_revision,
        "draft": draft_name(encounter),
        "heading": heading(encounter),
        "may_review": may_review,
        "moves": moves(encounter.status_code) if may_review else (),
        "is_open": encounter.status in AWAITING and may_review,
        "own_work": policies.own_work(person, encounter),
        "holder": holder,
        "is_mine": holder is not None and holder.by_id == person.pk,
        "progress": progress(encounter),
        "following": following,
        "following_heading": heading(following) if following else "",
        "undoable": undo.undoable(by=person),
        "last_decision": last_told(encounter, person),
        "reasons": [(reason, INSTEAD.get(reason, "")) for reason in REASONS],
        "keys": keys_for(person),
        "comments": said,
        "about": [
            *((row.evidence.split()[0], row.label) for row in shown["rows"]),
            ("offenses", "Offenses"),
            *((row.evidence, highlights.label(row.evidence)) for row in shown["offenses"] if row.form.initial),
            ("events", "Events"),
            *((row.evidence, highlights.label(row.evidence)) for row in shown["events"] if row.form.initial),
        ],
    }


def last_decision(encounter: Encounter) -> Decision | None:
    return Decision.objects.filter(encounter=encounter).select_related("by").order_by("-id").first()


def last_told(encounter: Encounter, person: User) -> Decision | None:
    """The last decision, where there is something to say of it: who took their own back knows that they did."""
    last = last_decision(encounter)
    if last is None or last.by_id != person.pk:
        return last
    return None if last.kind == Decision.Kind.REOPEN or last.note in ("", undo.UNDONE) else last


def decided(encounter: Encounter) -> str:
    """`approved by anna`, of a record that waits no longer."""
    last = last_decision(encounter)
    return f"{last.get_kind_display()} by {last.by.get_username()}" if last else encounter.get_status_display()


def row(
    record: EncounterRecord, form: WholeRecord, on: Sheets, key: str, label: str, hue: str, names: tuple[str, ...]
) -> Row:
    said = [on.printed(record, name) for name in names]
    return Row(
        key=key,
        label=label,
        hue=hue,
        fields=tuple(form.main[name] for name in names),
        evidence=" ".join(names),
        printed=next(filter(None, said), ""),
        doubt=doubt(record, names),
        problems=problems(record, names),
        coded=coded(record, key),
    )


def items(record: EncounterRecord, formset: Any, on: Sheets, name: str, hue: str) -> list[Row]:
    """A row for each offense or event, and the empty one at the end."""
    return [
        Row(
            key=highlights.letter(index),
            label=name[:-1],
            hue=hue,
            fields=tuple(form[field_name] for field_name in form.fields if field_name != "DELETE"),
            evidence=f"{name}.{index}",
            printed=on.printed(record, f"{name}.{index}"),
            doubt=doubt(record, (f"{name}.{index}",)),
            problems=problems(record, (f"{name}.{index}",)),
            form=form,
        )
        for index, form in enumerate(formset.forms)
    ]


def doubt(record: EncounterRecord, keys: tuple[str, ...]) -> float | None:
    low = [value for key, value in highlights.doubtful(record).items() if covers(keys, key)]
    return min(low) if low else None


def problems(record: EncounterRecord, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(advised(w) for w in record.warnings if w.field and covers(keys, w.field))


def advised(warning: ExtractionWarning) -> str:
    """What is doubtful, and what to do about it."""
    entry = CATALOGUE.get(warning.code)
    return f"{warning.message} {entry.advice}" if entry else warning.message


def covers(keys: tuple[str, ...], key: str) -> bool:
    """`offenses.0` covers `offenses.0.category`, and itself."""
    return any(key == mine or key.startswith(f"{mine}.") for mine in keys)


def coded(record: EncounterRecord, key: str) -> str:
    """What a printed value was resolved to, where the form does not show it already."""
    if key == "2" and record.agency_match:
        match = record.agency_match
        place = f"{match.county} County, {match.state}" if match.county else match.state
        name = "" if match.name == record.agency else f"{match.name} · "
        return name + place + (f" · ORI {match.ori}" if match.ori else "")
    if key == "3" and record.citizenship:
        name = countries.names().get(record.citizenship, "")
        return "" if name == record.citizenship_text else name
    return ""


def progress(encounter: Encounter) -> dict[str, int]:
    """How many records of this bulletin people have decided."""
    return encounter.bulletin.encounters.aggregate(
        total=Count("pk"), decided=Count("pk", filter=~Q(status__in=AWAITING))
    )
