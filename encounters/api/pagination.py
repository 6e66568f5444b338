"""Pages of a list, by cursor: `{"next", "previous", "results"}`.

The order is that of a unique number, so a page costs the same wherever it lies in the list, and rows
that come or go between two requests neither repeat nor hide others.
"""

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from .errors import invalid

MOST = 200


class NumberCursor(CursorPagination):
    """Ordered by the primary key, oldest first; `page_size` up to `MOST` rows."""

    ordering = "id"
    page_size = 50
    page_size_query_param = "page_size"
    page_size_query_description = f"Rows a page, 1 to {MOST}."
    max_page_size = MOST
    cursor_query_description = "Where the page begins: take it from `next` or `previous`."

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get("page_size", str(self.page_size))
        if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:9]) <= MOST:
            raise invalid("page_size", f"Ask for 1 to {MOST} rows.")
        return int(asked)

    def decode_cursor(self, request: Request) -> Cursor | None:
        cursor = super().decode_cursor(request)
        if cursor and cursor.position is not None and not str(cursor.position).isdecimal():
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        cursor, page_size = super().get_schema_operation_parameters(view)
        cursor["schema"] |= {"minLength": 1, "pattern": "[!-~]"}
        page_size["schema"] |= {"minimum": 1, "maximum": MOST, "default": self.page_size}
        return [cursor, page_size]


class NewestFirst(NumberCursor):
    ordering = "-id"
