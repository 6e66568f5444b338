"""The desk: who judged which revision how, and the pages where they do it."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"
