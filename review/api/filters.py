"""The filters of the list of encounters."""

from django_filters import rest_framework as filters

from encounters.api.filters import ID, Matching, Share, Words
from encounters.api.vocabularies import COUNTRIES, ENCOUNTER_STATUSES, STATES


class EncounterFilters(filters.FilterSet):
    status = filters.ChoiceFilter(choices=ENCOUNTER_STATUSES)
    state = filters.ChoiceFilter(choices=STATES)
    bulletin = Matching(field_name="bulletin_id", regex=ID, help_text="The id of a bulletin.")
    citizenship = filters.ChoiceFilter(field_name="current_revision__citizenship", choices=COUNTRIES)
    doubt_min = Share(
        field_name="doubt", lookup_expr="gte", help_text="At least this: 1 less the lowest confidence of any field."
    )
    q = Words(field_name="current_revision__narrative", help_text="Words that stand in the narrative, in this order.")
