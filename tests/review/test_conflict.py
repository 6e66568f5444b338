"""A list that two people changed: each offense and each event is chosen by itself, and none is lost unasked."""

import json
import re

import pytest
from django.urls import reverse

from encounters.models import Encounter
from review.actions import corrections
from review.changes import Shared, shared
from tests.factories import NOW, make_encounter

from .forms import form_of

pytestmark = pytest.mark.django_db
THEFT = {"text": "theft", "basis": "charged", "counts": None, "category": None}
ARSON = {"text": "arson", "basis": "charged", "counts": None, "category": None}
FRAUD = {"text": "fraud", "basis": "convicted", "counts": 2, "category": None}
ESCAPE = {"text": "escape", "basis": "charged", "counts": None, "category": None}
CONVICTED = THEFT | {"basis": "convicted"}
TWICE = THEFT | {"counts": 2}


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ([], [], [], []),
        ([THEFT], [THEFT], [THEFT], [(0, 0, 0)]),
        ([THEFT], [CONVICTED], [TWICE], [(0, 0, 0)]),
        ([THEFT], [ARSON, CONVICTED], [TWICE], [(None, 0, None), (0, 1, 0)]),
        ([THEFT], [THEFT, ARSON], [THEFT, FRAUD], [(0, 0, 0), (None, None, 1), (None, 1, None)]),
        ([THEFT], [THEFT, ARSON], [THEFT, ARSON | {"counts": 3}], [(0, 0, 0), (None, 1, 1)]),
        ([THEFT, ARSON], [ARSON], [THEFT, ARSON], [(0, None, 0), (1, 0, 1)]),
        ([THEFT, ARSON], [THEFT, ARSON], [ARSON], [(0, 0, None), (1, 1, 0)]),
        ([THEFT, ARSON], [THEFT], [THEFT], [(0, 0, 0)]),
        ([], [FRAUD], [ARSON, FRAUD], [(None, None, 0), (None, 0, 1)]),
        ([THEFT], [ARSON], [FRAUD], [(0, 0, 0)]),
    ],
)
def test_the_same_item_in_three_lists(base, theirs, mine, expected):
    found = shared(base, theirs, mine)
    assert list(found) == [Shared(*places) for places in expected]
    assert sorted(each.theirs for each in found if each.theirs is not None) == list(range(len(theirs)))
    assert sorted(each.mine for each in found if each.mine is not None) == list(range(len(mine)))


def test_events_are_known_by_what_happened_and_when():
    arrest, removal = ({"type": kind, "on": "2020-01-09", "actor": None} for kind in ("arrest", "removal"))
    found = shared([arrest, removal], [removal | {"actor": "ERO"}, arrest], [arrest, removal | {"actor": "ICE"}])
    assert {(each.theirs, each.mine) for each in found} == {(0, 1), (1, 0)}


class Desk:
    """One reviewer's browser without JavaScript: `conflict` is the page on which they choose."""

    def __init__(self, client, encounter):
        self.client, self.encounter, self.page = client, encounter, ""

    def posts(self, address, data):
        answer = self.client.post(address, data, follow=True)
        self.page, self.status = answer.content.decode(), answer.status_code
        return self

    @property
    def sent(self):
        """What the form of the conflict would send as it stands."""
        form = self.page[self.page.index('<form method="post" action="/review/') :]
        form = form[: form.index("</form>")].replace("&quot;", '"')
        hidden = dict(re.findall(r"""name="([a-z._0-9]+)" value="(.*?)">""", form))
        chosen = dict(re.findall(r'name="(take[a-z._0-9]+)" value="(\w+)" checked', form))
        return {name: said for name, said in hidden.items() if not name.startswith("take.")} | chosen

    def settles(self, **taken):
        take = {f"take.{name.replace('__', '.')}": said for name, said in taken.items()}
        return self.posts(reverse("settle", args=[self.encounter.pk]), self.sent | take)

    @property
    def offenses(self):
        record = Encounter.objects.get(pk=self.encounter.pk).current.record
        return [(each.text, each.basis.value, each.counts) for each in record.offenses]


@pytest.fixture
def write(reviewer):
    def write(encounter, offenses, **others):
        now = Encounter.objects.get(pk=encounter.pk)
        return corrections.save(
            now, {"offenses": offenses, **others}, by=reviewer, reason="", now=NOW, version=now.version
        )

    return write


@pytest.fixture
def desk(client, editor, write):
    """Both opened theft and arson; the other made theft a conviction and added fraud behind, this one counted theft
    twice, put escape in the place of arson and added battery behind."""
    encounter = make_encounter()
    write(encounter, [THEFT, ARSON])
    client.force_login(editor)
    opened = Encounter.objects.get(pk=encounter.pk)
    typed = {"offenses-0-counts": "2", "offenses-1-text": "escape", "offenses-2-text": "battery"}
    form = form_of(opened, revision=opened.current.number, **typed)
    write(encounter, [CONVICTED, ARSON, FRAUD])
    return Desk(client, encounter).posts(reverse("workbench", args=[encounter.pk]), {**form, "action": "save"})


def test_each_item_is_asked_for_and_what_nobody_else_touched_is_mine_at_first(desk):
    assert desk.status == 409
    take = {name: said for name, said in desk.sent.items() if name.startswith("take.offenses")}
    assert list(take.values()) == ["theirs", "mine", "mine", "theirs"]  # theft, escape, battery, fraud
    assert desk.page.count("both of them") == desk.page.count("neither: leave it out") == 2
    assert "not in the list" in desk.page


def test_what_is_chosen_at_first_makes_the_list(desk):
    desk.settles()
    assert [text for text, *_ in desk.offenses] == ["theft", "escape", "battery", "fraud"]
    assert desk.offenses[0] == ("theft", "convicted", None)


def test_mine_theirs_neither_and_both(desk):
    desk.settles(offenses__0="neither", offenses__1="both", offenses__2="theirs", offenses__3="mine")
    assert [text for text, *_ in desk.offenses] == ["arson", "escape"]


def test_mine_of_one_and_theirs_of_the_others(desk):
    desk.settles(offenses__0="mine", offenses__1="theirs", offenses__2="mine", offenses__3="theirs")
    assert [text for text, *_ in desk.offenses] == ["theft", "arson", "battery", "fraud"]
    assert desk.offenses[0] == ("theft", "charged", 2)


def test_where_they_write_once_more_the_page_comes_again_with_what_was_chosen(desk, write):
    write(desk.encounter, [ESCAPE | {"text": "assault"}, CONVICTED, ARSON, FRAUD])
    desk.settles(offenses__0="mine", offenses__1="theirs", offenses__2="mine", offenses__3="theirs")
    assert desk.status == 409
    assert [text for text, *_ in desk.offenses] == ["assault", "theft", "arson", "fraud"], "nothing is written yet"
    desk.settles()
    assert sorted(text for text, *_ in desk.offenses) == ["arson", "assault", "battery", "fraud", "theft"]
    assert ("theft", "charged", 2) in desk.offenses


@pytest.mark.parametrize(
    "changed", [{"item.offenses.0": "9~0"}, {"item.offenses.0": "x"}, {"item.offenses.0": "~0"},
                {"item.offenses.3": "2~7"}]
)  # fmt: skip
def test_a_form_that_no_page_of_ours_sends_writes_nothing(desk, changed):
    before = desk.offenses
    desk.posts(reverse("settle", args=[desk.encounter.pk]), desk.sent | changed)
    assert (desk.status, desk.offenses) == (400, before)


def test_words_that_were_selected_for_an_item_follow_it_to_its_new_place(client, editor, write):
    encounter = make_encounter()
    write(encounter, [THEFT])
    client.force_login(editor)
    box = {"page": 1, "x0": 1.0, "top": 1.0, "x1": 9.0, "bottom": 9.0}
    selected = json.dumps({"offenses.1": [box]})
    opened = Encounter.objects.get(pk=encounter.pk)
    typed = {"offenses-1-text": "escape", "evidence": selected}
    form = form_of(opened, revision=opened.current.number, **typed)
    write(encounter, [ARSON, THEFT])
    desk = Desk(client, encounter).posts(reverse("workbench", args=[encounter.pk]), {**form, "action": "save"})
    desk.settles()
    assert [text for text, *_ in desk.offenses] == ["arson", "theft", "escape"]
    record = Encounter.objects.get(pk=encounter.pk).current.record
    assert [each.x1 for each in record.evidence["offenses.2"]] == [9.0]
