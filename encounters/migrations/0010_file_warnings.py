"""The codes of the warnings that records had before the queue could be filtered by them."""

from django.db import migrations


def file_warnings(apps, schema_editor):
    """Repeat the warnings of every current revision, as `actions.encounters.filed_warnings` does from now on."""
    Encounter, FiledWarning = (apps.get_model("encounters", name) for name in ("Encounter", "FiledWarning"))
    warned = Encounter.objects.exclude(current_revision__warnings=[]).values_list("pk", "current_revision__warnings")
    rows = []
    for pk, warnings in warned.iterator(2000):
        rows += [FiledWarning(encounter_id=pk, code=code) for code in sorted({w["code"] for w in warnings or ()})]
        if len(rows) > 2000:
            FiledWarning.objects.bulk_create(rows)
            rows = []
    FiledWarning.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("encounters", "0009_queue_filing")]
    operations = [migrations.RunPython(file_warnings, migrations.RunPython.noop)]
