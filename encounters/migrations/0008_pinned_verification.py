"""The rows of releases keep the grade of each record as it was when they were pinned."""

from django.db import migrations, models
from django.db.models import Q

from encounters.models.append_only import lift, protect

TABLE = "encounters_releaserow"
CHOICES = [
    ("one_reader", "one reader"),
    ("two_readers", "two readers"),
    ("two_blind", "two blind"),
    ("settled", "settled"),
]


class Migration(migrations.Migration):
    dependencies = [("encounters", "0007_verification")]
    operations = [
        lift(TABLE),  # SQLite makes the table anew, and its triggers would be lost unseen
        migrations.AddField(
            "releaserow",
            "verification",
            models.CharField(max_length=12, choices=CHOICES, default="one_reader"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "releaserow",
            models.CheckConstraint(
                condition=Q(verification__in=[code for code, _ in CHOICES]), name="release_row_verification_known"
            ),
        ),
        protect(TABLE),
    ]
