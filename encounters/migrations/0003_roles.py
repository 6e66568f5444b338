"""The three roles, as groups."""

from django.db import migrations

ROLES = ("uploader", "reviewer", "editor")


def add_roles(apps, editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("encounters", "0002_append_only"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
