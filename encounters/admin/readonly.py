"""What every table of the record shares in the admin: it is looked at there, and written by actions alone."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]  # Django's own cannot be subscripted when it runs
else:
    ModelAdmin = admin.ModelAdmin


class Unwritten:
    """No adding, changing or deleting; for a `ModelAdmin` or an inline."""

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(Unwritten, ModelAdmin):
    """A list that stays quick with a million rows: newest first by key, one count, no table read in full."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    ordering = ("-pk",)
    sortable_by = ()


def link(name: str, text: object, *arguments: object) -> SafeString:
    """A link to a page of the site, by the name of its address."""
    return format_html('<a href="{}">{}</a>', reverse(name, args=arguments), text)


def admin_link(row: Model, text: str) -> SafeString:
    """A link to a row's own page in the admin."""
    return link(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", text, row.pk)
