"""Intake, accounts, administration: axe finds nothing, nothing scrolls sideways, no script is refused."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.utils import timezone
from playwright.sync_api import Page

from encounters.actions import bulletins, tokens
from encounters.models import Bulletin, Encounter, Revision
from encounters.models.bulletin import Stage
from review.actions import claims
from tests.review.bench import extracted

SCREENS = [(1440, 900, "light"), (390, 844, "dark")]


def made(filename: str) -> Bulletin:
    row = Bulletin(sha256=filename.zfill(64), filename=filename, byte_size=10, created_at=timezone.now())
    row.save()
    return bulletins.start(row.pk, now=timezone.now())


@pytest.fixture
def desk(sign_in, live_server, administrator) -> Page:
    """Bulletins in every state, and a claim and a token for the administrator's lists."""
    now = timezone.now()
    read = extracted("2020-01-two-column.pdf", by=administrator)
    strange = [{"page": 2, "text": "Words that nobody can explain.", "boxes": []}]
    warnings = [{"code": "page_unreadable", "message": "Page 3 could not be read and was left out."}]
    Bulletin.objects.filter(pk=read.pk).update(unexplained=strange, warnings=warnings)
    bulletins.report(made("under-way.pdf"), stage=Stage.READING, done=3, total=12, now=now)
    locked = "The PDF is locked with a password. Open it, save a copy without a password, and hand in the copy."
    for name in ("locked.pdf", "a-long-name-of-a-press-release-from-the-archive-of-the-web-2021-05-17.pdf"):
        bulletins.fail(made(name), code="encrypted_pdf", message=locked, now=now)
    claims.take(Encounter.objects.select_related("current_revision").first(), by=administrator, now=now)
    tokens.issue(to=administrator)
    page = sign_in(administrator)
    page.set_default_timeout(10_000)
    page.site = live_server.url
    return page


def addresses() -> list[str]:
    pk = dict(Bulletin.objects.values_list("status", "pk"))
    return [
        "/bulletins/",
        "/bulletins/?status=failed",
        f"/bulletins/{pk['extracted']}/",
        f"/bulletins/{pk['extracting']}/",
        f"/bulletins/{pk['failed']}/",
        "/account/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/logout/",
        "/admin/",
        *(f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry),
        f"/admin/encounters/bulletin/{pk['extracted']}/change/",
        f"/admin/encounters/encounter/{Encounter.objects.first().pk}/change/",
        f"/admin/encounters/revision/{Revision.objects.first().pk}/change/",
        "/admin/auth/user/1/change/",
        "/admin/auth/user/add/",
        "/admin/auth/group/add/",
        "/admin/knox/authtoken/add/",
    ]


STRANGER = ["/", "/accounts/login/", "/accounts/password/reset/"]


def problems(page: Page, address: str, width: int) -> list[str]:
    """What is wrong with a page, in words: refused scripts and styles, sideways scrolling, what axe finds."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    assert page.goto(f"{page.site}{address}").ok, address
    report = Axe().run(page)
    found = [f"{address}: {text}" for text in said]
    if report.violations_count:
        found.append(f"{address}: {report.generate_report()}")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{address}: scrolls sideways")
    return found


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_every_page(desk: Page, width, height, scheme):
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=scheme)
    assert [problem for address in addresses() for problem in problems(desk, address, width)] == []


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_every_page_of_a_stranger(page: Page, live_server, width, height, scheme):
    page.site = live_server.url
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    assert [problem for address in STRANGER for problem in problems(page, address, width)] == []
