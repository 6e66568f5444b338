"""The filters of the list of encounters."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field

from encounters.api.filters import IdFilter
from encounters.api.vocabularies import COUNTRIES, ENCOUNTER_STATUSES, STATES


class EncounterFilters(filters.FilterSet):
    status = filters.ChoiceFilter(choices=ENCOUNTER_STATUSES)
    state = filters.ChoiceFilter(choices=STATES)
    bulletin = IdFilter(field_name="bulletin_id", help_text="The id of a bulletin.")
    citizenship = filters.ChoiceFilter(field_name="current_revision__citizenship", choices=COUNTRIES)
    doubt_min = extend_schema_field({"type": "number", "minimum": 0, "maximum": 1})(
        filters.NumberFilter(
            field_name="doubt",
            lookup_expr="gte",
            min_value=0,
            max_value=1,
            help_text="1 less the lowest confidence of any field, at least.",
        )
    )
    q = filters.CharFilter(
        field_name="current_revision__narrative",
        lookup_expr="icontains",
        max_length=200,
        help_text="Words that stand in the narrative, in this order.",
    )
