"""The administrator's pages: the record to look at, people and tokens to manage. `review.admin` adds the desk."""

from django.contrib import admin

from . import people, record

__all__ = ["people", "record"]

admin.site.site_header = admin.site.site_title = "Bulletin Desk"
admin.site.index_title = "Administration"
