"""The JSON of a record: the keys of the extraction contract, for reading and for writing.

For writing, every field says here what is wrong with it, all at once; the contract then reads the same
values (`extraction.contract.load_encounter`) and has the last word.
"""

import re
from typing import Any, cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from encounters.extraction.revise import SCALARS

from .filters import LARGEST
from .vocabularies import (
    COUNTRIES,
    ENTRY_MANNERS,
    EVENT_TYPES,
    IMMIGRATION_STATUSES,
    OFFENSE_BASES,
    OFFENSE_CATEGORIES,
    PROGRAM_MODELS,
    STATES,
)

TEXT = r"^\S(.*\S)?$"
"""One line, no space around it."""
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
FAR = 100_000
"""Points: further from the corner than any page reaches."""
MOST_ITEMS = 500


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses keys it does not know: a misspelt one would otherwise be lost, and nobody would notice."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(data.keys() - self.fields.keys()) if isinstance(data, dict) else []
        message = serializers.ErrorDetail("There is no such field, or it cannot be set.", code="unknown")
        wrong = {name: [message] for name in unknown}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found = cast(dict[str, Any], error.detail)  # that of a serializer is by field
            raise serializers.ValidationError({**found, **wrong}) from error
        if wrong:
            raise serializers.ValidationError(wrong)
        return values


class WordsField(serializers.RegexField):
    """A JSON text of one form, the whole of it: what JSON has as a number is none, and a line's end belongs to it."""

    def __init__(self, regex: str, **options: Any) -> None:
        super().__init__(regex, trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data.endswith("\n"):
            self.fail("invalid")
        return super().to_internal_value(data)


def text(*, longest: int | None = None, **options: Any) -> WordsField:
    message = {"invalid": "Write one line of text, without spaces around it."}
    return WordsField(TEXT, max_length=longest, error_messages=message, **({"allow_null": True} | options))


@extend_schema_field(OpenApiTypes.DATE)
class IsoDateField(WordsField):
    """A date that stays text, as in the contract, which also refuses days that no calendar has."""

    def __init__(self, **options: Any) -> None:
        message = {"invalid": "Write the date as 2020-01-31."}
        super().__init__(DATE, allow_null=True, error_messages=message, **options)

    def to_representation(self, value: Any) -> str:
        return str(value)


class OffenseSerializer(StrictSerializer):
    text = text(longest=2000, allow_null=False, help_text="As printed, without its basis and count.")
    basis = serializers.ChoiceField(choices=OFFENSE_BASES)
    counts = serializers.IntegerField(allow_null=True, min_value=1, max_value=LARGEST)
    category = serializers.ChoiceField(choices=OFFENSE_CATEGORIES, allow_null=True)


class EventSerializer(StrictSerializer):
    type = serializers.ChoiceField(choices=EVENT_TYPES)
    on = IsoDateField()
    actor = text(longest=300, help_text="Who did it, as printed.")


class PointsField(serializers.FloatField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=-FAR, max_value=FAR, **options)

    def to_internal_value(self, data: Any) -> float:
        try:
            return super().to_internal_value(data)
        except OverflowError:  # a whole number that no float holds
            self.fail("max_value", max_value=FAR)


class BoxSerializer(StrictSerializer):
    """A rectangle on a page: PDF points from the page's top left corner."""

    page = serializers.IntegerField(min_value=1, max_value=LARGEST)
    x0 = PointsField()
    top = PointsField()
    x1 = PointsField()
    bottom = PointsField()


class EvidenceField(serializers.DictField):
    """By field the boxes of its words, one a printed line; stored in the form in which it is shown."""

    places = rf"^({'|'.join(('narrative', *SCALARS))}|(offenses|events)\.[0-9]{{1,3}})$"
    """What evidence may be given for: a value, or an item of a list."""
    child = serializers.ListField(child=BoxSerializer(), allow_empty=False)
    default_error_messages = {"unknown": "There is no such field: {name}."}

    def to_internal_value(self, data: Any) -> Any:
        for key in data if isinstance(data, dict) else ():
            if not re.fullmatch(self.places, key):
                self.fail("unknown", name=key)
        return super().to_internal_value(data)

    def to_representation(self, value: Any) -> Any:
        return value


class ValuesSerializer(StrictSerializer):
    """The values that a person may set."""

    heading_state = serializers.ChoiceField(choices=STATES, allow_null=True)
    state = serializers.ChoiceField(choices=STATES, allow_null=True)
    encountered_on = IsoDateField()
    agency = text(longest=300)
    program_model = serializers.ChoiceField(choices=PROGRAM_MODELS, allow_null=True)
    facility = text(longest=300)
    citizenship = serializers.ChoiceField(choices=COUNTRIES, allow_null=True)
    citizenship_text = text(longest=200)
    offenses: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=OffenseSerializer(), max_length=MOST_ITEMS
    )
    detainer_placed = serializers.BooleanField()
    warrant_placed = serializers.BooleanField()
    entry_manner = serializers.ChoiceField(choices=ENTRY_MANNERS, allow_null=True)
    entry_date = WordsField(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", allow_null=True)
    entry_place = text(longest=300)
    previously_removed = serializers.BooleanField()
    immigration_status = serializers.ChoiceField(choices=IMMIGRATION_STATUSES, allow_null=True)
    events: serializers.ListSerializer[Any] = serializers.ListSerializer(child=EventSerializer(), max_length=MOST_ITEMS)
    evidence = EvidenceField()
