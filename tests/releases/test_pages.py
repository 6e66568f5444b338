"""The public pages of releases, the downloads, and the editor's page that publishes."""

import pytest
from django.test import Client
from django.urls import reverse

from encounters import tasks
from encounters.actions import releases
from encounters.models import Release

from .conftest import NOW, Desk


@pytest.fixture
def building(desk: Desk) -> Release:
    desk.approve(*desk.bulletin(2))
    return releases.publish(by=desk.editor, note="January <2020>.", now=NOW)


@pytest.fixture
def release(building: Release) -> Release:
    releases.build(building.pk)
    building.refresh_from_db()
    return building


@pytest.fixture
def public() -> Client:
    return Client()


@pytest.fixture
def as_editor(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.editor)
    return client


def text(response) -> str:
    return response.content.decode()


def download(client: Client, release: Release, name: str = "encounters.csv", **headers: str):
    return client.get(reverse("release_file", args=[release.version, name]), headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_anyone_reads_what_is_published(public: Client, release: Release):
    listed = text(public.get(reverse("release_list")))
    assert "2 encounters reported in 1 bulletin, from 2020-01-01 to 2020-01-02, in 1 state" in listed
    shown = text(public.get(reverse("release_detail", args=[release.version])))
    assert "January &lt;2020&gt;." in shown
    assert "A charge is not a conviction" in shown
    assert "Bulletin Desk (2026)." in shown
    assert f"http://testserver/releases/{release.version}/" in shown
    for entry in release.files:
        assert entry["sha256"] in shown
        assert reverse("release_file", args=[release.version, entry["name"]]) in shown
    assert "hx-get" not in shown


def test_nobody_who_worked_on_it_is_named(public: Client, release: Release):
    shown = text(public.get(reverse("release_detail", args=[release.version])))
    published = b"".join((release.folder / entry["name"]).read_bytes() for entry in release.files)
    for person in ("reviewer", "editor"):
        assert f">{person}<" not in shown
        assert f'"{person}"'.encode() not in published
        assert f",{person},".encode() not in published


def test_what_is_being_built_is_seen_by_those_who_have_a_role(public: Client, as_editor: Client, building: Release):
    address = reverse("release_detail", args=[building.version])
    assert public.get(address).status_code == 404
    assert building.version not in text(public.get(reverse("release_list")))
    assert download(public, building).status_code == 404
    shown = text(as_editor.get(address))
    assert "0 of 2 records written; it waits for a worker" in shown
    assert f'hx-get="{address}"' in shown


def test_the_page_of_a_build_asks_for_its_part_alone(as_editor: Client, building: Release):
    part = text(as_editor.get(reverse("release_detail", args=[building.version]), headers={"HX-Request": "true"}))
    assert part.strip().startswith('<div id="release"')
    assert "<html" not in part


def test_a_failed_try_is_told(as_editor: Client, building: Release):
    Release.objects.update(build_error="No space left on device")
    shown = text(as_editor.get(reverse("release_detail", args=[building.version])))
    assert "No space left on device</q>. Nothing is lost" in shown


def test_every_file_comes_whole(public: Client, release: Release):
    for entry in release.files:
        response = download(public, release, entry["name"])
        assert response.status_code == 200
        assert body(response) == (release.folder / entry["name"]).read_bytes()
        assert response["ETag"] == f'"{entry["sha256"]}"'
        assert response["Content-Disposition"] == f'attachment; filename="{entry["name"]}"'
        assert int(response["Content-Length"]) == entry["bytes"]


def test_a_download_can_be_resumed(public: Client, release: Release):
    whole = (release.folder / "encounters.csv").read_bytes()
    rest = download(public, release, range="bytes=100-")
    assert (rest.status_code, body(rest)) == (206, whole[100:])
    assert rest["Content-Range"] == f"bytes 100-{len(whole) - 1}/{len(whole)}"
    beyond = download(public, release, range=f"bytes={len(whole)}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")


def test_what_one_has_already_is_not_sent_again(public: Client, release: Release):
    whole = download(public, release)
    body(whole)
    etag = whole["ETag"]
    assert download(public, release, if_none_match=etag).status_code == 304


@pytest.mark.parametrize("name", ["nothing.csv", "..%2f..%2fdb.sqlite3", ".2026.11.0-x"])
def test_only_listed_files_are_served(public: Client, release: Release, name: str):
    (release.folder / "nothing.csv").write_text("not published")
    assert public.get(f"/releases/{release.version}/files/{name}").status_code == 404


def test_the_page_of_a_difference(public: Client, desk: Desk, release: Release):
    first, second = (row.encounter for row in release.rows.select_related("encounter"))
    for encounter in (first, second):
        desk.reopen(encounter)
    desk.correct(first, state="GA", offenses=())
    desk.approve(first, *desk.bulletin(1, name="2020-02.pdf"))
    after = releases.publish(by=desk.editor, note="", now=NOW)
    address = reverse("release_difference", args=[release.version, after.version])
    assert public.get(address).status_code == 404
    releases.build(after.pk)
    shown = text(public.get(address))
    assert "1 record added, 1 changed, 1 withdrawn" in shown
    for expected in (first.record_id, second.record_id, "<code>state</code>", "TN", "GA", "burglary, charged"):
        assert expected in shown
    back = text(public.get(reverse("release_difference", args=[after.version, release.version])))
    assert "1 record added, 1 changed, 1 withdrawn" in back
    assert "See each change" in text(public.get(reverse("release_detail", args=[after.version])))


def test_the_editor_sees_what_it_would_hold_and_publishes(
    desk: Desk, as_editor: Client, monkeypatch, django_capture_on_commit_callbacks
):
    desk.approve(*desk.bulletin(3)[:2])
    sent = []
    monkeypatch.setattr(tasks.build_release, "delay", sent.append)
    shown = text(as_editor.get(reverse("release_new")))
    assert "2 approved records" in shown
    assert "1 record that still awaits review" in shown
    version = Release(version=shown.partition('<button class="main">Publish ')[2].partition("<")[0]).version

    with django_capture_on_commit_callbacks(execute=True):
        response = as_editor.post(reverse("release_new"), {"note": "The first."})
    release = Release.objects.get()
    assert (release.version, release.note, sent) == (version, "The first.", [release.pk])
    assert response["Location"] == reverse("release_detail", args=[version])


def test_a_second_press_publishes_nothing(desk: Desk, as_editor: Client, building: Release):
    response = as_editor.post(reverse("release_new"), {"note": ""})
    assert response.status_code == 409
    assert "holds exactly these records already" in text(response)
    assert '<button class="main">' not in text(response)
    assert Release.objects.count() == 1


def test_a_note_that_is_too_long_is_said(desk: Desk, as_editor: Client):
    desk.approve(*desk.bulletin(1))
    shown = text(as_editor.post(reverse("release_new"), {"note": "x" * 2001}))
    assert "at most 2000 characters" in shown
    assert not Release.objects.exists()


def test_only_editors_see_the_page_that_publishes(public: Client, desk: Desk):
    assert public.get(reverse("release_new"))["Location"].startswith(reverse("account_login"))
    public.force_login(desk.reviewer)
    assert public.get(reverse("release_new")).status_code == 403
    assert public.post(reverse("release_new")).status_code == 403
    assert "Prepare a release" not in text(public.get(reverse("release_list")))
