"""Building: all or nothing, once, the same bytes, and taken up again after a lost worker."""

import csv
import datetime
import json
from pathlib import Path

import pytest

from encounters.actions import releases
from encounters.dataset import release as files
from encounters.dataset.verify import problems
from encounters.models import AuditEntry, Release, released

from .conftest import NOW, Desk

LATER = NOW + datetime.timedelta(minutes=5)


class Killed(BaseException):
    """What no `except Exception` sees, as a killed process runs none."""


def die(*args: object, **kwargs: object) -> None:
    raise Killed


def leave(*args: object, **kwargs: object) -> None:
    """A killed process cleans nothing up."""


@pytest.fixture
def release(desk: Desk) -> Release:
    first, second, _ = desk.bulletin(3)
    desk.correct(first, state="GA")
    desk.approve(first, second)
    return releases.publish(by=desk.editor, note="The first.", now=NOW)


def build(release: Release, at: datetime.datetime = LATER) -> Release:
    releases.build(release.pk, clock=lambda: at)
    release.refresh_from_db()
    return release


def folders(storage: Path) -> list[str]:
    return sorted(path.name for path in (storage / "releases").iterdir())


def test_a_built_release_is_published_with_its_files(release: Release, storage: Path):
    build(release)
    assert (release.status, release.published_at) == ("published", NOW)
    assert (release.progress_done, release.build_error) == (2, "")
    assert folders(storage) == ["2026.11.0"]
    assert problems(release.folder) == []
    assert release.manifest == json.loads((release.folder / "manifest.json").read_text())
    assert [entry["name"] for entry in release.files] == [
        "CITATION.cff", "README.md", "codebook.md",
        "corrections.csv", "corrections.jsonl", "encounters.csv", "encounters.jsonl",
        "events.csv", "events.jsonl", "offenses.csv", "offenses.jsonl",
        "datapackage.json", "manifest.json", "SHA256SUMS", "287g-encounters-2026.11.0.zip",
    ]  # fmt: skip
    for entry in release.files:
        assert files.FileEntry.of(release.folder / entry["name"]) == files.FileEntry(**entry)
    assert AuditEntry.objects.get(action="release.built").by is None


def test_the_rows_say_what_was_approved_and_what_was_read(release: Release):
    build(release)
    with (release.folder / "encounters.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["record_id"] == release.rows.first().encounter.record_id
    assert (first["state"], first["revision"], first["extractor_version"]) == ("GA", "2", "1.0.0")
    assert (second["state"], second["revision"], second["approved_at"]) == ("TN", "1", "2026-11-03T14:05:06Z")
    assert (first["agency_ori"], first["agency_county_fips"]) == ("TN0470000", "47093")
    assert json.loads(first["quotes"]) == {"encountered_on": "January 1, 2020"}
    with (release.folder / "corrections.csv").open(encoding="utf-8", newline="") as file:
        (correction,) = csv.DictReader(file)
    assert (correction["field"], correction["machine_value"], correction["approved_value"]) == ("state", "TN", "GA")
    line = json.loads((release.folder / "offenses.jsonl").read_text().splitlines()[0])
    assert line["evidence"] == [{"page": 1, "x0": 80.0, "top": 100.0, "x1": 90.0, "bottom": 114.0}]


def test_a_record_read_by_two_people_says_so(desk: Desk, settings):
    settings.REVIEW_READERS = 2
    (encounter,) = desk.bulletin(1)
    desk.approve(encounter)
    desk.approve(encounter, by=desk.person("reviewer", "second"))
    release = releases.publish(by=desk.editor, note="", now=NOW)
    (record,) = released.stream(release.rows.all())
    assert record.verification == "two_readers"


def test_records_come_in_one_order_however_they_are_read(desk: Desk, monkeypatch):
    desk.approve(*reversed(desk.bulletin(5)))
    release = releases.publish(by=desk.editor, note="", now=NOW)
    whole = list(released.stream(release.rows.all()))
    monkeypatch.setattr(released, "CHUNK", 2)
    assert list(released.stream(release.rows.all())) == whole
    assert [record.values["sequence"] for record in whole] == [1, 2, 3, 4, 5]


def test_a_build_after_a_kill_gives_the_same_bytes(release: Release, storage: Path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(files, "pack", die)
        killed.setattr(releases.shutil, "rmtree", leave)
        with pytest.raises(Killed):
            build(release, NOW)
    release.refresh_from_db()
    assert release.status == "building"
    (left,) = folders(storage)
    assert left.startswith(".2026.11.0-")
    half = (storage / "releases" / left / "encounters.csv").read_bytes()

    build(release, NOW)
    assert release.status == "building", "the lease of the killed worker still holds"
    build(release)
    assert folders(storage) == ["2026.11.0"]
    assert (release.folder / "encounters.csv").read_bytes() == half


def test_a_build_killed_between_its_rename_and_its_word_is_done_again(release: Release, storage: Path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(releases, "_finish", die)
        with pytest.raises(Killed):
            build(release, NOW)
    assert folders(storage) == ["2026.11.0"]
    before = (release.folder / "manifest.json").read_bytes()
    build(release)
    assert release.status == "published"
    assert (release.folder / "manifest.json").read_bytes() == before


def test_a_published_release_is_not_built_again(release: Release):
    build(release)
    (release.folder / "encounters.csv").write_text("touched")
    build(release, LATER + datetime.timedelta(days=1))
    assert (release.folder / "encounters.csv").read_text() == "touched"


def test_a_worker_that_lost_its_lease_publishes_nothing(release: Release, storage: Path, monkeypatch):
    write = files.write

    def slow(*args, **kwargs):
        entries = write(*args, **kwargs)
        Release.objects.filter(pk=release.pk).update(heartbeat_at=LATER + releases.LEASE)  # another one took it
        return entries

    monkeypatch.setattr(files, "write", slow)
    build(release)
    assert release.status == "building"
    assert folders(storage) == []


def test_a_failed_build_says_why_and_is_tried_again(release: Release, storage: Path, monkeypatch):
    def full(*args: object, **kwargs: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(files, "pack", full)
        with pytest.raises(OSError, match="No space"):
            build(release, NOW)
    release.refresh_from_db()
    assert (release.status, release.build_error) == ("building", "No space left on device")
    assert folders(storage) == []
    build(release)
    assert (release.status, release.build_error) == ("published", "")


def test_progress_is_written_while_it_is_built(release: Release, monkeypatch):
    seen = []
    monkeypatch.setattr(releases, "BETWEEN_BEATS", 0)
    renew = releases._renew

    def watch(release: Release, **columns: object) -> None:
        seen.append(columns.get("progress_done"))
        renew(release, **columns)

    monkeypatch.setattr(releases, "_renew", watch)
    build(release)
    assert 2 in seen


@pytest.mark.parametrize(
    ("status", "heartbeat", "age", "expected"),
    [
        ("building", None, datetime.timedelta(0), False),
        ("building", None, releases.RESEND * 2, True),
        ("building", -releases.LEASE / 2, releases.LEASE, False),
        ("building", -releases.LEASE * 2, releases.LEASE * 2, True),
        ("published", -releases.LEASE * 2, releases.LEASE * 2, False),
    ],
)
def test_what_is_sent_again(desk: Desk, status, heartbeat, age, expected):
    release = Release.objects.create(
        version="2026.11.0",
        status=status,
        created_at=NOW - age,
        created_by=desk.editor,
        published_at=NOW if status == "published" else None,
        heartbeat_at=NOW + heartbeat if heartbeat else None,
    )
    assert releases.overdue(now=NOW) == ([release.pk] if expected else [])


def test_builds_are_taken_back_when_no_worker_lives(release: Release):
    Release.objects.update(heartbeat_at=NOW)
    assert releases.take_back() == 1
    assert build(release, NOW).status == "published"


def test_the_next_release_says_what_changed_since_the_one_before(desk: Desk, release: Release):
    desk.approve(desk.bulletin(1, name="2020-02.pdf")[0])
    following = build(releases.publish(by=desk.editor, note="", now=NOW))
    assert following.manifest["previous"] == {
        "version": "2026.11.0",
        "added": 1,
        "changed": 0,
        "withdrawn": 0,
        "split": 0,
        "merged": 0,
    }
    assert "since release 2026.11.0" in (following.folder / "README.md").read_text()
