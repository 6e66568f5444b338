"""Which pages no reader could read: nothing is known of their words until an editor vouches for them (`by_eye`)."""

from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin, Mark


def pages(bulletin: Bulletin) -> list[int]:
    """The pages of an extracted bulletin that no reader could read."""
    if bulletin.status != BulletinStatus.EXTRACTED:
        return []
    read = set(bulletin.pages.values_list("number", flat=True))
    return [number for number in range(1, (bulletin.page_count or 0) + 1) if number not in read]


def waiting(bulletin: Bulletin) -> list[int]:
    """Those that nobody has vouched for."""
    vouched = set(
        Mark.objects.filter(bulletin=bulletin, kind=Mark.Kind.READ_BY_EYE, undone_at=None).values_list(
            "page", flat=True
        )
    )
    return [number for number in pages(bulletin) if number not in vouched]
