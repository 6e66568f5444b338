"""Filters of lists. A parameter that a list does not know is refused: it would do nothing and look as if it had."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import Filter
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from .errors import invalid

PAGING = frozenset({"cursor", "page_size"})
ID = r"^[0-9]{1,18}$"


class StrictFilterBackend(DjangoFilterBackend):
    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        known = set(view.filterset_class.base_filters) | PAGING if hasattr(view, "filterset_class") else PAGING
        for name, values in request.query_params.lists():
            if name not in known:
                raise invalid(name, f"There is no such filter. There are: {', '.join(sorted(known))}.", code="unknown")
            if len(values) > 1:
                raise invalid(name, "Give this filter once.", code="repeated")
        return super().filter_queryset(request, queryset, view)


@extend_schema_field({"type": "string", "pattern": ID})
class IdFilter(Filter):
    """The id of another row, in digits."""

    field_class = forms.RegexField

    def __init__(self, **options: Any) -> None:
        super().__init__(regex=ID, **options)
