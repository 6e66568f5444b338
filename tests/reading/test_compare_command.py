"""`manage.py compare_readers`: where PDFium and pdfplumber differ over a folder."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .hostile import simple


def test_files_that_are_read_alike_are_counted(golden: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "below").mkdir()
    shutil.copy(golden / "2020-01-flow.pdf", tmp_path / "below" / "flow.PDF")
    call_command("compare_readers", tmp_path)
    said = capsys.readouterr().out
    assert "below/flow.PDF: " in said
    assert " words, the same" in said
    assert said.endswith("1 of 1 files are read alike.\n")


def test_words_that_one_reader_has_are_told_and_files_that_cannot_be_read(tmp_path: Path, capsys) -> None:
    (tmp_path / "mark.pdf").write_bytes(simple(b" BT /F1 9 Tf 40 600 Td (a \\177 b) Tj ET"))
    (tmp_path / "text.pdf").write_text("no PDF")
    with pytest.raises(SystemExit) as ended:
        call_command("compare_readers", tmp_path)
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "only pdfplumber reads '(cid:127)'" in said
    assert "text.pdf: not_a_pdf" in said
    assert said.endswith("0 of 2 files are read alike.\n")


def test_a_folder_without_a_pdf_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no PDF"):
        call_command("compare_readers", tmp_path)
