"""A release keeps the list of its files, how far its build is, and why the last try failed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("encounters", "0003_roles")]
    operations = [
        migrations.AddField("release", "progress_done", models.PositiveIntegerField(default=0)),
        migrations.AddField("release", "build_error", models.TextField(blank=True)),
        migrations.AddField("release", "files", models.JSONField(default=list)),
    ]
