"""What a person chooses for their own desk: keys, saved filters."""

from collections.abc import Mapping

from django.contrib.auth.models import User

from review import keys
from review.models import Preferences, SavedFilter


def keys_of(person: User) -> dict[str, str]:
    """The key of every action, for this person."""
    own = Preferences.objects.filter(user=person).values_list("keys", flat=True).first()
    return keys.bindings(own or {})


def keys_on(page: str, person: User) -> dict[str, str]:
    """The keys of one page, for this person."""
    chosen = keys_of(person)
    return {action.name: chosen[action.name] for action in keys.of(page)}


def choose_keys(person: User, chosen: Mapping[str, str]) -> None:
    """Keep a person's keys. Raises `keys.KeyTaken`."""
    Preferences.objects.update_or_create(user=person, defaults={"keys": keys.check(chosen)})


def save_filter(person: User, *, name: str, query: str) -> SavedFilter | None:
    """Keep a view of the queue under a name; the same name replaces it. Null where there is no name."""
    name = name.strip()[:60]
    if not name:
        return None
    saved, _ = SavedFilter.objects.update_or_create(user=person, name=name, defaults={"query": query[:500]})
    return saved


def forget_filter(person: User, *, pk: int) -> None:
    SavedFilter.objects.filter(user=person, pk=pk).delete()
