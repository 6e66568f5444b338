"""The keys of the desk: what each does on its page, and which one it is unless a person chose another. Pure.

On the workbench digits go to fields, Enter to the next doubtful one, Escape out of a field; where words are accounted
for, arrows go from line to line and Space chooses one: these are not changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    key: str
    does: str
    page: str = "bench"


PAGES = {"bench": "the workbench", "words": "every word of a bulletin"}
"""The pages that have keys of their own; two pages may use one key for two things."""

ACTIONS = (
    Action("approve", "a", "approve and go to the next"),
    Action("wrong", "x", "wrong: reject, then a digit for the reason"),
    Action("unsure", "u", "unsure: pass it on to a second reader, with a note"),
    Action("skip", "s", "skip"),
    Action("undo", "z", "undo my last decision"),
    Action("reopen", "r", "reopen a decided record"),
    Action("offense", "n", "a new offense"),
    Action("event", "e", "a new event"),
    Action("comment", "c", "write a comment"),
    Action("words", "w", "choose words on the page for the field, by arrows"),
    Action("back", "[", "page back"),
    Action("on", "]", "page on"),
    Action("closer", "+", "closer"),
    Action("wider", "-", "wider"),
    Action("fit", "0", "fit the width"),
    Action("keys", "?", "these keys"),
    Action("words_encounter", "m", "the chosen words are a new encounter", "words"),
    Action("words_boilerplate", "b", "they are boilerplate", "words"),
    Action("words_aside", "n", "they are not an encounter, for a reason", "words"),
    Action("words_undo", "z", "undo the last mark", "words"),
    Action("words_back", "[", "a page back", "words"),
    Action("words_on", "]", "a page on", "words"),
    Action("words_keys", "?", "these keys", "words"),
)
RESERVED = frozenset("12345678 ")


class KeyTaken(ValueError):
    """A key that is reserved, too long, or used twice. `name` is the action that asked for it."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


def of(page: str) -> tuple[Action, ...]:
    """What can be done by key on a page, in order."""
    return tuple(action for action in ACTIONS if action.page == page)


def bindings(chosen: Mapping[str, str]) -> dict[str, str]:
    """Every action's key: the person's own where they chose one."""
    return {action.name: chosen.get(action.name, action.key) for action in ACTIONS}


def check(chosen: Mapping[str, str]) -> dict[str, str]:
    """What differs from the usual keys, in lower case. Raises `KeyTaken`."""
    used: dict[tuple[str, str], str] = {}
    for action in ACTIONS:
        key = chosen.get(action.name, action.key).strip().lower() or action.key
        if len(key) != 1 or key in RESERVED:
            raise KeyTaken(action.name, "Choose one letter or sign; 1 to 8 go to the fields.")
        taken = used.setdefault((action.page, key), action.does)
        if taken != action.does:
            raise KeyTaken(action.name, f"“{key}” is the key of “{taken}” already.")
    keys = zip(ACTIONS, used, strict=True)
    return {action.name: key for action, (_, key) in keys if key != action.key}
