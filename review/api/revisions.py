"""The call that tells an encounter's history."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from encounters.api.permissions import MembersRead
from encounters.models import Encounter, Revision
from review.changes import differences

from .records import RevisionSerializer

type Changes = dict[str, list[Any]]


class Revisions(mixins.ListModelMixin, viewsets.GenericViewSet[Revision]):
    """Every revision of a record, the first one first, each with what it changed."""

    queryset = Revision.objects.all()
    serializer_class = RevisionSerializer
    permission_classes = [MembersRead]

    def get_queryset(self) -> QuerySet[Revision]:
        return Revision.objects.filter(encounter=self.kwargs["pk"]).select_related("by", "encounter")

    def list(self, request: Request, pk: int) -> Response:  # noqa: ARG002 - the arguments are DRF's
        get_object_or_404(Encounter.objects.only("pk"), pk=pk)
        page: Any = self.paginate_queryset(self.get_queryset().prefetch_related("offenses", "events")) or []
        context = {**self.get_serializer_context(), "changes": self.changes(page)}
        return self.get_paginated_response(self.serializer_class(page, many=True, context=context).data)

    def changes(self, page: Sequence[Revision]) -> dict[int, Changes]:
        """By number, what each revision of a page changed in the one before it; the first changed nothing."""
        numbers = {revision.number for revision in page}
        before = self.get_queryset().filter(number__in={number - 1 for number in numbers} - numbers)
        records = {r.number: r.record for r in (*before.prefetch_related("offenses", "events"), *page)}
        return {
            number: {
                change.field: [change.before, change.after]
                for change in differences(records[number - 1], records[number])
            }
            if number - 1 in records
            else {}
            for number in sorted(numbers)
        }
