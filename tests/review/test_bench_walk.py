"""A walk in numbers: every step of the reviewer's minute takes the keys that it may take, and no mouse."""

from django.contrib.auth.models import User
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
from review.models import Decision

from .bench import Bench, extracted
from .walk import WALK

COUNT = """
    const MODIFIERS = ["Control", "Shift", "Alt", "Meta"];
    const count = (name) => sessionStorage.setItem(name, Number(sessionStorage.getItem(name)) + 1);
    addEventListener("keydown", (event) => { if (!MODIFIERS.includes(event.key)) count("keys"); }, { capture: true });
    addEventListener("mousedown", () => count("clicks"), { capture: true });
"""


def test_a_walk(sign_in, live_server: LiveServer, editor: User):
    extracted("2020-01-word.pdf", by=editor)
    bench = Bench(sign_in(editor), live_server.url)
    page = bench.page
    page.add_init_script(COUNT)
    bench.go(1)
    counted = {}
    for step, leads_to in zip(WALK, (2, 3, 4, 5, 6, 4), strict=True):
        page.evaluate("sessionStorage.clear()")
        for key in step.keys:
            bench.key(key)
            if key == "Enter":
                expect(page.locator("#said")).to_contain_text("Taken from the page")
        bench.waits_for(leads_to)
        keys, clicks = page.evaluate("[sessionStorage.getItem('keys'), sessionStorage.getItem('clicks')]")
        assert clicks is None, step.name
        assert int(keys) <= step.most, step.name
        counted[step.name] = int(keys)
    assert counted == {step.name: len(step.keys) for step in WALK}
    done = Decision.objects.order_by("id").values_list("encounter__sequence", "kind")
    assert list(done) == [(1, "approve"), (2, "approve"), (3, "approve"), (4, "reject"), (4, "reopen")]
    assert Encounter.objects.get(sequence=2).approved_revision.citizenship == "GTM"
    assert Encounter.objects.get(sequence=3).approved_revision.citizenship_text.startswith("Honduras ")
