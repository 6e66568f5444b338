"""The commands that publish, verify and document."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from encounters.actions import releases
from encounters.management.commands import write_reference
from encounters.models import Release

from .conftest import NOW, Desk


@pytest.fixture
def release(desk: Desk) -> Release:
    desk.approve(*desk.bulletin(2))
    made = releases.publish(by=desk.editor, note="", now=NOW)
    releases.build(made.pk)
    return Release.objects.get()


def run(command: str, *arguments: str) -> tuple[int, str, str]:
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=errors)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue(), errors.getvalue()
    return 0, out.getvalue(), errors.getvalue()


def test_publish_release_writes_the_files_at_once(desk: Desk):
    desk.approve(*desk.bulletin(2))
    status, out, _ = run("publish_release", "--note", "The first.")
    release = Release.objects.get()
    assert status == 0
    assert (release.status, release.note, release.created_by) == ("published", "The first.", desk.editor)
    first, *files = out.splitlines()
    assert first.startswith(f"{release.version}: 2 encounters reported in 1 bulletin")
    assert [Path(line.split("  ")[0]) for line in files] == [release.folder / e["name"] for e in release.files]


def test_publish_release_says_why_not(desk: Desk):
    with pytest.raises(CommandError, match="No record is approved"):
        run("publish_release", "--note", "")
    with pytest.raises(CommandError, match="role editor"):
        run("publish_release", "--note", "", "--by", "reviewer")
    with pytest.raises(CommandError, match="no user 'nobody'"):
        run("publish_release", "--note", "", "--by", "nobody")
    desk.person("editor", "second")
    with pytest.raises(CommandError, match="There are 2 editors"):
        run("publish_release", "--note", "")


def test_verify_release_by_version_folder_and_archive(release: Release):
    for name in (release.version, release.folder, release.folder / "287g-encounters-2026.11.0.zip"):
        assert run("verify_release", str(name)) == (
            0,
            f"Release 2026.11.0 is as it was published: {release.manifest['description']}\n",
            "",
        )


def test_verify_release_says_what_is_wrong(release: Release):
    with (release.folder / "encounters.csv").open("a") as file:
        file.write("more\r\n")
    status, _, errors = run("verify_release", str(release.folder))
    assert status == 1
    assert "encounters.csv: not the file that was published" in errors
    assert "encounters.csv, row 3: 1 cells, not " in errors


def test_a_release_that_was_altered_with_its_sums_is_noticed_by_version(release: Release):
    manifest, sums = release.folder / "manifest.json", release.folder / "SHA256SUMS"
    published = hashlib.sha256(manifest.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text() + "\n")
    assert "manifest.json: not the file that was published" in run("verify_release", str(release.folder))[2]
    sums.write_text(sums.read_text().replace(published, hashlib.sha256(manifest.read_bytes()).hexdigest()))
    assert run("verify_release", str(release.folder))[0] == 0
    status, _, errors = run("verify_release", release.version)
    assert status == 1
    assert errors.splitlines() == [f"{name}: not the file that was published" for name in (manifest.name, sums.name)]


def test_verify_release_knows_what_it_was_given(db: None, tmp_path: Path):
    with pytest.raises(CommandError, match="no published release of that version"):
        run("verify_release", "2020.1.0")
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(CommandError, match=r"neither a folder nor a \.zip"):
        run("verify_release", str(tmp_path / "a.txt"))
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "")
    assert run("verify_release", str(tmp_path / "other.zip"))[0] == 1


def test_the_reference_is_up_to_date():
    assert run("write_reference", "--check") == (0, "Up to date.\n", "")


def test_a_reference_that_lags_is_noticed_and_mended(settings, tmp_path: Path):
    folder = tmp_path / "docs" / "reference"
    folder.mkdir(parents=True)
    (folder / "warnings.md").write_text("Before.\n<!-- generated: warnings -->\nof before\n<!-- end -->\nAfter.\n")
    (folder / "codebook.md").touch()
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"Out of date: codebook\.md, warnings\.md\. Run write_reference"):
        run("write_reference", "--check")
    assert "of before" in (folder / "warnings.md").read_text()
    run("write_reference")
    written = (folder / "warnings.md").read_text()
    assert written.startswith("Before.\n<!-- generated: warnings -->\n| Code |")
    assert written.endswith("<!-- end -->\nAfter.\n")
    assert "of before" not in written
    assert run("write_reference", "--check")[0] == 0


def test_every_document_of_the_reference_is_described_by_its_title():
    for path, text in write_reference.documents().items():
        assert text.startswith("# "), path
