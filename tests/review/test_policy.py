"""How the project reviews is an editor's decision, recorded, and in force from then on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from encounters.models import AuditEntry
from review import policies
from review.actions import decisions, policy
from review.models import Policy, SecondReading
from tests.factories import NOW, make_encounter

pytestmark = pytest.mark.django_db


def decide(by, **values):
    return policy.decide(**{"readers": 1, "blind_share": 0.0, "reason": "a pilot"} | values, by=by, now=NOW)


def test_the_settings_hold_until_an_editor_decides(settings, editor):
    settings.REVIEW_READERS, settings.REVIEW_BLIND_SHARE = 2, 0.25
    assert (policies.in_force().readers, policies.in_force().blind_share) == (2, 0.25)
    decide(editor, readers=1, blind_share=0.5)
    assert (policies.in_force().readers, policies.in_force().blind_share) == (1, 0.5)


def test_two_readers_and_the_blind_share_follow_the_policy(editor, reviewer):
    decide(editor, readers=2)
    first = make_encounter()
    decisions.approve(first, by=reviewer, now=NOW, version=first.version)
    assert first.status == "awaiting_second"
    decide(editor, readers=1, blind_share=1.0)
    second = make_encounter()
    decisions.approve(second, by=reviewer, now=NOW, version=second.version)
    assert second.status == "approved"
    assert SecondReading.objects.get().encounter == second


def test_every_decision_is_kept_and_audited(editor):
    made = [decide(editor, readers=readers, reason=f"phase {readers}") for readers in (1, 2)]
    assert list(Policy.objects.order_by("id")) == made
    entries = AuditEntry.objects.filter(action="policy.decided").order_by("id")
    assert [(e.subject_id, e.by, e.data["readers"], e.data["reason"]) for e in entries] == [
        (made[0].pk, editor, 1, "phase 1"),
        (made[1].pk, editor, 2, "phase 2"),
    ]


def test_only_an_editor_decides(reviewer, client):
    with pytest.raises(PermissionDenied):
        decide(reviewer)
    client.force_login(reviewer)
    assert "An editor can change this." in client.get(reverse("policy")).content.decode()
    answer = client.post(reverse("policy"), {"readers": 2, "blind_share": 5, "reason": "so"})
    assert answer.status_code == 403
    assert not Policy.objects.exists()


def test_the_page_takes_percent_and_a_reason(editor, client):
    client.force_login(editor)
    answer = client.post(
        reverse("policy"), {"readers": 2, "blind_share": "7.5", "reason": "two desks now"}, follow=True
    )
    assert (policies.in_force().readers, policies.in_force().blind_share) == (2, 0.075)
    page = answer.content.decode()
    assert "7.5 percent of approved records" in page
    assert "two desks now" in page
    assert "In force for the approvals from now on." in page


@pytest.mark.parametrize(
    "wrong", [{"readers": 3}, {"readers": 0}, {"blind_share": 101}, {"blind_share": -1}, {"reason": " "}]
)
def test_what_is_wrong_is_said_and_nothing_written(editor, client, wrong):
    client.force_login(editor)
    answer = client.post(reverse("policy"), {"readers": 2, "blind_share": 5, "reason": "so"} | wrong)
    assert answer.status_code == 422
    assert not Policy.objects.exists()
