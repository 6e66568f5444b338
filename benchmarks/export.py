"""How fast a release is published and written, and in how much memory, on the database of the settings.

    python -m benchmarks.export                     10,000 and 100,000 records on SQLite
    python -m benchmarks.export --records 1000000   a million
    DATABASE_URL=postgres://postgres@localhost/postgres python -m benchmarks.export

Each size gets a database and a folder of its own, which are removed afterwards. The records are those of the January
2020 bulletin over and over, one in ten corrected, so that a row is as long as a real one. Every phase runs in
a process of its own; memory is what its resident set grew by from the first record to the end.
"""

import argparse
import datetime
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from typing import Any

SIZES = (10_000, 100_000)
PER_BULLETIN = 50
BATCH = 5_000
NOW = datetime.datetime(2026, 11, 3, 14, 5, 6, tzinfo=datetime.UTC)
GOLD = Path(__file__).parent.parent / "tests" / "golden" / "2020-01.gold.json"


# --- The parent: one database a size, one process a phase ---------------------------------------------
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, action="append", help="how many; repeat for more sizes")
    parser.add_argument("--phase", choices=PHASES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.phase:
        print(json.dumps(PHASES[options.phase](options.records[0])))
        return
    print("| records | pin s | write s | records/s | rows/s | pack, flush s | MB written | growth MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for records in options.records or SIZES:
        print(measured(records), flush=True)


def measured(records: int) -> str:
    with tempfile.TemporaryDirectory(prefix="bulletin-desk-export-") as folder:
        environment = os.environ | {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        server = os.environ.get("DATABASE_URL", "")
        name = f"export_{os.getpid()}_{records}"
        if server:
            on_server(server, f'CREATE DATABASE "{name}"')
            environment["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
        try:
            phase("fill", records, environment)
            pinned = phase("publish", records, environment)
            built = phase("build", records, environment)
        finally:
            if server:
                on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')
    rate, rows = records / built["write"], built["rows"] / built["write"]
    return (
        f"| {records:,} | {pinned['seconds']:.2f} | {built['write']:.1f} | {rate:,.0f} | {rows:,.0f} "
        f"| {built['pack']:.1f} | {built['bytes'] / 1e6:,.0f} | {built['growth']:.0f} |"
    )


def phase(name: str, records: int, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.export", "--phase", name, "--records", str(records)]
    return json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)


def on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


# --- The phases, each in a process of its own ---------------------------------------------------------
def fill(records: int) -> dict[str, Any]:
    """An approved record for each, with its revisions, offenses and events."""
    set_up()
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    editor = User.objects.create_user("editor")
    editor.groups.set(Group.objects.filter(name="editor"))
    for numbers in batched(range(records), BATCH, strict=False):
        fill_batch(numbers, editor)
    return {}


def fill_batch(numbers: tuple[int, ...], editor: Any) -> None:
    from encounters.actions import revisions
    from encounters.lifecycle import EncounterStatus, Verification
    from encounters.models import Bulletin, Encounter, Event, Offense, Revision

    bulletins = {}
    for number in sorted({number // PER_BULLETIN for number in numbers}):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        name = f"{number}.pdf"
        bulletins[number] = Bulletin(sha256=digest, filename=name, byte_size=1, created_at=NOW, status="extracted")
    Bulletin.objects.bulk_create(bulletins.values())
    templates = list(january())
    encounters, made = [], []
    for number in numbers:
        bulletin, sequence = bulletins[number // PER_BULLETIN], number % PER_BULLETIN + 1
        record_id = f"{bulletin.sha256[:12]}-{sequence:04d}"
        encounters.append(
            Encounter(bulletin=bulletin, sequence=sequence, record_id=record_id, created_at=NOW, updated_at=NOW)
        )
    Encounter.objects.bulk_create(encounters)
    for number, encounter in zip(numbers, encounters, strict=True):
        record = templates[number % len(templates)]
        read = revisions.build(record, encounter=encounter, number=1, at=NOW, extractor_version="1.0.0")
        made.append((encounter, record, read))
        if number % 10 == 0:
            corrected = revisions.build(record, encounter=encounter, number=2, at=NOW, by=editor)
            corrected.state = "GA"
            made.append((encounter, record, corrected))
    Revision.objects.bulk_create([revision for _, _, revision in made])
    offenses, events = [], []
    for encounter, record, revision in made:
        of_record = revisions.children(revision, record)
        offenses += of_record[0]
        events += of_record[1]
        encounter.status, encounter.verification = EncounterStatus.APPROVED, Verification.ONE_READER
        encounter.current_revision = encounter.approved_revision = revision
        encounter.approved_at, encounter.approved_by = NOW, editor
    Offense.objects.bulk_create(offenses)
    Event.objects.bulk_create(events)
    decided = "status", "verification", "current_revision", "approved_revision", "approved_at", "approved_by"
    Encounter.objects.bulk_update(encounters, decided, batch_size=500)


def january() -> Iterator[Any]:
    """The records of January 2020 with places on a page such as they have."""
    from encounters.extraction.contract import load_encounter

    for labelled in json.loads(GOLD.read_text(encoding="utf-8"))["encounters"]:
        box = {"page": 1, "x0": 72.0, "top": 310.25, "x1": 301.5, "bottom": 324.13}
        listed = [f"{name}.{index}" for name in ("offenses", "events") for index in range(len(labelled[name]))]
        named = ["state", "encountered_on", "agency", "citizenship", "detainer_placed", "warrant_placed", *listed]
        offenses = [o | {"category": o["category"][0] if o["category"] else None} for o in labelled["offenses"]]
        yield load_encounter(
            labelled
            | {
                "page_first": 1,
                "page_last": 1,
                "offenses": offenses,
                "evidence": {"narrative": [box] * 6} | {name: [box] for name in named},
                "confidence": dict.fromkeys(["state", "agency"], 0.97),
                "warnings": [],
            }
        )


def publish(_records: int) -> dict[str, Any]:
    set_up()
    from django.contrib.auth.models import User

    from encounters.actions import releases

    editor = User.objects.get()
    start = time.perf_counter()
    releases.publish(by=editor, note="", now=NOW)
    return {"seconds": time.perf_counter() - start}


def build(records: int) -> dict[str, Any]:
    set_up()
    from encounters.actions import releases
    from encounters.dataset import release as files
    from encounters.models import Release

    times: dict[str, float] = {}
    write_tables = files.write_tables

    def timed(*args: Any, progress: Any, **kwargs: Any) -> Any:
        def watched(done: int) -> None:
            times.setdefault("resident", resident())
            progress(done)

        start = time.perf_counter()
        counts = write_tables(*args, progress=watched, **kwargs)
        times["write"] = time.perf_counter() - start
        return counts

    files.write_tables = timed
    start = time.perf_counter()
    releases.build(Release.objects.get().pk)
    whole = time.perf_counter() - start
    release = Release.objects.get()
    assert release.manifest["records"] == records, "not every record is in the release"
    return {
        "write": times["write"],
        "pack": whole - times["write"],
        "rows": sum(release.manifest["tables"].values()),
        "bytes": sum(entry["bytes"] for entry in release.files),
        "growth": resident() - times["resident"],
    }


def resident() -> float:
    """The largest resident set so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def set_up() -> None:
    import django

    django.setup()


PHASES = {"fill": fill, "publish": publish, "build": build}

if __name__ == "__main__":
    main()
