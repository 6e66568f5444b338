"""What a browser posts from the workbench."""

from typing import Any

from encounters.models import Encounter
from review.forms import WholeRecord


def form_of(encounter: Encounter, **more: Any) -> dict[str, Any]:
    """Every field of the record's form as it is shown, and `more`."""
    form = WholeRecord(encounter.current.record, version=encounter.version)
    lists = [form.offenses, form.events]
    forms = [form.main, *(each for some in lists for each in (some.management_form, *some.forms))]
    shown = {field.html_name: field.value() for each in forms for field in each}
    return {name: value for name, value in shown.items() if value not in (None, "") and value is not False} | more
