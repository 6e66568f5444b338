"""Revisions, what hangs on them, audit entries and the rows of releases are never changed."""

from django.db import migrations

from encounters.models.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("encounters", "0001_initial")]
    operations = [
        protect(f"encounters_{table}") for table in ("revision", "offense", "event", "auditentry", "releaserow")
    ]
