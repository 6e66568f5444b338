"""`import_bulletins`: files and folders from the command line."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from encounters.models import Bulletin

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 a")
    (tmp_path / "deep" / "B.PDF").write_bytes(b"%PDF-1.7 b")
    (tmp_path / "notes.txt").write_bytes(b"not looked at in a folder")
    return tmp_path


def run(*arguments: object) -> int:
    try:
        call_command("import_bulletins", *map(str, arguments))
    except SystemExit as exit_:
        return int(exit_.code or 0)
    return 0


def test_a_folder_with_all_below_it(folder, uploader, sent, capsys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert run(folder, "--by", "uploader", "--source-url", "https://www.ice.gov/x") == 0
    kept = Bulletin.objects.order_by("pk")
    assert [(b.filename, b.created_by, b.source_url) for b in kept] == [
        ("a.pdf", uploader, "https://www.ice.gov/x"),
        ("B.PDF", uploader, "https://www.ice.gov/x"),
    ]
    assert sent == [b.pk for b in kept]
    assert capsys.readouterr().out == "2 received.\n"


def test_a_line_for_each_that_failed(folder, capsys):
    assert run(folder) == 0
    assert run(folder / "a.pdf", folder / "notes.txt", folder / "gone.pdf") == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1] == "1 here already, 2 refused."
    assert [line.split(": ")[:2] for line in printed.err.splitlines() if ": " in line] == [
        [str(folder / "notes.txt"), "not_a_pdf"],
        [str(folder / "gone.pdf"), "No such file or directory"],
    ]


def test_wait_extracts_here(golden, tmp_path, sent, capsys):
    shutil.copy(golden / "2020-01-word.pdf", tmp_path / "good.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    assert run(tmp_path, "--wait") == 1
    printed = capsys.readouterr()
    assert printed.out == "2 received, 1 not readable.\n"
    assert "broken.pdf: damaged_pdf: " in printed.err
    assert Bulletin.objects.get(filename="good.pdf").encounters.count() == 8
    assert sent == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "nobody"], "There is no user 'nobody'."),
        (["--by", "reviewer"], "needs the role uploader"),
        (["--source-url", "ice"], "'ice' is no URL."),
    ],
)
def test_wrong_usage_keeps_nothing(folder, reviewer, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(folder, *arguments)
    assert not Bulletin.objects.exists()


def test_a_folder_without_a_pdf(tmp_path):
    with pytest.raises(CommandError, match="There is no PDF"):
        run(tmp_path)
