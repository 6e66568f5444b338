"""How fast a release is published and written, and in how much memory, on the database of the settings.

    python -m benchmarks.export                     10,000 and 100,000 records on SQLite
    python -m benchmarks.export --records 1000000   a million
    DATABASE_URL=postgres://postgres@localhost/postgres python -m benchmarks.export

Each size gets a database and a folder of its own, which are removed afterwards. The records are those of the January
2020 bulletin over and over, one in ten corrected, so that a row is as long as a real one. Every phase runs in
a process of its own. Memory is what it grew by after the first batch. The CPU's time is given
beside the clock's, since a machine has other things to do too.
"""

import argparse
import datetime
import hashlib
import json
import os
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
    print("| records | pin s | write s | of it CPU | records/CPU s | rows/CPU s | pack, flush s | MB | growth MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
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
    busy = built["busy"]
    return (
        f"| {records:,} | {pinned['seconds']:.2f} | {built['write']:.1f} | {busy:.1f} "
        f"| {records / busy:,.0f} | {built['rows'] / busy:,.0f} "
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
    templates = list(january())
    for numbers in batched(range(records), BATCH, strict=False):
        fill_batch(numbers, templates, editor)
    approve_all(editor)
    return {}


def fill_batch(numbers: tuple[int, ...], templates: list[Any], editor: Any) -> None:
    from encounters.actions import revisions
    from encounters.models import Bulletin, Encounter, Event, Offense, Revision

    bulletins = {}
    for number in sorted({number // PER_BULLETIN for number in numbers}):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        name = f"{number}.pdf"
        bulletins[number] = Bulletin(sha256=digest, filename=name, byte_size=1, created_at=NOW, status="extracted")
    Bulletin.objects.bulk_create(bulletins.values())
    encounters = []
    for number in numbers:
        bulletin, sequence = bulletins[number // PER_BULLETIN], number % PER_BULLETIN + 1
        record_id = f"{bulletin.sha256[:12]}-{sequence:04d}"
        encounters.append(
            Encounter(bulletin=bulletin, sequence=sequence, record_id=record_id, created_at=NOW, updated_at=NOW)
        )
    Encounter.objects.bulk_create(encounters)
    made = []
    for number, encounter in zip(numbers, encounters, strict=True):
        record = templates[number % len(templates)]
        read = revisions.build(record, encounter=encounter, number=1, at=NOW, extractor_version="1.0.0")
        made.append((record, read))
        if number % 10 == 0:
            corrected = revisions.build(record, encounter=encounter, number=2, at=NOW, by=editor)
            corrected.state = "GA"
            made.append((record, corrected))
    Revision.objects.bulk_create([revision for _, revision in made])
    offenses: list[Any] = []
    events: list[Any] = []
    for record, revision in made:
        of_record = revisions.children(revision, record)
        offenses += of_record[0]
        events += of_record[1]
    Offense.objects.bulk_create(offenses)
    Event.objects.bulk_create(events)


def approve_all(editor: Any) -> None:
    from django.db.models import OuterRef, Subquery

    from encounters.lifecycle import EncounterStatus, Verification
    from encounters.models import Encounter, Revision

    last = Subquery(Revision.objects.filter(encounter=OuterRef("pk")).order_by("-number").values("pk")[:1])
    Encounter.objects.update(
        status=EncounterStatus.APPROVED,
        verification=Verification.ONE_READER,
        current_revision=last,
        approved_revision=last,
        approved_at=NOW,
        approved_by=editor,
    )


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
    memory: list[float] = []
    write_tables = files.write_tables

    def timed(*args: Any, progress: Any, **kwargs: Any) -> Any:
        def watched(done: int) -> None:
            memory.append(resident())
            progress(done)

        start, busy = time.perf_counter(), time.process_time()
        counts = write_tables(*args, progress=watched, **kwargs)
        times["write"], times["busy"] = time.perf_counter() - start, time.process_time() - busy
        return counts

    files.write_tables = timed
    start = time.perf_counter()
    releases.build(Release.objects.get().pk)
    whole = time.perf_counter() - start
    release = Release.objects.get()
    assert release.manifest["records"] == records, "not every record is in the release"
    return {
        "write": times["write"],
        "busy": times["busy"],
        "pack": whole - times["write"],
        "rows": sum(release.manifest["tables"].values()),
        "bytes": sum(entry["bytes"] for entry in release.files),
        "growth": max(memory) - memory[0],
    }


def resident() -> float:
    """MB of memory of the process's own: not the pages of the database's file, which SQLite maps into it."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1000


def set_up() -> None:
    import django

    django.setup()


PHASES = {"fill": fill, "publish": publish, "build": build}

if __name__ == "__main__":
    main()
