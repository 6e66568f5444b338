"""Decisions are never changed."""

from django.db import migrations

from encounters.models.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("encounters", "0002_append_only")]
    operations = [protect("review_decision")]
