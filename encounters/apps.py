"""The record: bulletins, encounters, revisions, releases."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "encounters"
