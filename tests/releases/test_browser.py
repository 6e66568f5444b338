"""The pages of releases in a browser: axe finds nothing, nothing scrolls sideways, a build shows itself."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from encounters.actions import releases
from encounters.models import Release
from tests.pages.test_browser import SCREENS, problems

from .conftest import NOW, Desk


@pytest.fixture
def at_desk(sign_in, live_server) -> tuple[Desk, Page]:
    desk = Desk()
    page = sign_in(desk.editor)
    page.set_default_timeout(10_000)
    page.site = live_server.url
    return desk, page


def three_releases(desk: Desk) -> list[Release]:
    """The first, the one with a change of every kind, and one that is being built."""
    first, second, third, fourth, fifth = desk.bulletin(5)
    desk.approve(first, second, third)
    made = [releases.publish(by=desk.editor, note="The first.", now=NOW)]
    desk.reopen(first)
    desk.reopen(second)
    desk.correct(first, state="GA", offenses=())
    desk.approve(first, fourth)
    made.append(releases.publish(by=desk.editor, note="", now=NOW))
    for release in made:
        releases.build(release.pk)
    desk.approve(fifth)
    made.append(releases.publish(by=desk.editor, note="", now=NOW))
    return made


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_every_page(at_desk: tuple[Desk, Page], width, height, scheme):
    desk, page = at_desk
    versions = [release.version for release in three_releases(desk)]
    desk.reopen(Release.objects.first().rows.first().encounter)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    addresses = [reverse("release_list"), reverse("release_new"), reverse("release_difference", args=versions[:2])]
    addresses += [reverse("release_detail", args=[version]) for version in versions]
    assert [problem for address in addresses for problem in problems(page, address, width)] == []


def test_a_build_shows_itself_when_it_is_done(at_desk: tuple[Desk, Page]):
    desk, page = at_desk
    release = three_releases(desk)[-1]
    page.goto(f"{page.site}{reverse('release_detail', args=[release.version])}")
    expect(page.get_by_text("of 4 records written; it waits for a worker")).to_be_visible()
    releases.build(release.pk)
    expect(page.get_by_role("link", name="encounters.csv")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)
    assert asked == [], "what is published is not asked for again"
