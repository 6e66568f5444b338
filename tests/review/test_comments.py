"""Comments: what is said, who is told, and what is said of names that are nobody's."""

import pytest
from django.contrib.messages import get_messages

from review.models import Comment
from tests.factories import make_encounter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a license?", ["Said."]),
        ("@reviewer a license?", ["Said. It waits in the queue of reviewer."]),
        (
            "@reviewr, or @reviewer?",
            [
                "Said. It waits in the queue of reviewer.",
                "Nobody here is called @reviewr, so nobody was asked by that name.",
            ],
        ),
        (" ", ["Write the comment first."]),
    ],
)
def test_a_comment_says_who_is_asked(client, editor, reviewer, text, said):
    client.force_login(editor)
    encounter = make_encounter()
    answer = client.post(f"/review/{encounter.pk}/comments/", {"text": text})
    assert [str(message) for message in get_messages(answer.wsgi_request)] == said
    assert Comment.objects.count() == bool(text.strip())
