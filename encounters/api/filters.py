"""Filters of lists. A parameter that a list does not know is refused: it would do nothing and look as if it had."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from .errors import invalid

PAGING = frozenset({"cursor", "page_size"})
ID = r"^[0-9]{1,18}$"
LARGEST = 2**31 - 1
LONGEST = 2000


class StrictFilterBackend(filters.DjangoFilterBackend):
    def filter_queryset(  # type: ignore[override]  # it is DRF that calls
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        known = set(view.filterset_class.base_filters) | PAGING if hasattr(view, "filterset_class") else PAGING
        for name, values in request.query_params.lists():
            if name not in known:
                raise invalid(name, f"There is no such filter. There are: {', '.join(sorted(known))}.", code="unknown")
            if len(values) > 1:
                raise invalid(name, "Give this filter once.", code="repeated")
            if not values[0].strip():
                raise invalid(name, "Give this filter a value, or leave it out.", code="blank")
        return super().filter_queryset(request, queryset, view)


class Matching(filters.CharFilter):
    """A text of one form, such as an id: what has another form selects nothing, so it is refused."""

    field_class = forms.RegexField

    def __init__(self, *, regex: str, **options: Any) -> None:
        super().__init__(regex=regex, **options)
        set_override(self, "field", {"type": "string", "pattern": regex})


@extend_schema_field({"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"[!-~]"})
class Words(filters.CharFilter):
    """Words that stand in a text, in this order, whatever their case."""

    def __init__(self, **options: Any) -> None:
        super().__init__(lookup_expr="icontains", max_length=LONGEST, **options)


class Day(filters.DateFilter):
    """A date as ISO writes it: what other countries read otherwise is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


@extend_schema_field({"type": "boolean"})
class TrueOrFalse(filters.TypedChoiceFilter):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[("true", "true"), ("false", "false")], coerce="true".__eq__, **options)


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": LARGEST})
class WholeNumber(filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST, **options)


@extend_schema_field({"type": "number", "minimum": 0, "maximum": 1})
class Share(filters.NumberFilter):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=1, **options)
