"""The files of a release: the same bytes every time, and nothing wrong with them that the checker would find."""

import csv
import dataclasses
import hashlib
import io
import json
import zipfile
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encounters.dataset import release
from encounters.dataset.about import Edition
from encounters.dataset.cells import unguard
from encounters.dataset.verify import problems
from tests.dataset.records import any_record, gold, record, values
from tests.extraction.test_contract import SCHEMA

EDITION = Edition(
    version="2026.11.0",
    published_at="2026-11-03T14:05:06Z",
    note="The first: January 2020.",
    previous=None,
    publisher='The "Example" Desk',
    software="0.1.0",
)
LISTS = ("offenses", "events")


def write(folder: Path, records, edition=EDITION) -> list[release.FileEntry]:
    folder.mkdir()
    return release.write(folder, edition, records, progress=[].append)


def january() -> list:
    """The gold of January 2020, the first record corrected by its reviewer."""
    labelled = [values(**encounter) for encounter in gold("2020-01.gold.json")]
    first, *others = (record(encounter["sequence"], **encounter) for encounter in labelled)
    return [dataclasses.replace(first, machine=first.values | {"state": "AZ", "offenses": []}, revision=2), *others]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "release", january())
    return tmp_path / "release"


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_of_january_2020_says_what_the_gold_says(folder: Path):
    rows, offenses = read_csv(folder, "encounters"), read_csv(folder, "offenses")
    for encounter, row in zip(gold("2020-01.gold.json"), rows, strict=True):
        for key in encounter.keys() - set(LISTS):
            assert unguard(row[key]) == as_text(encounter[key]), key
        listed = [offense for offense in offenses if offense["record_id"] == row["record_id"]]
        assert [(o["text"], o["basis"], o["category"]) for o in listed] == [
            (o["text"], o["basis"], as_text(o["category"])) for o in encounter["offenses"]
        ]


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def test_the_json_lines_hold_the_contract(folder: Path):
    encounter_schema = {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/encounter"}
    validator = jsonschema.Draft202012Validator(encounter_schema)
    keys = SCHEMA["$defs"]["encounter"]["properties"]
    lines = (folder / "encounters.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 8
    for line in map(json.loads, lines):
        validator.validate({key: line[key] for key in keys})


def test_both_values_of_a_correction_are_kept(folder: Path):
    state, offenses = read_csv(folder, "corrections")
    assert (state["field"], state["machine_value"], state["approved_value"]) == ("state", "AZ", "AR")
    assert (offenses["field"], offenses["machine_value"]) == ("offenses", "[]")
    assert len(json.loads(offenses["approved_value"])) == 6


def test_two_builds_give_the_same_bytes(tmp_path: Path, folder: Path):
    again = write(tmp_path / "again", january())
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == first
    assert [entry.name for entry in again][-1] == "287g-encounters-2026.11.0.zip"


def test_sums_and_sizes_are_those_of_the_files(folder: Path):
    manifest = json.loads((folder / "manifest.json").read_text())
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    listed = {entry["name"]: (entry["bytes"], entry["sha256"]) for entry in manifest["files"]}
    for name, (size, digest) in listed.items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (size, digest)
        assert sums.pop(name) == digest
    assert list(sums) == ["manifest.json"]


def test_the_manifest_counts(folder: Path):
    manifest = json.loads((folder / "manifest.json").read_text())
    labelled = gold("2020-01.gold.json")
    lists = {key: sum(len(encounter[key]) for encounter in labelled) for key in LISTS}
    assert manifest["tables"] == {"encounters": 8, **lists, "corrections": 2}
    assert manifest["records"] == 8
    assert (manifest["bulletins"], manifest["extractors"]) == (1, {"1.0.0": 8})
    assert manifest["verification"] == {"one_reader": 8}
    dates = sorted(encounter["encountered_on"] for encounter in labelled)
    assert manifest["encountered_on"] == {"first": dates[0], "last": dates[-1]}


def test_the_archive_holds_every_file_in_one_folder(folder: Path):
    with zipfile.ZipFile(folder / "287g-encounters-2026.11.0.zip") as archive:
        for info in archive.infolist():
            inside, name = info.filename.split("/")
            assert inside == "287g-encounters-2026.11.0"
            assert info.date_time == release.EPOCH
            assert archive.read(info) == (folder / name).read_bytes()
        assert len(archive.infolist()) == len(list(folder.iterdir())) - 1


def test_readme_and_citation_say_what_it_is_and_what_it_is_not(folder: Path):
    readme = (folder / "README.md").read_text()
    assert "8 encounters reported in 1 bulletin, from" in readme
    assert "A charge is not a conviction" in readme
    assert "sample that the agency chose" in readme
    assert EDITION.note in readme
    assert 'name: "The \\"Example\\" Desk"' in (folder / "CITATION.cff").read_text()


def test_nothing_is_wrong_with_a_release_or_its_archive(folder: Path):
    assert problems(folder) == []
    archive = zipfile.Path(folder / "287g-encounters-2026.11.0.zip", "287g-encounters-2026.11.0/")
    assert problems(archive) == []


@given(st.lists(any_record, max_size=4, unique_by=lambda known: known.record_id))
@settings(max_examples=40, deadline=None)
def test_nothing_is_wrong_with_any_release(tmp_path_factory, records):
    folder = tmp_path_factory.mktemp("any") / "release"
    write(folder, records)
    found = [problem for problem in problems(folder) if "none of its codes" not in problem]
    assert found == []


def test_an_empty_release_has_its_headers(tmp_path: Path):
    write(tmp_path / "empty", [])
    assert problems(tmp_path / "empty") == []
    assert (tmp_path / "empty" / "events.csv").read_bytes() == b"record_id,position,type,on,actor,evidence,quote\r\n"


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("encounters.csv", "HND", "HN", "encounters.csv: not the file that was published"),
        ("encounters.csv", "HND", "HN", "encounters.csv, row 1: citizenship: 'HN' has not the form [A-Z]{3}"),
        ("encounters.csv", "HND", "MEX", "encounters.jsonl, line 1: does not say what encounters.csv says"),
        ("encounters.csv", "2020-01-03", "2020-13-03", "row 1: encountered_on: '2020-13-03' is no date"),
        ("encounters.csv", "one_reader", "nobody", "verification: 'nobody' is none of its codes"),
        ("encounters.csv", ",true,", ",yes,", "'yes' is no boolean"),
        ("offenses.csv", "convicted", "guilty", "offenses.csv, row 1: basis: 'guilty' is none of its codes"),
        ("offenses.csv", "9f86d081884c-0001,1", "9f86d081884c-0001,0", "a second row for 9f86d081884c-0001, 0"),
        ("offenses.csv", "9f86d081884c-0001,1", "9f86d081884c-0099,1", "no encounter 9f86d081884c-0099"),
        ("encounters.csv", "record_id", "id", "encounters.csv: its columns are not those of datapackage.json"),
        ("manifest.json", '"encounters": 8', '"encounters": 9', "encounters.csv: 8 rows, and manifest.json counts 9"),
        ("manifest.json", "{", "[", "cannot be read"),
        ("manifest.json", "Bulletin Desk", "Another", "manifest.json: not the file that was published"),
        ("SHA256SUMS", "  events.csv", "  even.csv", "SHA256SUMS: does not list what manifest.json lists"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, name: str, old: str, new: str, expected: str):
    replace(folder, name, old, new)
    assert any(expected in problem for problem in problems(folder)), problems(folder)


def test_missing_and_added_files_are_said(folder: Path):
    (folder / "codebook.md").unlink()
    (folder / "notes.txt").write_text("")
    found = problems(folder)
    assert "codebook.md: missing" in found
    assert "notes.txt: no part of the release" in found


def test_a_folder_without_a_manifest_is_no_release(tmp_path: Path):
    (found,) = problems(tmp_path)
    assert found.startswith("no release: ")


def test_the_csv_can_be_read_by_any_reader_of_rfc_4180(folder: Path):
    content = (folder / "encounters.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
